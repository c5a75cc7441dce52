from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from bot.models import ArticleDraft, Held, Method, Outcome, PreparedArticle, Ranking, Span
from bot.storage.articles import ArticleStore
from bot.storage.db import Database
from bot.storage.search import SearchStore

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def prepare(
    title: str = "Ferry runs again",
    body: str = "The ferry left its pier on Tuesday.\n\nAbout 300 people had been waiting.",
    *,
    key_points: tuple[str, ...] = (),
    source: str = "Orrin Gazette",
    origin: str = "/news/orrin/ferry.txt",
    published_at: datetime = NOW,
    language: str = "en",
    ranking: Ranking | None = None,
    **draft: object,
) -> PreparedArticle:
    """An article as ingest prepares it: the title names it, its text has a hash."""
    paragraphs = tuple(body.split("\n\n"))
    content_hash = sha256("\n".join((source, title, *key_points, body)).encode()).hexdigest()
    return PreparedArticle(
        draft=ArticleDraft(title, key_points, paragraphs, source, origin, language=language, **draft),
        published_at=published_at,
        language=language,
        keys=(f"title:{source}/{title}", f"text:{content_hash}"),
        content_hash=content_hash,
        ranking=ranking or Ranking(Method.LEAD, (Span(0, 0, len(paragraphs[0])),), (0,)),
    )


def decide(article: PreparedArticle, held: Sequence[Held], removed: bool) -> tuple[Outcome, int | None]:
    """The smallest rule there is: what is held is updated where its text differs."""
    if not held:
        return (Outcome.REMOVED, None) if removed else (Outcome.LOADED, None)
    known = held[0]
    same = known.content_hash == article.content_hash
    return (Outcome.UNCHANGED if same else Outcome.UPDATED), known.article_id


def decide_by_name(article: PreparedArticle, held: Sequence[Held], _removed: bool) -> tuple[Outcome, int | None]:
    """The rule for what somebody asks for by name: that it was removed before does not matter."""
    return decide(article, held, removed=False)


class Shelf(ArticleStore):
    """An article store with a short way to put articles in."""

    async def put(
        self, *batch: PreparedArticle, recipe: str = "lead/1", by_name: bool = False
    ) -> list[tuple[Outcome, int | None]]:
        rule = decide_by_name if by_name else decide
        return await self.save(batch, decide=rule, recipe=recipe, now=NOW)

    async def put_one(self, title: str, body: str = "Some text.", **more: object) -> int:
        ((_, article_id),) = await self.put(prepare(title, body, **more))
        assert article_id is not None
        return article_id


@pytest.fixture(name="prepare")
def prepare_fixture():
    return prepare


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def shelf(db: Database) -> Shelf:
    return Shelf(db)


@pytest.fixture
def search(db: Database) -> SearchStore:
    return SearchStore(db)


@pytest.fixture
def indexes_in_step(db: Database):
    """Fails where a full-text index and the articles it stands for differ."""

    async def check() -> None:
        async with db.transaction() as connection:
            for index in ("articles_fts", "titles_fts"):
                await connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")

    return check
