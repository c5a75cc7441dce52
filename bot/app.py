"""The composition root: everything is built here, once, and passed on."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.articles.finder import ArticleFinder
from bot.articles.ingest import Ingest
from bot.briefing.service import BriefingService
from bot.clock import Clock, SystemClock
from bot.config import Settings
from bot.errors import WorkTimeout
from bot.loop import DueLoop, Supervisor
from bot.models import Article, ArticleDraft, Method, PreparedArticle, RankedArticle, Ranking
from bot.prepare import Recipe, order_stories, plain_ranking, prepare_drafts, rank_articles
from bot.rerank import Reranker
from bot.storage.articles import ArticleStore
from bot.storage.asks import AskStore
from bot.storage.db import Database
from bot.storage.search import SearchStore
from bot.stories.group import group_by_story
from bot.work import ProcessWorkers, ThreadWorkers, Workers, run_each

if TYPE_CHECKING:
    from bot.delivery.client import BriefingClient

log = structlog.get_logger(__name__)

#: What a reply waits for gets so long.
REPLY_TIMEOUT_S = 2.0
#: Buttons under an answer work for so long.
ASKS_KEPT = timedelta(days=90)


@dataclass(frozen=True)
class App:
    """All services over one database."""

    settings: Settings
    clock: Clock
    db: Database
    articles: ArticleStore
    asks: AskStore
    finder: ArticleFinder
    briefings: BriefingService
    ingest: Ingest
    reranker: Reranker

    def client(self, folders: Sequence[Path] = ()) -> BriefingClient:
        """A Discord client over these services, which loads `folders` once it is up. Each can be started once."""
        # Discord's library takes 0.2 s to import, which the command line does not need to wait for.
        from bot.delivery.buttons import Buttons  # noqa: PLC0415
        from bot.delivery.client import BriefingClient  # noqa: PLC0415
        from cogs.articles import ArticleCog  # noqa: PLC0415
        from cogs.brief import BriefCog  # noqa: PLC0415
        from cogs.help import HelpCog  # noqa: PLC0415

        buttons = Buttons()
        cogs = [
            BriefCog(briefings=self.briefings, finder=self.finder, asks=self.asks, buttons=buttons, clock=self.clock),
            ArticleCog(finder=self.finder, articles=self.articles, asks=self.asks, buttons=buttons, clock=self.clock),
            HelpCog(articles=self.articles),
        ]
        return BriefingClient(cogs, buttons, start_background=partial(self._start_background, folders))

    def _start_background(self, folders: Sequence[Path], supervisor: Supervisor) -> None:
        supervisor.start("load folders", self.load_folders(folders))
        supervisor.start("rerank", self.reranker.loop.run())
        supervisor.start("forget old asks", _forgetting(self.asks, self.clock).run())

    async def load_folders(self, folders: Sequence[Path]) -> None:
        """Load the folders of the settings; what cannot be read is logged, each with its reason."""
        if not folders:
            return
        report = await self.ingest.load(folders, asked_for=False)
        for rejected in report.rejected:
            log.warning("not loaded", reason=str(rejected))
        log.info("folders loaded", **{outcome.name.lower(): count for outcome, count in report.counts.items()})


@asynccontextmanager
async def open_app(
    settings: Settings,
    *,
    database: Path | None = None,
    clock: Clock | None = None,
    workers: Workers | None = None,
) -> AsyncIterator[App]:
    """Open the database (that of the settings where none is given) and wire every service over it.

    Raises StorageError where the database cannot be used.
    """
    clock = clock or SystemClock()
    workers = workers or ProcessWorkers(
        processes=settings.work.processes, recycle_after_tasks=settings.work.recycle_after_tasks
    )
    thread = ThreadWorkers()
    path = database or settings.resolve(settings.database.path)
    options = settings.database
    try:
        async with Database.open(path, readers=options.readers, busy_timeout_ms=options.busy_timeout_ms) as db:
            yield _wire(settings, clock, db, workers, thread)
    finally:
        await workers.close()
        await thread.close()


def _wire(settings: Settings, clock: Clock, db: Database, workers: Workers, thread: Workers) -> App:
    ranker = Ranker(workers, thread, settings)
    recipe = str(ranker.recipe)
    articles = ArticleStore(db)
    finder = ArticleFinder(articles, SearchStore(db), clock)
    return App(
        settings=settings,
        clock=clock,
        db=db,
        articles=articles,
        asks=AskStore(db),
        finder=finder,
        briefings=BriefingService(
            articles,
            find_best=finder.best_for,
            group_by_story=group_by_story,
            rank_now=ranker.rank_now,
            order_stories=ranker.order_stories,
            clock=clock,
            settings=settings.briefing,
        ),
        ingest=Ingest(articles, workers, ranker.prepare, recipe=recipe, clock=clock, settings=settings.articles),
        reranker=Reranker(articles, ranker.rank_all, recipe=recipe, clock=clock),
    )


class Ranker:
    """Ranking in the workers, with the bounds of the settings; no article is lost because it is hard to rank."""

    def __init__(self, workers: Workers, thread: Workers, settings: Settings) -> None:
        self._workers = workers
        self._thread = thread
        self._timeout_s = settings.briefing.rank_timeout_s
        self.recipe = Recipe(settings.briefing.method, settings.briefing.max_sentences)

    async def prepare(self, drafts: Sequence[ArticleDraft]) -> list[PreparedArticle | Exception]:
        """Drafts with all that is computed once; one that the method is too slow for is ranked in text order."""
        prepared = await run_each(
            self._workers, partial(prepare_drafts, recipe=self.recipe), drafts, timeout_s=self._timeout_s
        )
        failed = [index for index, result in enumerate(prepared) if isinstance(result, Exception)]
        in_text_order = partial(prepare_drafts, recipe=replace(self.recipe, method=Method.LEAD))
        again = await run_each(
            self._workers, in_text_order, [drafts[index] for index in failed], timeout_s=self._timeout_s
        )
        for index, result in zip(failed, again, strict=True):
            log.warning("ranked in the order of the text", origin=drafts[index].origin, why=str(prepared[index]))
            prepared[index] = result
        return prepared

    async def rank_all(self, articles: Sequence[Article]) -> list[Ranking]:
        """Rankings by the recipe, or paragraph by paragraph where that fails."""
        rank = partial(rank_articles, recipe=self.recipe)
        results = await run_each(self._workers, rank, articles, timeout_s=self._timeout_s)
        return [
            plain_ranking(article.paragraphs) if isinstance(result, Exception) else result
            for article, result in zip(articles, results, strict=True)
        ]

    async def order_stories(self, stories: Sequence[Sequence[RankedArticle]]) -> list[list[tuple[int, int]]]:
        """The sentences of stories, each best first, in the CPU thread: a reply waits for it.

        Where that takes too long, the articles in turn, each by its own order.
        """
        if not stories:
            return []
        try:
            return await self._thread.run(order_stories, stories, timeout_s=REPLY_TIMEOUT_S)
        except WorkTimeout:
            return [[(one.article.id, at) for one in story for at in one.ranking.order] for story in stories]

    async def rank_now(self, ranked: RankedArticle, method: Method) -> Ranking:
        """One article by another method. Raises WorkTimeout."""
        rank = partial(rank_articles, recipe=replace(self.recipe, method=method))
        (ranking,) = await self._workers.run(rank, [ranked.article], timeout_s=self._timeout_s)
        return ranking


def _forgetting(asks: AskStore, clock: Clock) -> DueLoop:
    last: list[datetime] = []

    async def next_due(now: datetime) -> datetime:
        return last[-1] + timedelta(days=1) if last else now

    async def run_due(now: datetime) -> None:
        await asks.forget_before(now - ASKS_KEPT)
        last[:] = [now]

    return DueLoop("forget old asks", next_due=next_due, run_due=run_due, clock=clock)


async def run_discord(settings: Settings, token: str) -> None:
    """Connect to Discord and serve until the process is told to stop or background work dies.

    Raises ConfigError for a wrong token, and what killed the background work.
    """
    folders = [settings.resolve(folder) for folder in settings.articles.folders]
    async with open_app(settings) as app:
        await app.client(folders).serve(token)
