"""Answering an interaction: in time, in one place, and never with a traceback.

Discord gives 3 s for the first sign of life and 15 minutes for the answer
(https://discord.com/developers/docs/interactions/receiving-and-responding).
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Awaitable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import discord
import structlog
from discord import app_commands

from bot.delivery.views import to_view
from bot.errors import BriefingBotError
from bot.render.articles import notice_post
from bot.render.escape import escape
from bot.render.post import Post

log = structlog.get_logger(__name__)

#: Work that takes longer than this is announced ("… is thinking") and answered when it is done.
DEFER_AFTER_S = 1.2
_UNKNOWN_INTERACTION = 10062
_ALREADY_ACKNOWLEDGED = 40060

Interaction = discord.Interaction[Any]


async def answer(interaction: Interaction, work: Coroutine[Any, Any, Post], *, private: bool) -> None:
    """Reply with the post that `work` makes, to the asker alone or for all to see."""
    async with _started(work) as task:
        if await _in_time(task):
            await _respond(interaction.response.send_message(view=to_view(task.result()), ephemeral=private))
            return
        await _respond(interaction.response.defer(ephemeral=private, thinking=True))
        await interaction.followup.send(view=to_view(await task), ephemeral=private)


async def replace(interaction: Interaction, work: Coroutine[Any, Any, Post]) -> None:
    """Change the message whose button was pressed into the post that `work` makes."""
    async with _started(work) as task:
        if await _in_time(task):
            await _respond(interaction.response.edit_message(view=to_view(task.result())))
            return
        await _respond(interaction.response.defer())
        await interaction.edit_original_response(view=to_view(await task))


async def turn(interaction: Interaction, work: Coroutine[Any, Any, Post], *, asker_id: int) -> None:
    """Change the message for the one who asked for it; anyone else gets the changed form to themselves."""
    if interaction.user.id == asker_id:
        await replace(interaction, work)
    else:
        await answer(interaction, work, private=True)


@asynccontextmanager
async def _started(work: Coroutine[Any, Any, Post]) -> AsyncIterator[asyncio.Task[Post]]:
    """Work that goes on meanwhile, and no longer than somebody waits for it."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()


async def _in_time(task: asyncio.Task[Post]) -> bool:
    done, _ = await asyncio.wait({task}, timeout=DEFER_AFTER_S)
    return bool(done)


async def _respond(response: Awaitable[object]) -> None:
    """Respond. Where Discord did it but its answer got lost, discord.py tries again and is told that it is done."""
    try:
        await response
    except discord.HTTPException as error:
        if error.code != _ALREADY_ACKNOWLEDGED:
            raise


async def fail(interaction: Interaction, error: BaseException) -> None:
    """Tell the one who asked, in a sentence; what they cannot mend is logged under an id that the sentence names."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, discord.NotFound) and error.code == _UNKNOWN_INTERACTION:
        log.warning("an interaction ran out before it was answered", command=_name_of(interaction))
        return
    post = notice_post(_sentence(interaction, error))
    try:
        if not interaction.response.is_done():
            await interaction.response.send_message(view=to_view(post), ephemeral=True)
        else:
            await interaction.followup.send(view=to_view(post), ephemeral=True)
    except discord.HTTPException:
        log.warning("could not tell about an error", command=_name_of(interaction), exc_info=True)


def _sentence(interaction: Interaction, error: BaseException) -> str:
    match error:
        case BriefingBotError():
            return escape(str(error), 1000)
        case app_commands.MissingPermissions(missing_permissions=missing):
            return f"This needs the permission {', '.join(missing).replace('_', ' ')}."
        case app_commands.CommandOnCooldown(retry_after=seconds):
            return f"Please try again in {seconds:.0f} s."
        case app_commands.NoPrivateMessage():
            return "This works in a server, not in direct messages."
        case app_commands.TransformerError(value=value):
            return f"“{escape(str(value), 100)}” does not fit there. Pick one of the suggestions."
        case app_commands.CommandSignatureMismatch() | app_commands.CommandNotFound():
            return "This command has just been changed. Please restart your Discord client and try again."
        case app_commands.CheckFailure():
            return "You cannot use this here."
    error_id = secrets.token_hex(4)
    log.error("a command failed", error_id=error_id, command=_name_of(interaction), exc_info=error)
    return (
        f"Something went wrong on our side. If it happens again, tell whoever runs the bot this number: `{error_id}`."
    )


def _name_of(interaction: Interaction) -> str:
    if isinstance(interaction.command, app_commands.Command):
        return interaction.command.qualified_name
    data: dict[str, Any] = dict(interaction.data or {})
    return ":".join(str(data.get("custom_id", "?")).split(":")[:2])
