"""A Discord of one server, in memory: simcord stands in for Discord, the bot in it is the real one."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import discord
from simcord.actors import MemberActor
from simcord.backend.cdn import CDN_BASE
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.preview import _actions, _markdown

from bot.delivery.client import BriefingClient
from bot.delivery.views import to_view
from bot.render.post import Post
from bot.sandbox.portrait import portrait

#: The longest that one step of simulated time, or an answer of the bot, may take.
SETTLE_TIMEOUT_S = 60.0
_PARSERS_KEPT = 32
_PARSER_OF = _markdown._markdown_parser  # noqa: SLF001


class SimulatedClock:
    """Tells the time of the simulated world, within it."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return discord.utils.utcnow()


@dataclass(frozen=True)
class World:
    """The server: one channel, a member, and a manager of the server."""

    env: Env
    channel: ChannelHandle
    member: MemberActor
    manager: MemberActor

    async def post(self, client: BriefingClient, post: Post) -> None:
        """Let the bot post in the channel."""
        with self.env.time_context():
            await client.get_partial_messageable(self.channel.id).send(view=to_view(post))
        await self.env.settle()


@asynccontextmanager
async def open_world(client: BriefingClient, starts_at: datetime) -> AsyncIterator[World]:
    """A world with the bot in it, whose time stands at `starts_at` until it is moved on."""
    _tune_simcord()
    env = Env(client, check_errors=False, settle_timeout=SETTLE_TIMEOUT_S)
    env.backend.clock._epoch = starts_at  # noqa: SLF001 - there is no public way to choose the day
    _dress(env)
    try:
        await env.start()
        guild = env.create_guild("Sandbox")
        managers = guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        yield World(
            env,
            channel=guild.create_text_channel("news", topic="Type /brief and press Enter"),
            member=guild.add_member(env.create_user("alice", global_name="Alice")),
            manager=guild.add_member(
                env.create_user("morgan", global_name="Morgan (server manager)"), roles=[managers]
            ),
        )
    finally:
        await env.shutdown()
        await client.close()  # simcord leaves that to others


def _dress(env: Env) -> None:
    """Give the bot its name and its picture."""
    user = env.backend.bot_user
    user.name, user.avatar = "Briefing Bot", "portrait"
    env.backend.cdn._blobs[f"{CDN_BASE}/avatars/{user.id}/{user.avatar}.png"] = portrait()  # noqa: SLF001


def _tune_simcord() -> None:
    """Settings that simcord 3.2.1 has no names for. Made for tests, it does not count on somebody who waits for it."""
    # Waiting 50 ms for quiet, at each trip to the database, is felt at every keystroke.
    Env._settle_internal.__kwdefaults__["idle"] = 0.002  # type: ignore[index]  # noqa: SLF001
    # A click counts although the page has not yet heard of the newest post: posts come by themselves here.
    _actions.ACTION_SPECS = {
        kind: dataclasses.replace(spec, revision_bound=False) for kind, spec in _actions.ACTION_SPECS.items()
    }
    # It builds a Markdown parser for every text of every message at every change.
    _markdown._markdown_parser = _reused(_PARSER_OF)  # noqa: SLF001


def _reused(build: Callable[..., Any]) -> Callable[..., Any]:
    """`build`, which gives back what it built before for policy and context (who may be mentioned) alike."""
    built: dict[tuple[int, str], Any] = {}

    def parser(policy: Mapping[str, Any], context: Mapping[str, Any]) -> Any:
        key = (id(policy), repr(context))
        if key not in built:
            if len(built) == _PARSERS_KEPT:
                built.clear()
            built[key] = build(policy, context)
        return built[key]

    return parser
