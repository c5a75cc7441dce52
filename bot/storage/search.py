"""Full-text search and title suggestions."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.clock import from_ms
from bot.models import ArticleHead
from bot.storage.articles import bounds_ms, head_of, paragraphs_of
from bot.storage.db import Database
from bot.storage.queries import named

#: Of a common word, the newest this many matches are ranked.
POOL_SIZE = 1000
#: Of titles that fit what was typed so far, the newest this many are looked at.
TITLE_POOL_SIZE = 300
_NEWEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Match:
    """A matching article. `score` is BM25 turned round: higher is better."""

    article_id: int
    score: float
    published_at: datetime


@dataclass(frozen=True, slots=True)
class FoundText:
    """An article's words, to show where it matched."""

    head: ArticleHead
    paragraphs: tuple[str, ...]


class SearchStore:
    """Finds articles by an FTS5 expression that `bot.query` has made."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._sql = named("search")

    async def matches(
        self, match: str, *, since: datetime | None = None, until: datetime | None = None, source: str | None = None
    ) -> list[Match]:
        """The newest `POOL_SIZE` matches within the bounds, in no order."""
        bounds = bounds_ms(since, until)
        reader = self._db.reader
        first_id = await self._sql.first_id_since(reader, since=bounds["since"]) if since else 0
        last_id = await self._sql.last_id_until(reader, until=bounds["until"]) if until else _NEWEST_ID
        if first_id is None or last_id is None:
            return []
        asked = {"match": match, "source": source, "last_id": last_id, **bounds}
        first_id = await self._sql.pool_start(reader, **asked, first_id=first_id, pool=POOL_SIZE)
        if first_id is None:
            return []
        rows = await self._sql.best_matches(reader, **asked, first_id=first_id)
        return [Match(row["id"], -row["score"], from_ms(row["published_at"])) for row in rows]

    async def titles(self, match: str) -> list[int]:
        """Ids of the newest articles whose titles match, at most `TITLE_POOL_SIZE`."""
        rows = await self._sql.titles_like(self._db.reader, match=match, limit=TITLE_POOL_SIZE)
        return [row["id"] for row in rows]

    async def texts(self, ids: Sequence[int]) -> dict[int, FoundText]:
        """The words of articles by id."""
        rows = await self._sql.texts(self._db.reader, ids=json.dumps(list(ids)))
        return {
            row["id"]: FoundText(head_of(row), paragraphs_of(row["key_points"]) + paragraphs_of(row["body"]))
            for row in rows
        }
