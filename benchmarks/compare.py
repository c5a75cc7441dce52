"""Pairs of ways to do one thing: where a ratio says more than a number."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from random import Random

from benchmarks import corpus
from benchmarks.answers import Run, copied, opened
from benchmarks.report import Table, Times, timed, times
from bot.app import App
from bot.models import BriefRequest, Method, PreparedArticle, RankedArticle
from bot.query.fulltext import to_fulltext
from bot.query.parse import read
from bot.storage.queries import named
from bot.storage.search import SearchStore

_PEOPLE = 20
_BATCH = 32
_LONG = 200
_SHORT = 30
_ALL_OF_TIME = 2**62


async def measure(size: int, runs: int, folder: Path) -> list[Table]:
    """Two-stage search, ranking at ingest, readers beside a writer."""
    table = Table(
        f"Ways compared, at {size:,} articles",
        "Milliseconds; the ratio is of the medians, the way taken being 1.",
        ["what", "way", "p50", "p99", "ratio"],
    )
    path = await copied(size, folder)
    async with opened(path) as app:
        _add(table, "a common word", await _searches(app, runs))
        _add(table, "one article's briefing", await _rankings(app, size, runs))
    readers = {
        f"{count} reader{'s' * (count > 1)}": await _beside_a_writer(path, count, size, runs) for count in (3, 1)
    }
    _add(table, f"{_PEOPLE} people typing while articles are stored", readers)
    return [table]


def _add(table: Table, what: str, ways: dict[str, Times]) -> None:
    taken = next(iter(ways.values()))
    for way, found in ways.items():
        table.add(what, way, found.p50, found.p99, found.p50 / taken.p50)


async def _searches(app: App, runs: int) -> dict[str, Times]:
    search = SearchStore(app.db)
    words = [corpus.vocabulary()[100 + number] for number in range(runs)]
    matches = [to_fulltext(read(word)) for word in words]
    everything = {"source": None, "first_id": 0, "last_id": 2**62, "since": -_ALL_OF_TIME, "until": _ALL_OF_TIME}
    sql = named("search")
    return {
        "the newest 1,000 matches ranked": await times([partial(search.matches, match) for match in matches]),
        "every match ranked": await times(
            [partial(sql.best_matches, app.db.reader, match=match, **everything) for match in matches[: runs // 4 + 1]]
        ),
    }


async def _rankings(app: App, size: int, runs: int) -> dict[str, Times]:
    random = Random("articles")
    ids = [random.randint(1, size) for _ in range(runs)]
    ranked = await app.articles.ranked(ids)
    return {
        "ranked at ingest": await times([partial(app.briefings.brief, BriefRequest(article_id=id_)) for id_ in ids]),
        "ranked when asked": await times([partial(_rank, ranked[id_]) for id_ in ids[: runs // 4 + 1]]),
    }


async def _rank(ranked: RankedArticle) -> None:
    from bot.prepare import rank_articles

    rank_articles([ranked.article], recipe=corpus.recipe())


async def _beside_a_writer(path: Path, readers: int, size: int, runs: int) -> Times:
    """Suggestions for many at once while one batch after another is stored."""
    # Made before: the bot leaves it to another process, so what is measured here is the database.
    made = [corpus.article(number, 10**6, edition=f"beside-{readers}-") for number in range(runs * 10)]
    async with opened(path, readers=readers) as app:
        writing = asyncio.create_task(_write(app, made))
        try:
            each = await asyncio.gather(*(_type(app, size, runs, person) for person in range(_PEOPLE)))
        finally:
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)
    return Times(tuple(ms for found in each for ms in found))


async def _write(app: App, made: Sequence[PreparedArticle]) -> None:
    for start in range(0, len(made), _BATCH):
        await corpus.save(app.articles, made[start : start + _BATCH])


async def _type(app: App, size: int, runs: int, person: int) -> list[float]:
    found = []
    for number in range(runs // 4 + 1):
        random = Random(f"{person} {number}")
        name = random.choice(corpus.story_of(random.randrange(size)).names)
        found.append(await timed(partial(app.finder.suggest_titles, name[: random.randint(1, 6)])))
        await asyncio.sleep(random.random() / 50)
    return found


async def methods(runs: int) -> list[Table]:
    """What each method costs for a short and a long article."""
    table = Table(
        "Ranking",
        f"Milliseconds to split and rank one article of {_SHORT} and of {_LONG} sentences, within a worker that is "
        "warm; medians. What is above `lead` is the method's own price.",
        ["method", f"{_SHORT} sentences", f"{_LONG} sentences", "ratio"],
    )
    for method in Method:
        short, long = [await times(_rank_runs(method, length, runs)) for length in (_SHORT, _LONG)]
        table.add(method.value, short.p50, long.p50, long.p50 / short.p50)
    return [table]


def _rank_runs(method: Method, sentences: int, runs: int) -> Sequence[Run]:
    from bot.briefing.methods import rank

    async def run(paragraphs: Sequence[str]) -> None:
        rank(paragraphs, title="A title", key_points=(), language="en", method=method, max_sentences=_LONG)

    return [partial(run, _paragraphs(sentences, number)) for number in range(runs)]


def _paragraphs(sentences: int, first: int) -> list[str]:
    """Paragraphs of generated articles, until there are so many sentences."""
    paragraphs: list[str] = []
    number, count = first, 0
    while count < sentences:
        made = corpus.article(number, number + 1)
        for place, paragraph in enumerate(made.draft.paragraphs):
            if count < sentences:
                paragraphs.append(paragraph)
                count += sum(span.paragraph == place for span in made.ranking.spans)
        number += 1
    return paragraphs
