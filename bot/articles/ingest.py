"""Articles from disk into the database: read, see what is new, prepare, store a batch in one transaction."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

import structlog

from bot.articles.decide import decide, decide_draft
from bot.articles.files import FoundFile, find_files, is_rows, read_file, read_files
from bot.articles.identity import identity_keys
from bot.clock import Clock
from bot.config import ArticleSettings
from bot.errors import ArticleRejected, WorkTimeout
from bot.models import ArticleDraft, Outcome, PreparedArticle
from bot.storage.articles import ArticleStore
from bot.work import Workers, run_each

R = TypeVar("R")
_WORK = (Outcome.LOADED, Outcome.UPDATED)
log = structlog.get_logger(__name__)

#: Makes what is computed once of each draft; one that took too long or broke its worker comes back as the error.
Prepare = Callable[[Sequence[ArticleDraft]], Awaitable[list[PreparedArticle | Exception]]]


@dataclass
class LoadReport:
    """What became of everything that was found. Sentences for the operator, in the order they came up."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    rejected: list[ArticleRejected] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    @property
    def seen(self) -> int:
        """Everything that was read, taken or not."""
        return sum(self.counts.values()) + len(self.rejected)

    @property
    def all_rejected(self) -> bool:
        """Whether nothing at all could be used."""
        return bool(self.rejected) and not sum(self.counts.values())

    def __str__(self) -> str:
        parts = [f"{self.counts[outcome]:,} {outcome}" for outcome in (Outcome.LOADED, Outcome.UNCHANGED)]
        parts.append(f"{self.counts[Outcome.UPDATED]:,} {Outcome.UPDATED}")
        if self.counts[Outcome.REMOVED]:
            parts.append(f"{self.counts[Outcome.REMOVED]:,} {Outcome.REMOVED} and left out")
        return ", ".join([*parts, f"{len(self.rejected):,} rejected"])


#: Called after each batch: the report so far, and how many of how many files are done.
OnProgress = Callable[[LoadReport, int, int], None]


class Ingest:
    """Loads files and folders. One call at a time is enough; several do no harm."""

    def __init__(
        self,
        articles: ArticleStore,
        workers: Workers,
        prepare: Prepare,
        *,
        recipe: str,
        clock: Clock,
        settings: ArticleSettings,
    ) -> None:
        self._articles = articles
        self._workers = workers
        self._prepare = prepare
        self._recipe = recipe
        self._clock = clock
        self._settings = settings

    async def load(
        self,
        paths: Sequence[Path],
        *,
        asked_for: bool,
        on_progress: OnProgress = lambda _report, _done, _of: None,
    ) -> LoadReport:
        """Load everything at and below `paths`.

        `asked_for`: somebody names these paths now, so articles that were taken out before come back. A batch is
        stored whole or not at all; cancelled in between, what was stored stays and a second load goes on from there.
        """
        report = LoadReport()
        found = await asyncio.to_thread(list, find_files(paths))
        files = [one for one in found if isinstance(one, FoundFile)]
        report.rejected += [one for one in found if isinstance(one, ArticleRejected)]
        done = 0
        async for batch, read in self._batches(files):
            report.rejected += [one for one in read if isinstance(one, ArticleRejected)]
            await self._store([one for one in read if isinstance(one, ArticleDraft)], report, asked_for=asked_for)
            done += batch
            on_progress(report, done, len(files))
        return report

    async def unload(self, paths: Sequence[Path]) -> int:
        """Take out what came from these files and from below these folders; how many articles that were."""
        now = self._clock.now()
        removed = 0
        for path in paths:
            removed += await self._articles.remove_from(os.path.abspath(path), separator=os.sep, now=now)  # noqa: PTH100, ASYNC240
        return removed

    async def _batches(
        self, files: Sequence[FoundFile]
    ) -> AsyncIterator[tuple[int, Sequence[ArticleDraft | ArticleRejected]]]:
        """What the files hold, a batch at a time, and how many files each batch ends."""
        size = self._settings.batch_articles
        whole = [file for file in files if not is_rows(file)]
        for start in range(0, len(whole), size):
            batch = whole[start : start + size]
            yield len(batch), await self._read(batch)
        for file in files:
            if is_rows(file):
                rows = self._reader(read_file)(file)
                # Rows are many and light: a thread streams them, and only preparing them goes to a worker.
                while batch_of_rows := await asyncio.to_thread(_take, rows, size):
                    yield 0, batch_of_rows
                yield 1, ()

    async def _read(self, batch: Sequence[FoundFile]) -> list[ArticleDraft | ArticleRejected]:
        """Files are parsed in a worker: a hostile page can cost a parser many seconds and much memory."""
        results = await run_each(
            self._workers, self._reader(read_files), batch, timeout_s=self._settings.read_timeout_s
        )
        items: list[ArticleDraft | ArticleRejected] = []
        for file, result in zip(batch, results, strict=True):
            items += [_rejection(file.origin, result)] if isinstance(result, Exception) else result
        return items

    def _reader(self, read: Callable[..., R]) -> Callable[..., R]:
        """A reader with the bounds of the settings."""
        return partial(
            read,
            now=self._clock.now(),
            max_bytes=self._settings.max_file_bytes,
            max_rows_bytes=self._settings.max_rows_file_bytes,
        )

    async def _store(self, drafts: Sequence[ArticleDraft], report: LoadReport, *, asked_for: bool) -> None:
        for draft in drafts:
            report.remarks += [f"{draft.origin}: {warning}" for warning in draft.warnings]
        drafts = [replace(draft, origin=os.path.abspath(draft.origin)) for draft in drafts]  # noqa: PTH100, ASYNC240
        new = [draft for draft in drafts if not await self._is_settled(draft, report, asked_for=asked_for)]
        prepared: list[PreparedArticle] = []
        for draft, result in zip(new, await self._prepare(new), strict=True):
            if isinstance(result, Exception):
                report.rejected.append(_rejection(draft.origin, result))
            else:
                prepared.append(result)
        decider = partial(decide, asked_for=asked_for)
        outcomes = await self._articles.save(prepared, decide=decider, recipe=self._recipe, now=self._clock.now())
        for article, (outcome, _) in zip(prepared, outcomes, strict=True):
            if outcome in _WORK or not await self._is_settled(article.draft, report, asked_for=asked_for):
                report.counts[outcome] += 1

    async def _is_settled(self, draft: ArticleDraft, report: LoadReport, *, asked_for: bool) -> bool:
        """Count an article that there is nothing to prepare of: stored just as it is, a copy, or removed before."""
        held, removed = await self._articles.held(keys_of(draft))
        outcome, article_id = decide_draft(draft, held, removed, asked_for=asked_for)
        if outcome in _WORK:
            return False
        report.counts[outcome] += 1
        names_itself = draft.guid or draft.url
        origins = [one.origin for one in held if one.article_id == article_id]
        if origins and draft.origin not in origins and not names_itself:
            report.remarks.append(f"{draft.origin}: holds the same text as {origins[0]}, so it was left out")
        return True


def keys_of(draft: ArticleDraft) -> tuple[str, ...]:
    """The keys of a draft as it leaves the reader, dated."""
    assert draft.published_at is not None  # noqa: S101 - the reader dates every draft
    return identity_keys(draft, draft.published_at)


def _take(rows: Iterator[ArticleDraft | ArticleRejected], count: int) -> list[ArticleDraft | ArticleRejected]:
    return list(islice(rows, count))


def _rejection(origin: str, error: Exception) -> ArticleRejected:
    if isinstance(error, ArticleRejected):
        return error
    if isinstance(error, WorkTimeout):
        return ArticleRejected(origin, str(error))
    log.error("an article broke its reader", origin=origin, exc_info=error)
    return ArticleRejected(origin, f"could not be read ({type(error).__name__}); the log has the rest")
