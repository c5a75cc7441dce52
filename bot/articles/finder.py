"""Finding articles: search with a page of results, title suggestions, the newest."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

from bot.clock import Clock
from bot.errors import QueryError
from bot.models import ArticleHead, SearchHit, SearchPage, SearchRequest
from bot.query.fulltext import to_fulltext
from bot.query.match import find_matches
from bot.query.parse import read
from bot.query.tree import Query
from bot.query.words import words
from bot.storage.articles import ArticleStore
from bot.storage.search import FoundText, Match, SearchStore

PAGE_SIZE = 5
SNIPPET_CHARACTERS = 220
#: An article this old counts half of what the same match counts today.
HALF_LIFE_DAYS = 7.0


class ArticleFinder:
    """What `/article` and the suggestions ask."""

    def __init__(self, articles: ArticleStore, search: SearchStore, clock: Clock) -> None:
        self._articles = articles
        self._search = search
        self._clock = clock

    async def search(self, request: SearchRequest, page: int = 0) -> SearchPage:
        """A page of results, best first. Raises QueryError where there is no word to look for."""
        query = read(request.query or "")
        found = await self._search.matches(
            to_fulltext(query), since=request.since, until=request.until, source=request.source
        )
        ids = [id_ for id_, _ in by_worth(found, self._clock.now())]
        pages = max(1, math.ceil(len(ids) / PAGE_SIZE))
        page = min(max(page, 0), pages - 1)
        shown = ids[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
        texts = await self._search.texts(shown)
        hits = tuple(_hit(texts[id_], query) for id_ in shown if id_ in texts)
        return SearchPage(request, hits, page, pages, len(ids), query.note)

    async def latest(self, request: SearchRequest, page: int = 0) -> SearchPage:
        """A page of the newest articles, of one source or of all; the last page is known when it is reached."""
        page = max(page, 0)
        heads = await self._articles.latest(
            limit=PAGE_SIZE + 1,
            offset=page * PAGE_SIZE,
            source=request.source,
            since=request.since,
            until=request.until,
        )
        more = len(heads) > PAGE_SIZE
        hits = tuple(SearchHit(head) for head in heads[:PAGE_SIZE])
        return SearchPage(request, hits, page, page + 1 + more, page * PAGE_SIZE + len(heads))

    async def best_for(
        self, text: str, *, since: datetime | None, until: datetime | None, limit: int
    ) -> tuple[Query, dict[int, float]]:
        """How a text was understood as a query, and the ids of the best matches, best first, with what each is worth.

        Age counts from `until`, so that the same question has the same answer later. Raises QueryError where there is
        no word to look for.
        """
        query = read(text)
        found = await self._search.matches(to_fulltext(query), since=since, until=until)
        return query, dict(by_worth(found, until or self._clock.now())[:limit])

    async def suggest_titles(self, typed: str, limit: int = 25) -> list[ArticleHead]:
        """Articles whose titles hold each word typed so far, the last one perhaps unfinished; newest first."""
        if not words(typed):
            return await self._articles.latest(limit=limit)
        match = " AND ".join(f'"{word}"*' for word in words(typed)[:10])
        return (await self._articles.heads(await self._search.titles(match)))[:limit]

    async def suggest_sources(self, typed: str, limit: int = 25) -> list[str]:
        """Sources whose names hold what was typed."""
        return [name for name in await self._articles.sources() if typed.casefold() in name.casefold()][:limit]

    async def source_by_name(self, named: str) -> str:
        """The source that a person names, whole or by a part that no other source has.

        Raises QueryError where none or several fit.
        """
        wanted = named.strip().casefold()
        fitting = [name for name in await self._articles.sources() if wanted in name.casefold()]
        whole = [name for name in fitting if name.casefold() == wanted]
        if len(whole or fitting) != 1:
            many = "Several sources have" if fitting else "No source has"
            raise QueryError(f"{many} that name. Begin to type it and pick one of the suggestions.")
        return (whole or fitting)[0]

    async def one_by_name(self, named: str) -> int:
        """The id of the article that a person names: by number (what a suggestion sends) or by words of its title.

        Raises QueryError where nothing fits.
        """
        if named.strip().isdecimal() and len(named) < 19 and await self._articles.heads([int(named)]):
            return int(named)
        found = await self.suggest_titles(named, limit=1) if words(named) else []
        if not found:
            raise QueryError("No article has that title. Begin to type its headline and pick one of the suggestions.")
        return found[0].id


def worth(match: Match, now: datetime) -> float:
    """What a match is worth: its BM25, of which age takes up to a half, with a half-life of `HALF_LIFE_DAYS` (pure)."""
    age_days = max(0.0, (now - match.published_at).total_seconds() / 86400)
    freshness: float = 0.5 ** (age_days / HALF_LIFE_DAYS)
    return match.score * (0.5 + 0.5 * freshness)


def by_worth(matches: Sequence[Match], now: datetime) -> list[tuple[int, float]]:
    """(article id, worth) of matches, best first; of equals the newer one."""
    worths = [(worth(match, now), match.article_id) for match in matches]
    return [(article_id, value) for value, article_id in sorted(worths, reverse=True)]


def _hit(found: FoundText, query: Query) -> SearchHit:
    snippet = passage(found.paragraphs, query)
    return SearchHit(found.head, snippet, find_matches(query, found.head.title), find_matches(query, snippet))


def passage(paragraphs: Sequence[str], query: Query, width: int = SNIPPET_CHARACTERS) -> str:
    """The part of a text with the most of the words looked for, else how it begins; at most `width` characters."""
    best, best_count, best_start = paragraphs[0] if paragraphs else "", 0, 0
    for paragraph in paragraphs:
        places = find_matches(query, paragraph)
        for start, _ in places:
            inside = sum(start <= other < start + width * 2 // 3 for other, _ in places)
            if inside > best_count:
                best, best_count, best_start = paragraph, inside, start
    return window(best, best_start, width)


def window(text: str, around: int, width: int) -> str:
    """`width` characters of a text with the one at `around` in the first third, whole words, `…` where it is cut."""
    if len(text) <= width:
        return text
    start = max(0, min(around - width // 3, len(text) - width))
    end = min(len(text), start + width)
    if start > 0 and (gap := text.find(" ", start, around + 1)) >= 0:
        start = gap + 1
    if end < len(text) and (gap := text.rfind(" ", around, end)) > around:
        end = gap
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
