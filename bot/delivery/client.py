"""The Discord client: no privileged intents, nobody pinged by accident, commands for servers and direct messages."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import discord
import structlog
from discord import app_commands
from discord.ext import commands

from bot.delivery.buttons import Buttons, press_item
from bot.delivery.replies import fail
from bot.errors import BriefingBotError, ConfigError, DiscordUnavailable
from bot.loop import Supervisor

log = structlog.get_logger(__name__)

_REFUSED = "Discord refuses the token. Copy it again from the developer portal (Bot, Reset Token)."
#: How long discord.py waits for one more server before it says that it is ready; 2 s, its default, only delay that.
_SERVER_TIMEOUT_S = 0.3


class BriefingClient(commands.Bot):
    """Serves the cogs it is given and runs background work while it is connected.

    `start_background(supervisor)` starts loops once the client is logged in; one that dies closes the client, and
    `death` then holds the error: a bot that looks alive and does nothing is worse than one that is restarted.
    """

    def __init__(
        self,
        cogs: Sequence[commands.Cog],
        buttons: Buttons,
        *,
        start_background: Callable[[Supervisor], None] = lambda _supervisor: None,
    ) -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False  # the bot has no voice to miss
        super().__init__(
            command_prefix=commands.when_mentioned,
            help_command=None,
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
            guild_ready_timeout=_SERVER_TIMEOUT_S,
        )
        self._cogs = cogs
        self._buttons = buttons
        self._start_background = start_background
        self.supervisor = Supervisor(on_death=self._die)
        self.death: BaseException | None = None

    async def setup_hook(self) -> None:
        """Once logged in: commands, buttons, background work."""
        self.add_dynamic_items(press_item(self._buttons))
        for cog in self._cogs:
            await self.add_cog(cog)
        self.tree.error(self._on_command_error)
        synced = await self.tree.sync()
        log.info("commands synced", commands=len(synced))
        self._start_background(self.supervisor)

    async def on_ready(self) -> None:
        """Connected; said once more after each new session."""
        log.info("ready", user=str(self.user), servers=len(self.guilds))

    async def _on_command_error(
        self, interaction: discord.Interaction[Any], error: app_commands.AppCommandError
    ) -> None:
        await fail(interaction, error)

    async def serve(self, token: str) -> None:
        """Connect and serve until `close`.

        Raises ConfigError for a wrong token, DiscordUnavailable where it cannot be reached at the start (later the
        client comes back by itself), and what killed the background work.
        """
        async with self:
            connection = asyncio.create_task(self.start(token), name="connection to Discord")
            try:
                # Not awaited itself: a cancellation can get lost in it (`asyncio.wait_for` before Python 3.12).
                await asyncio.wait({connection})
            finally:
                await self.close()
                connection.cancel()
                await asyncio.gather(connection, return_exceptions=True)
        error = connection.exception()
        known = self.death or _explained(error)
        if known is not None:
            raise known from error
        if error is not None:
            raise error

    def _die(self, error: BaseException) -> None:
        self.death = self.death or error
        self.loop.create_task(self.close(), name="close after a death")

    async def close(self) -> None:
        """Stop background work, then disconnect."""
        await self.supervisor.close()
        # discord.py forgets the task that announces "ready" a little after the session began: closed before that, it
        # would still run, and fail for want of an event loop.
        announcing: asyncio.Task[None] | None = getattr(self._connection, "_ready_task", None)
        if announcing is not None:
            announcing.cancel()
        await super().close()


def _explained(error: BaseException | None) -> BriefingBotError | None:
    """The error for the operator, where there is something to do about it."""
    match error:
        case discord.LoginFailure() | discord.ConnectionClosed(code=4004):  # 4004: the token was taken back
            return ConfigError(_REFUSED)
        case OSError():
            return DiscordUnavailable(f"Discord cannot be reached ({error}). Is this machine connected?")
        case discord.DiscordServerError():
            return DiscordUnavailable(f"Discord is not well ({error}). Its state: https://discordstatus.com")
    return None
