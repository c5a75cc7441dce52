"""Discord on this machine: its HTTP and its gateway, as much of them as the bot uses, over real sockets.

discord.py talks to it unmodified (`botprocess.py` points it here). What Discord does by itself happens by itself:
sessions resume with what was missed, messages are kept, a nonce sent twice gives the first message again. What
people do, and what goes wrong, are methods.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, TypeVar

from aiohttp import WSMsgType, web

from tests.cogs.wire import components_of
from tests.transport import payloads
from tests.transport.payloads import ALICE, APPLICATION, BOT, CHANNEL, DIRECT, SERVER, Json, Person

T = TypeVar("T")

TOKEN = "MTAwMA.standin.not-a-real-token"
#: Discord promises "a few minutes".
NONCE_KEPT_S = 180.0

SLASH, PRESS, AUTOCOMPLETE = 2, 3, 4
MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES = 4, 5, 6, 7, 8
_BUTTON = 2


@dataclass(frozen=True)
class Request:
    """What the bot asked of Discord, and the status it got."""

    method: str
    path: str
    json: Any
    status: int


@dataclass
class Fault:
    """Answers the next `times` requests whose path contains `path`, in Discord's place.

    `done`: what was asked for is done all the same, and only Discord's answer got lost.
    """

    path: str
    status: int
    body: Json = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    times: int = 1
    done: bool = False


def rate_limit(path: str, retry_after_s: float, times: int = 1) -> Fault:
    """A rate limit; discord.py believes only one that came through Discord's proxy (`Via`)."""
    body = {"message": "You are being rate limited.", "retry_after": retry_after_s, "global": False}
    return Fault(path, 429, body, {"Retry-After": str(retry_after_s), "Via": "1.1 google"}, times)


@dataclass
class Asked:
    """An interaction, and what the bot made of it: `reply` is the message shown, `choices` what was suggested."""

    id: str
    token: str
    channel: str
    sent_at: float
    message: Json | None = None
    callback: int | None = None
    callback_after_s: float | None = None
    reply: Json | None = None
    choices: list[Json] | None = None


class StandIn:
    """One application in one server with one text channel, and direct messages with it."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self.commands: list[Json] = []
        self.messages: dict[str, Json] = {}
        #: How the bot came to its gateway sessions: `identify`, `resume`, or a resume `refused`, in order.
        self.sessions: list[str] = []
        self.port = 0
        self._clock = clock
        self._asked: dict[str, Asked] = {}
        self._nonces: dict[tuple[str, str], tuple[float, Json]] = {}
        self._session: str | None = None
        self._events: list[Json] = []
        self._socket: web.WebSocketResponse | None = None
        self._news = asyncio.Condition()
        self._ids: Iterator[int] = itertools.count(9000)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[StandIn]:
        """Listen on a free port of the loopback."""
        app = web.Application()
        app.router.add_get("/gateway/", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._http)
        runner = web.AppRunner(app, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.port = runner.addresses[0][1]
        try:
            yield self
        finally:
            await runner.cleanup()

    @property
    def http_address(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v10"

    @property
    def gateway_address(self) -> str:
        return f"ws://127.0.0.1:{self.port}/gateway/"

    async def until(self, happened: Callable[[], T], timeout_s: float = 10) -> T:
        """Wait until something holds; it is asked again after everything the bot does here."""
        async with asyncio.timeout(timeout_s), self._news:
            return await self._news.wait_for(happened)

    def count(self, path: str) -> int:
        """How many requests had this in their path."""
        return sum(path in request.path for request in self.requests)

    # -- what people do -------------------------------------------------------------------------------------------

    async def slash(self, name: str, *, by: Person = ALICE, direct: bool = False, **options: object) -> Asked:
        """Use a slash command, in the server or in direct messages."""
        filled = [self._option(name, option, value) for option, value in options.items()]
        return await self._interact(SLASH, self._command(name, filled), by, direct)

    async def type(self, name: str, option: str, typed: str, *, by: Person = ALICE) -> Asked:
        """Type into an option that suggests."""
        focused = {**self._option(name, option, typed), "focused": True}
        return await self._interact(AUTOCOMPLETE, self._command(name, [focused]), by, direct=False)

    async def press(self, message: Json, label: str, *, by: Person = ALICE) -> Asked:
        """Press the first button of that label."""
        buttons = [c for c in components_of(message) if c["type"] == _BUTTON and c["label"] == label]
        data = {"component_type": _BUTTON, "custom_id": buttons[0]["custom_id"], "id": buttons[0]["id"]}
        return await self._interact(PRESS, data, by, direct=message["channel_id"] == DIRECT, message=message)

    async def reply(self, asked: Asked, timeout_s: float = 10) -> Json:
        """The message that answers an interaction, once there is one."""
        return await self.until(lambda: asked.reply, timeout_s) or {}

    async def suggestions(self, asked: Asked) -> list[Json]:
        """The choices that answer what was typed."""
        await self.until(lambda: asked.choices is not None)
        return asked.choices or []

    def _command(self, name: str, options: list[Json]) -> Json:
        command = next(command for command in self.commands if command["name"] == name)
        return {"id": command["id"], "name": name, "type": 1, "options": options}

    def _option(self, command: str, name: str, value: object) -> Json:
        declared = next(one for one in self.commands if one["name"] == command)["options"]
        return {"name": name, "type": next(o["type"] for o in declared if o["name"] == name), "value": value}

    async def _interact(self, kind: int, data: Json, by: Person, direct: bool, *, message: Json | None = None) -> Asked:
        asked = Asked(
            id=str(next(self._ids)),
            token=secrets.token_urlsafe(16),
            channel=DIRECT if direct else CHANNEL,
            sent_at=monotonic(),
            message=message,
        )
        self._asked[asked.token] = asked
        payload = {
            "id": asked.id,
            "token": asked.token,
            "application_id": APPLICATION,
            "type": kind,
            "version": 1,
            "channel_id": asked.channel,
            "locale": "en-GB",
            "entitlements": [],
            "app_permissions": "0",
            "attachment_size_limit": 10_000_000,
            "data": data,
            **(payloads.in_direct_messages(by) if direct else payloads.in_server(by)),
        }
        await self._dispatch("INTERACTION_CREATE", payload if message is None else {**payload, "message": message})
        return asked

    # -- what goes wrong ------------------------------------------------------------------------------------------

    async def drop(self, code: int = 4000) -> None:
        """Close the gateway's socket; what happens until the bot is back is kept for its session."""
        socket, self._socket = self._socket, None
        assert socket is not None
        await socket.close(code=code)

    def forget_session(self) -> None:
        """The next resume is refused, and the bot has to identify anew."""
        self._session = None

    # -- HTTP -----------------------------------------------------------------------------------------------------

    async def _http(self, request: web.Request) -> web.Response:
        path = "/" + request.match_info["path"]
        body = await request.json() if request.can_read_body else None
        fault = next((fault for fault in self.faults if fault.path in path), None)
        if fault is not None:
            fault.times -= 1
            self.faults = [fault for fault in self.faults if fault.times]
            if fault.done:
                self._answer(request, path, body)
            status, answer, headers = fault.status, fault.body, fault.headers
        else:
            (status, answer), headers = self._answer(request, path, body), {}
        self.requests.append(Request(request.method, path, body, status))
        await self._tell()
        # Without a charset, as Discord has it: discord.py reads JSON under this very type alone.
        return web.Response(
            body=json.dumps(answer).encode(), status=status, headers=headers, content_type="application/json"
        )

    def _answer(self, request: web.Request, path: str, body: Any) -> tuple[int, Any]:
        parts = path.strip("/").split("/")
        # A token in the path stands for the application where there is one.
        if parts[0] not in ("interactions", "webhooks") and request.headers.get("Authorization") != f"Bot {TOKEN}":
            return 401, {"message": "401: Unauthorized", "code": 0}
        match request.method, *parts:
            case "GET", "users", "@me":
                return 200, BOT
            case "GET", "oauth2", "applications", "@me":
                return 200, payloads.application()
            case "PUT", "applications", _, "commands":
                self.commands = [payloads.registered(command, 5000 + index) for index, command in enumerate(body)]
                return 200, self.commands
            case "POST", "interactions", _, token, "callback":
                return self._call_back(self._asked[token], body)
            case ("POST", "webhooks", _, token) | ("PATCH", "webhooks", _, token, "messages", "@original"):
                return self._follow_up(self._asked[token], body, edits=request.method == "PATCH")
            case "POST", "channels", channel, "messages":
                return 200, self._send(body, channel)
        return 404, {"message": "404: Not Found", "code": 0}

    def _call_back(self, asked: Asked, body: Json) -> tuple[int, Json]:
        if asked.callback is not None:
            return 400, {"message": "Interaction has already been acknowledged.", "code": 40060}
        asked.callback, asked.callback_after_s = body["type"], monotonic() - asked.sent_at
        data = body.get("data") or {}
        if asked.callback == MESSAGE:
            asked.reply = self._keep(data, asked.channel)
        elif asked.callback == UPDATE and asked.message is not None:
            asked.reply = self._keep(data, asked.channel, id_=asked.message["id"])
        elif asked.callback == CHOICES:
            asked.choices = data["choices"]
        answer: Json = {"interaction": {"id": asked.id, "type": asked.callback}}
        if asked.reply is not None:
            answer["resource"] = {"type": asked.callback, "message": asked.reply}
        return 200, answer

    def _follow_up(self, asked: Asked, body: Json, *, edits: bool) -> tuple[int, Json]:
        """A message after the callback; or, after a press that was put off, the message with the button, changed."""
        pressed = asked.message if edits and asked.callback == DEFERRED_UPDATE else None
        asked.reply = self._keep(body, asked.channel, id_=pressed["id"] if pressed else None)
        return 200, asked.reply

    def _send(self, sent: Json, channel: str) -> Json:
        """A message in a channel; a nonce that was used a moment ago gives the message of then."""
        nonce = (channel, str(sent.get("nonce")))
        kept_at, message = self._nonces.get(nonce, (float("-inf"), {}))
        if sent.get("enforce_nonce") and self._clock() - kept_at < NONCE_KEPT_S:
            return message
        message = self._keep(sent, channel)
        if "nonce" in sent:
            self._nonces[nonce] = (self._clock(), message)
        return message

    def _keep(self, sent: Json, channel: str, *, id_: str | None = None) -> Json:
        message = payloads.message(sent, channel, id_ or str(next(self._ids)))
        self.messages[message["id"]] = message
        return message

    # -- the gateway ----------------------------------------------------------------------------------------------

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}})
        async for frame in socket:
            if frame.type is not WSMsgType.TEXT:
                break
            received = json.loads(frame.data)
            match received["op"]:
                case 1:
                    await socket.send_json({"op": 11})
                case 2:
                    await self._identify(socket, received["d"])
                case 6:
                    await self._resume(socket, received["d"])
            await self._tell()
        if self._socket is socket:
            self._socket = None
        return socket

    async def _identify(self, socket: web.WebSocketResponse, data: Json) -> None:
        if data["token"] != TOKEN:
            await socket.close(code=4004)
            return
        self._socket, self._session, self._events = socket, secrets.token_hex(8), []
        ready = {
            "v": 10,
            "user": BOT,
            "guilds": [{"id": SERVER, "unavailable": True}],
            "session_id": self._session,
            "resume_gateway_url": self.gateway_address,
            "application": {"id": APPLICATION, "flags": 0},
        }
        await self._dispatch("READY", ready)
        await self._dispatch("GUILD_CREATE", payloads.server())
        self.sessions.append("identify")

    async def _resume(self, socket: web.WebSocketResponse, data: Json) -> None:
        if data["session_id"] != self._session:
            await socket.send_json({"op": 9, "d": False})
            self.sessions.append("refused")
            return
        for missed in self._events[data["seq"] :]:
            await socket.send_json(missed)
        self._socket = socket
        await self._dispatch("RESUMED", {})
        self.sessions.append("resume")

    async def _dispatch(self, name: str, data: Json) -> None:
        event = {"op": 0, "t": name, "s": len(self._events) + 1, "d": data}
        self._events.append(event)
        if self._socket is not None:
            await self._socket.send_json(event)

    async def _tell(self) -> None:
        async with self._news:
            self._news.notify_all()
