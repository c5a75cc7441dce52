"""Articles, their keys and their rankings."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

import aiosqlite

from bot.clock import from_ms, to_ms
from bot.errors import NotFound
from bot.models import (
    Article,
    ArticleHead,
    Held,
    Method,
    Opening,
    Outcome,
    PreparedArticle,
    RankedArticle,
    Ranking,
    Refusal,
    Span,
)
from bot.storage.db import Database
from bot.storage.queries import named

#: Paragraphs are kept in one column, parted by an empty line; a paragraph never holds one.
BETWEEN_PARAGRAPHS = "\n\n"
_ALL_OF_TIME_MS = 2**62

#: Given what is held under an article's keys and whether one of them was removed on purpose: what to do with it, and
#: the stored article it is, where it is one.
Decide = Callable[[PreparedArticle, Sequence[Held], bool], tuple[Outcome, int | None]]


class ArticleStore:
    """Reads and writes articles. Every read gives models; every write is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._sql = named("articles")

    # -- writing ------------------------------------------------------------------------------------------------

    async def save(
        self, batch: Sequence[PreparedArticle], *, decide: Decide, recipe: str, now: datetime
    ) -> list[tuple[Outcome, int | None]]:
        """Store a batch in one transaction; each article's outcome and id, in the order of the batch."""
        async with self._db.transaction() as connection:
            return [await self._save_one(connection, article, decide, recipe, to_ms(now)) for article in batch]

    async def _save_one(
        self, connection: aiosqlite.Connection, article: PreparedArticle, decide: Decide, recipe: str, now: int
    ) -> tuple[Outcome, int | None]:
        held, buried = await self._held(connection, article.keys)
        outcome, article_id = decide(article, held, buried)
        if outcome is Outcome.LOADED:
            await self._sql.unbury(connection, keys=json.dumps(article.keys))
            article_id = await self._sql.insert_article(
                connection,
                **await self._columns(connection, article, now),
                published_at=to_ms(article.published_at),
            )
        elif outcome is Outcome.UPDATED:
            # What the old headline and text named is no longer here: whoever still holds them holds another article.
            await self._sql.forget_weak_keys(connection, article_id=article_id)
            await self._sql.update_article(connection, id=article_id, **await self._columns(connection, article, now))
        else:
            return outcome, article_id
        await self._sql.add_keys(connection, [{"key": key, "article_id": article_id} for key in article.keys])
        await self._sql.save_ranking(connection, article_id=article_id, **_ranking_columns(article.ranking, recipe))
        return outcome, article_id

    async def _columns(self, connection: aiosqlite.Connection, article: PreparedArticle, now: int) -> dict[str, object]:
        draft = article.draft
        known = await self._sql.source_id(connection, name=draft.source)
        return {
            "source_id": known["id"] if known else await self._sql.insert_source(connection, name=draft.source),
            "title": draft.title,
            "key_points": BETWEEN_PARAGRAPHS.join(draft.key_points),
            "body": BETWEEN_PARAGRAPHS.join(draft.paragraphs),
            "language": article.language,
            "url": draft.url,
            "origin": draft.origin,
            "is_sample": int(draft.is_sample),
            "content_hash": article.content_hash,
            "now": now,
        }

    async def save_rankings(self, rankings: Sequence[tuple[int, Ranking]], *, recipe: str) -> None:
        """Replace rankings that another recipe made.

        Articles that were removed meanwhile, or saved again with a new text and so ranked by this recipe, are passed
        over: the spans belong to the text that was read.
        """
        async with self._db.transaction() as connection:
            ids = _ids(article_id for article_id, _ in rankings)
            stale = {row["id"] for row in await self._sql.unranked_of(connection, ids=ids, recipe=recipe)}
            for article_id, ranking in rankings:
                if article_id in stale:
                    await self._sql.save_ranking(connection, article_id=article_id, **_ranking_columns(ranking, recipe))

    async def remove_from(self, origin: str, *, separator: str, now: datetime) -> int:
        """Take out what came from a file or from below a folder, and remember not to take it in again by itself."""
        prefix = origin.rstrip(separator) + separator
        async with self._db.transaction() as connection:
            rows = await self._sql.from_origin(connection, origin=origin, prefix=prefix)
            ids = _ids(row["id"] for row in rows)
            await self._sql.bury(connection, ids=ids, now=to_ms(now))
            await self._sql.delete(connection, ids=ids)
            return len(rows)

    # -- reading ------------------------------------------------------------------------------------------------

    async def held(self, keys: Sequence[str]) -> tuple[list[Held], bool]:
        """What stands under these keys, and, where nothing does, whether one of them was removed on purpose."""
        return await self._held(self._db.reader, keys)

    async def _held(self, connection: Any, keys: Sequence[str]) -> tuple[list[Held], bool]:
        as_json = json.dumps(list(keys))
        rows = await self._sql.keys_held(connection, keys=as_json)
        held = sorted((Held(*row) for row in rows), key=lambda one: keys.index(one.key))
        return held, not held and bool(await self._sql.keys_buried(connection, keys=as_json))

    async def ranked(self, ids: Sequence[int]) -> dict[int, RankedArticle]:
        """Articles with their rankings, by id; ids that are gone are left out."""
        rows = await self._sql.ranked(self._db.reader, ids=_ids(ids))
        return {row["id"]: RankedArticle(_article(row), _ranking(row)) for row in rows}

    async def one_ranked(self, article_id: int) -> RankedArticle:
        """One article with its ranking. Raises NotFound."""
        found = await self.ranked([article_id])
        if article_id not in found:
            raise NotFound("That article is no longer here. It may have been removed; search for it again.")
        return found[article_id]

    async def unranked(self, *, recipe: str, limit: int) -> list[Article]:
        """Articles whose ranking another recipe made, newest first."""
        return [_article(row) for row in await self._sql.unranked(self._db.reader, recipe=recipe, limit=limit)]

    async def heads(self, ids: Sequence[int]) -> list[ArticleHead]:
        """Heads by id, newest first."""
        return [head_of(row) for row in await self._sql.heads(self._db.reader, ids=_ids(ids))]

    async def latest(
        self,
        *,
        limit: int,
        offset: int = 0,
        source: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> list[ArticleHead]:
        """The newest articles, of one source or of all."""
        rows = await self._sql.latest(
            self._db.reader, source=source, limit=limit, offset=offset, **bounds_ms(since, until)
        )
        return [head_of(row) for row in rows]

    async def latest_openings(
        self, *, limit: int, since: datetime | None = None, until: datetime | None = None
    ) -> list[Opening]:
        """How the newest articles begin."""
        rows = await self._sql.latest_openings(self._db.reader, limit=limit, **bounds_ms(since, until))
        return [_opening(row) for row in rows]

    async def openings(self, ids: Sequence[int]) -> list[Opening]:
        """How these articles begin, newest first."""
        return [_opening(row) for row in await self._sql.openings(self._db.reader, ids=_ids(ids))]

    async def newest_at(self) -> datetime | None:
        """When the newest article was published."""
        newest = await self._sql.newest_at(self._db.reader)
        return None if newest is None else from_ms(newest)

    async def count(self) -> int:
        """How many articles there are."""
        return int(await self._sql.count(self._db.reader))

    async def sources(self) -> list[str]:
        """The names of all sources that have an article, by name."""
        return [row["name"] for row in await self._sql.sources(self._db.reader)]


def bounds_ms(since: datetime | None, until: datetime | None) -> dict[str, int]:
    """`since` (included) and `until` (not included) as the queries take them."""
    return {
        "since": to_ms(since) if since else -_ALL_OF_TIME_MS,
        "until": to_ms(until) if until else _ALL_OF_TIME_MS,
    }


def head_of(row: sqlite3.Row) -> ArticleHead:
    """The head in a row that has its columns."""
    return ArticleHead(
        id=row["id"],
        title=row["title"],
        source=row["source"],
        published_at=from_ms(row["published_at"]),
        url=row["url"],
        is_sample=bool(row["is_sample"]),
    )


def paragraphs_of(column: str) -> tuple[str, ...]:
    """The paragraphs kept in one column."""
    return tuple(column.split(BETWEEN_PARAGRAPHS)) if column else ()


def _opening(row: sqlite3.Row) -> Opening:
    return Opening(head_of(row), row["language"], row["opening"])


def _article(row: sqlite3.Row) -> Article:
    return Article(
        id=row["id"],
        title=row["title"],
        key_points=paragraphs_of(row["key_points"]),
        paragraphs=paragraphs_of(row["body"]),
        source=row["source"],
        published_at=from_ms(row["published_at"]),
        language=row["language"],
        url=row["url"],
        is_sample=bool(row["is_sample"]),
        origin=row["origin"],
    )


def _ranking(row: sqlite3.Row) -> Ranking:
    return Ranking(
        method=Method(row["method"]),
        spans=tuple(Span(*span) for span in json.loads(row["spans"])),
        order=tuple(json.loads(row["best_first"])),
        refusal=Refusal(row["refusal"]) if row["refusal"] else None,
        note=row["note"],
    )


def _ranking_columns(ranking: Ranking, recipe: str) -> dict[str, object]:
    return {
        "method": ranking.method,
        "recipe": recipe,
        "spans": json.dumps([(span.paragraph, span.start, span.end) for span in ranking.spans]),
        "best_first": json.dumps(ranking.order),
        "refusal": ranking.refusal,
        "note": ranking.note,
    }


def _ids(ids: Iterable[int]) -> str:
    return json.dumps(list(ids))
