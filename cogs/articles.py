"""`/article`: search, read, the latest."""

from __future__ import annotations

from typing import Any

import discord
import msgspec
from discord import app_commands
from discord.ext import commands

from bot.articles.finder import ArticleFinder
from bot.clock import Clock
from bot.delivery import replies
from bot.delivery.buttons import Buttons
from bot.models import SearchRequest
from bot.periods import read_since, suggest_since
from bot.query.describe import explain
from bot.query.parse import read
from bot.render.articles import article_post, latest_post, results_post
from bot.render.post import Post
from bot.storage.articles import ArticleStore
from bot.storage.asks import AskStore
from cogs._choices import article_choices, text_choices

Interaction = discord.Interaction[Any]


class ArticleCog(commands.GroupCog, group_name="article", group_description="Search and read the articles"):
    """Asks the finder and shows what it answers."""

    def __init__(
        self, *, finder: ArticleFinder, articles: ArticleStore, asks: AskStore, buttons: Buttons, clock: Clock
    ) -> None:
        self._finder = finder
        self._articles = articles
        self._asks = asks
        self._clock = clock
        buttons.on("page", self._on_page, int, int, int, str)
        buttons.on("read", self._on_read, int)
        buttons.on("turn", self._on_turn, int, int, int, str)

    @app_commands.command(description="Search the articles")
    @app_commands.describe(
        query='Words, "a phrase", AND OR NOT ( ), prefix*, title:word, source:name, lang:en',
        source="Of one source only",
        since="How far back to look, for example: 3 days",
        public="Show the answer to everybody here",
    )
    async def search(  # noqa: D102 - the description above is the user's
        self,
        interaction: Interaction,
        query: app_commands.Range[str, 1, 500],
        source: str | None = None,
        since: str | None = None,
        public: bool = False,
    ) -> None:
        moment = read_since(since, self._clock.now()) if since else None
        request = SearchRequest(query=query, source=await self._source(source), since=moment)
        await replies.answer(interaction, self._first_page(request, interaction.user.id), private=not public)

    @app_commands.command(description="Read an article")
    @app_commands.describe(article="Begin to type its headline", public="Show the answer to everybody here")
    async def show(  # noqa: D102
        self, interaction: Interaction, article: str, public: bool = False
    ) -> None:
        article_id = await self._finder.one_by_name(article)
        await replies.answer(interaction, self._read(article_id, 0, interaction.user.id), private=not public)

    @app_commands.command(description="The newest articles")
    @app_commands.describe(source="Of one source only", public="Show the answer to everybody here")
    async def latest(  # noqa: D102
        self, interaction: Interaction, source: str | None = None, public: bool = False
    ) -> None:
        request = SearchRequest(source=await self._source(source))
        await replies.answer(interaction, self._first_page(request, interaction.user.id), private=not public)

    @search.autocomplete("source")
    @latest.autocomplete("source")
    async def _suggest_sources(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return text_choices(await self._finder.suggest_sources(typed))

    @show.autocomplete("article")
    async def _suggest_articles(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return article_choices(await self._finder.suggest_titles(typed))

    @search.autocomplete("since")
    async def _suggest_since(self, _interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return text_choices(suggest_since(typed))

    async def _source(self, named: str | None) -> str | None:
        return await self._finder.source_by_name(named) if named else None

    async def _first_page(self, request: SearchRequest, asker_id: int) -> Post:
        ask_id = await self._asks.save(msgspec.json.encode(request).decode(), now=self._clock.now())
        return await self._page(request, ask_id, 0, asker_id)

    async def _page(self, request: SearchRequest, ask_id: int, page: int, asker_id: int) -> Post:
        if request.query is None:
            return latest_post(await self._finder.latest(request, page), ask_id=ask_id, asker_id=asker_id)
        found = await self._finder.search(request, page)
        return results_post(found, ask_id=ask_id, asker_id=asker_id, explained=explain(read(request.query)))

    async def _read(self, article_id: int, page: int, asker_id: int) -> Post:
        ranked = await self._articles.one_ranked(article_id)
        return article_post(ranked.article, page, asker_id=asker_id)

    async def _on_page(self, interaction: Interaction, ask_id: int, page: int, asker_id: int, _which: str) -> None:
        """*Previous*, *Next* under a list."""

        async def post() -> Post:
            request = msgspec.json.decode(await self._asks.load(ask_id), type=SearchRequest)
            return await self._page(request, ask_id, page, interaction.user.id)

        await replies.turn(interaction, post(), asker_id=asker_id)

    async def _on_read(self, interaction: Interaction, article_id: int) -> None:
        await replies.answer(interaction, self._read(article_id, 0, interaction.user.id), private=True)

    async def _on_turn(self, interaction: Interaction, article_id: int, page: int, asker_id: int, _which: str) -> None:
        """*Previous*, *Next* under an article."""
        await replies.turn(interaction, self._read(article_id, page, interaction.user.id), asker_id=asker_id)
