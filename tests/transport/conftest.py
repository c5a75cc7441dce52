"""The bot as a process of its own, and a Discord on this machine for it to talk to."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.corpus import ROOT
from tests.transport.standin import TOKEN, StandIn


class BotProcess:
    """`python -m bot run` in a folder of its own; what it writes, to standard output or error, is its log."""

    def __init__(self, folder: Path, discord: StandIn, settings: str, token: str | None):
        self.folder = folder
        self.database = folder / "data" / "briefing.db"
        self._discord = discord
        self._token = token
        self._log = folder / "log-0.txt"
        self._starts = 0
        (folder / "config.toml").write_text(settings)

    async def start(self):
        """Start it, as often as it has ended; each time writes a log of its own."""
        self._starts += 1
        self._log = self.folder / f"log-{self._starts}.txt"
        environment = {name: value for name, value in os.environ.items() if name != "DISCORD_TOKEN"}
        environment |= {"STANDIN_HTTP": self._discord.http_address, "STANDIN_GATEWAY": self._discord.gateway_address}
        if self._token is not None:
            environment["DISCORD_TOKEN"] = self._token
        with self._log.open("wb") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.transport.botprocess"),
                *("--config", self.folder / "config.toml", "run"),
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    @property
    def is_running(self):
        return self._process.returncode is None

    def press_ctrl_c(self):
        """A terminal tells the bot and its workers alike."""
        os.killpg(self._process.pid, signal.SIGINT)

    def terminate(self):
        """As a service manager does."""
        self._process.terminate()

    async def ended(self, within_s=10):
        """The exit code."""
        return await asyncio.wait_for(self._process.wait(), within_s)

    async def kill(self):
        """As the machine does that runs out of memory."""
        if self.is_running:
            self._process.kill()
        await self._process.wait()

    @property
    def log(self):
        """Everything it has written since it was last started."""
        return self._log.read_text()

    @property
    def log_lines(self):
        """The log, where it is nothing but JSON."""
        return [json.loads(line) for line in self.log.splitlines()]

    async def logged(self, event, within_s=10):
        """Wait for an event in the log. Another process writes it and cannot wake us, so look again and again."""
        async with asyncio.timeout(within_s):
            while f'"event": "{event}"' not in self.log:
                assert self.is_running, self.log
                await asyncio.sleep(0.01)


@asynccontextmanager
async def running(folder, discord, settings="", token=TOKEN):
    """A bot that is started, and told to stop if it has not ended by itself. Its logs never hold the token."""
    bot = BotProcess(folder, discord, settings, token)
    await bot.start()
    try:
        yield bot
        if bot.is_running:
            bot.terminate()
            assert await bot.ended() == 0
    except BaseException:
        sys.stderr.write(bot.log)  # what pytest shows beside the failure
        raise
    finally:
        await bot.kill()
    for log in folder.glob("log-*.txt"):
        assert TOKEN not in log.read_text()


@pytest.fixture
async def discord():
    async with StandIn().serving() as discord:
        yield discord
