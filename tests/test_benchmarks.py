"""That the benchmarks still run; their numbers are for machines at rest."""

import asyncio
import time
from datetime import timedelta

import pytest

from benchmarks import answers, compare, corpus, loading
from benchmarks.__main__ import _tried
from benchmarks.report import Table, Times
from bot.articles.textformat import parse_text

SMALL = 40


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Corpus databases are kept in the system's folder for temporary files; here, in the test's."""
    monkeypatch.setattr(corpus.tempfile, "gettempdir", lambda: str(tmp_path))
    return tmp_path


def test_an_article_is_the_same_each_time_and_other_than_its_neighbours():
    one, again, next_one = corpus.article(7, SMALL), corpus.article(7, SMALL), corpus.article(8, SMALL)
    assert one == again
    assert not set(one.keys) & set(next_one.keys)
    assert next_one.published_at - one.published_at == timedelta(days=1) / corpus.ARTICLES_A_DAY
    assert corpus.article(SMALL - 1, SMALL).published_at == corpus.NEWEST


def test_the_sentences_of_an_article_stand_where_its_ranking_says():
    for number in range(SMALL):
        made = corpus.article(number, SMALL)
        texts = [made.draft.paragraphs[s.paragraph][s.start : s.end] for s in made.ranking.spans]
        assert " ".join(texts) == " ".join(made.draft.paragraphs)
        assert 300 <= len(" ".join(texts).split()) < 700


def test_as_text_it_is_in_the_text_format():
    made = corpus.article(3, SMALL)
    read = parse_text(corpus.as_text(made), origin="3.txt", source=made.draft.source)
    assert (read.title, read.key_points, read.paragraphs) == (
        made.draft.title,
        made.draft.key_points,
        made.draft.paragraphs,
    )


async def test_a_corpus_is_built_once(folder):
    path = await corpus.database(SMALL)
    built_at = path.stat().st_mtime_ns
    assert await corpus.database(SMALL) == path
    assert path.stat().st_mtime_ns == built_at
    async with answers.opened(path) as app:
        assert await app.articles.count() == SMALL
        assert not await app.articles.unranked(recipe=str(corpus.recipe()), limit=1)


async def test_every_question_is_answered(folder):
    briefs, suggestions = await answers.measure([SMALL], 2, folder)
    assert len(briefs.rows) == 8
    assert len(suggestions.rows) == 8


async def test_ways_are_compared(folder):
    (table,) = await compare.measure(SMALL, 2, folder)
    assert [row[-1] for row in table.rows[::2]] == [1.0, 1.0, 1.0], "the way taken comes first"


async def test_lag_is_seen():
    async with loading.lags() as found:
        await asyncio.sleep(0)
        time.sleep(0.05)  # noqa: ASYNC251 - what must not happen on an event loop
        await asyncio.sleep(0.01)
    assert max(found) >= 30  # ms


async def test_a_part_that_fails_says_so():
    async def broken():
        raise ValueError("no | room")

    (table,) = await _tried("startup", broken)
    assert "ValueError: no \\| room" in table.markdown()


def test_p99_is_the_nearest_rank():
    assert Times(tuple(map(float, range(1, 101)))).p99 == 99
    assert Times((3.0, 1.0, 2.0)).p99 == 3
    assert Times((3.0, 1.0, 2.0)).p50 == 2


def test_a_table_is_markdown():
    table = Table("Title", "Note.", ["what", "ms"], [["one", 1.234], ["two", 1234.5]])
    assert table.markdown().splitlines()[-2:] == ["| one | 1.23 |", "| two | 1,234 |"]
