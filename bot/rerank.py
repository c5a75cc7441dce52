"""Rankings of another recipe (a changed method, a newer version) are made anew in the background, newest first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime

import structlog

from bot.clock import Clock
from bot.loop import DueLoop
from bot.models import Article, Ranking
from bot.storage.articles import ArticleStore

log = structlog.get_logger(__name__)

BATCH = 16

#: Ranks articles by the current recipe; for one that cannot be ranked, some ranking all the same.
RankAll = Callable[[Sequence[Article]], Awaitable[list[Ranking]]]


class Reranker:
    """Finds stale rankings and replaces them, a small batch at a time, until there are none."""

    def __init__(self, articles: ArticleStore, rank_all: RankAll, *, recipe: str, clock: Clock) -> None:
        self._articles = articles
        self._rank_all = rank_all
        self._recipe = recipe
        self.loop = DueLoop("rerank", next_due=self._next_due, run_due=self._run_due, clock=clock)

    async def _next_due(self, now: datetime) -> datetime | None:
        return now if await self._articles.unranked(recipe=self._recipe, limit=1) else None

    async def _run_due(self, _now: datetime) -> None:
        stale = await self._articles.unranked(recipe=self._recipe, limit=BATCH)
        rankings = await self._rank_all(stale)
        await self._articles.save_rankings(
            [(article.id, ranking) for article, ranking in zip(stale, rankings, strict=True)], recipe=self._recipe
        )
        log.debug("ranked anew", articles=len(stale))
