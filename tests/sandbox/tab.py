"""A tab of the sandbox's page without a browser: what the page says over HTTP, said by hand."""

import secrets
from contextlib import asynccontextmanager

import aiohttp

from tests.cogs.wire import components_of, text_of


class Tab:
    """One viewer's look at the channel; it is brought up to date by each action and by `look`."""

    def __init__(self, http, snapshot):
        self._http = http
        self._sequence = 0
        self._take(snapshot)

    def _take(self, snapshot):
        self._snapshot = snapshot
        self.messages = [snapshot["messages"][id_] for id_ in snapshot["timeline"]]
        self._http.headers["X-Simcord-Context"] = snapshot["context"]["id"]

    @property
    def texts(self):
        return [text_of(message) for message in self.messages]

    async def look(self):
        async with self._http.get("/api/state") as response:
            self._take(await response.json())

    async def act(self, kind, **fields):
        self._sequence += 1
        body = {
            "protocol_version": 3,
            "sequence": self._sequence,
            "request_id": secrets.token_hex(8),
            "generation": self._snapshot["context"]["generation"],
            "bot_generation": self._snapshot["botGeneration"],
            "published_revision": self._snapshot["publishedRevision"],
            "kind": kind,
            **fields,
        }
        async with self._http.post("/api/action", json=body) as response:
            result = await response.json()
        assert not result["rejected"], result["diagnostics"]
        return result

    async def run(self, command, **options):
        """Run a slash command; what is then seen is in `messages`."""
        await self.act("run_command", options=options, **await self._named(command))
        await self.look()

    async def suggestions(self, command, option, typed):
        """What an option suggests for what was typed so far."""
        known = await self._named(command)
        result = await self.act("autocomplete_command", focused=option, value=typed, options={}, **known)
        return [choice["value"] for choice in result["result"]["choices"]]

    async def _named(self, command):
        async with self._http.get("/api/commands") as response:
            entries = (await response.json())["entries"]
        (entry,) = (entry for entry in entries if entry["invocation"] == command)
        fingerprint = entry["schemaFingerprint"]
        return {"command_id": entry["commandId"], "path": entry["path"], "schema_fingerprint": fingerprint}

    async def click(self, message, label):
        """Press the first button of a message with that label."""
        button = next(part for part in components_of(message) if part.get("label") == label)
        await self.act("click", target_id=message["id"], control_key=button["control_key"])
        await self.look()


@asynccontextmanager
async def open_tab(url, viewer=None):
    """Open the page at the address that the sandbox prints, as one of its viewers (by default the first)."""
    address, _, capability = url.partition("#")
    headers = {"X-Simcord-Capability": capability}
    async with aiohttp.ClientSession(address, headers=headers) as http:
        async with http.post("/api/pages", json={"viewer_id": viewer} if viewer else {}) as response:
            assert response.status == 200
            snapshot = await response.json()
        yield Tab(http, snapshot)
