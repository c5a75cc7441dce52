"""`/brief`: a few verbatim sentences on a topic, an article or the day, and the buttons under them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import discord
import msgspec
from discord import app_commands
from discord.ext import commands

from bot.articles.finder import ArticleFinder
from bot.briefing.service import BriefingService
from bot.clock import Clock
from bot.delivery import replies
from bot.delivery.buttons import Buttons
from bot.errors import NotFound, QueryError
from bot.models import Briefing, BriefRequest, Length, Method
from bot.periods import read_since, suggest_since
from bot.render.briefing import (
    briefing_post,
    checksum,
    no_articles_post,
    nothing_post,
    place_post,
    sources_post,
)
from bot.render.post import Post
from bot.storage.asks import AskStore
from cogs._choices import article_choices, text_choices

Interaction = discord.Interaction[Any]
LengthName = Literal["quick", "standard", "deep"]
MethodName = Literal[
    "newsrank", "lead", "lexrank", "textrank", "lsa", "luhn", "edmundson", "kl", "sumbasic", "reduction"
]


class BriefCog(commands.Cog):
    """Asks the briefing service and shows what it answers."""

    def __init__(
        self,
        *,
        briefings: BriefingService,
        finder: ArticleFinder,
        asks: AskStore,
        buttons: Buttons,
        clock: Clock,
    ) -> None:
        self._briefings = briefings
        self._finder = finder
        self._asks = asks
        self._clock = clock
        buttons.on("resize", self._on_resize, int, Length, int, str)
        buttons.on("sources", self._on_sources, int, Length)
        buttons.on("where", self._on_where, int, int, str)
        buttons.on("topic", self._on_topic, Length, str)
        buttons.on("brief", self._on_brief, int)

    @app_commands.command(description="A few verbatim sentences on a topic, an article, or the last day's news")
    @app_commands.describe(
        topic="What to brief you on; empty for the top of the last day",
        article="One article: begin to type its headline",
        since="How far back to look, for example: 3 days",
        length="quick: 2 points, standard: 4, deep: 8",
        method="Another way to choose the sentences",
        private="Show the answer to you alone",
    )
    async def brief(  # noqa: D102 - the description above is the user's
        self,
        interaction: Interaction,
        topic: app_commands.Range[str, 1, 500] | None = None,
        article: str | None = None,
        since: str | None = None,
        length: LengthName = "standard",
        method: MethodName | None = None,
        private: bool = False,
    ) -> None:
        if topic and article:
            raise QueryError("Give a topic or an article, not both.")
        request = BriefRequest(
            topic=topic,
            article_id=await self._finder.one_by_name(article) if article else None,
            since=read_since(since, self._clock.now()) if since else None,
            length=Length(length),
            method=Method(method) if method else None,
        )
        await replies.answer(interaction, self._post(request, interaction.user.id), private=private)

    @brief.autocomplete("topic")
    async def _suggest_topics(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return text_choices(await self._briefings.suggest_topics(typed))

    @brief.autocomplete("article")
    async def _suggest_articles(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return article_choices(await self._finder.suggest_titles(typed))

    @brief.autocomplete("since")
    async def _suggest_since(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return text_choices(suggest_since(typed))

    async def _post(self, request: BriefRequest, asker_id: int) -> Post:
        answer = await self._briefings.brief(request)
        if not answer.briefing.points:
            if request.topic is None and request.since is None:
                return no_articles_post()
            in_period = request.since is not None
            return nothing_post(request.topic, answer.nearest, length=request.length, in_period=in_period)
        # The request as answered, with its period: the buttons then speak of the same days for as long as they stand.
        ask_id = await self._asks.save(msgspec.json.encode(answer.request).decode(), now=self._clock.now())
        return briefing_post(
            answer.briefing,
            ask_id=ask_id,
            length=request.length,
            asker_id=asker_id,
            widened=answer.request.widened,
        )

    async def _asked(self, ask_id: int, length: Length) -> BriefRequest:
        request = msgspec.json.decode(await self._asks.load(ask_id), type=BriefRequest)
        return replace(request, length=length)

    async def _on_resize(
        self, interaction: Interaction, ask_id: int, length: Length, asker_id: int, _which: str
    ) -> None:
        """*Shorter*, *Longer*."""

        async def post() -> Post:
            answer = await self._briefings.brief(await self._asked(ask_id, length))
            return briefing_post(
                _with_points(answer.briefing),
                ask_id=ask_id,
                length=length,
                asker_id=interaction.user.id,
                widened=answer.request.widened,
            )

        await replies.turn(interaction, post(), asker_id=asker_id)

    async def _on_sources(self, interaction: Interaction, ask_id: int, length: Length) -> None:
        async def post() -> Post:
            answer, heads = await self._briefings.sources(await self._asked(ask_id, length))
            return sources_post(_with_points(answer.briefing).title, heads)

        await replies.answer(interaction, post(), private=True)

    async def _on_where(self, interaction: Interaction, article_id: int, position: int, expected: str) -> None:
        async def post() -> Post:
            place = await self._briefings.place(article_id, position)
            changed = checksum(place.sentence) != expected
            return place_post(place, changed=changed)

        await replies.answer(interaction, post(), private=True)

    async def _on_topic(self, interaction: Interaction, length: Length, topic: str) -> None:
        request = BriefRequest(topic=topic, length=length)
        await replies.answer(interaction, self._post(request, interaction.user.id), private=True)

    async def _on_brief(self, interaction: Interaction, article_id: int) -> None:
        request = BriefRequest(article_id=article_id)
        await replies.answer(interaction, self._post(request, interaction.user.id), private=True)


def _with_points(briefing: Briefing) -> Briefing:
    """A briefing that is asked for again. Raises NotFound where nothing of it is left."""
    if not briefing.points:
        raise NotFound("The articles of this briefing are no longer here.")
    return briefing
