from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.rows import parse_csv, parse_jsonl
from bot.errors import ArticleRejected
from bot.models import ArticleDraft


def jsonl(*rows: object):
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    return list(parse_jsonl(lines, origin="x.jsonl", source="Gazette"))


def csv(text: str):
    return list(parse_csv(text.splitlines(keepends=True), origin="x.csv", source="Gazette"))


def test_a_full_row():
    (draft,) = jsonl(
        {
            "title": "Ferry runs",
            "body": "The ferry runs.\nIt is full.\n\nNobody complains.",
            "url": "https://gazette.example/ferry",
            "published_at": "2026-11-10T08:30:00Z",
            "source": "Orrin Gazette",
            "language": "de-AT",
            "guid": 1042,
            "author": "kept out",
        }
    )
    assert draft == ArticleDraft(
        title="Ferry runs",
        key_points=(),
        paragraphs=("The ferry runs. It is full.", "Nobody complains."),
        source="Orrin Gazette",
        origin="x.jsonl:1",
        url="https://gazette.example/ferry",
        guid="1042",
        published_at=datetime(2026, 11, 10, 8, 30, tzinfo=UTC),
        language="de",
    )


def test_a_body_is_enough():
    (draft,) = jsonl({"body": "The ferry runs. It is full."})
    assert draft.title == "The ferry runs. It is full."
    assert draft.source == "Gazette"
    assert draft.published_at is None


def test_lines_are_paragraphs_where_none_is_blank():
    (draft,) = jsonl({"body": "The ferry runs.\nIt is full."})
    assert draft.paragraphs == ("The ferry runs.", "It is full.")


@pytest.mark.parametrize(
    "date", ["2026-11-10", "2026-11-10T00:00:00", "20261110", 1794268800, "1794268800", 1794268800.0]
)
def test_dates(date):
    (draft,) = jsonl({"body": "It runs.", "published_at": date})
    assert draft.published_at == datetime(2026, 11, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "date", ["soon", "2023-02-30", 1e300, -1e18, True, ["2026"], "0001-01-01T00:00:00Z", "0001-01-01T00:00+05:00"]
)
def test_dates_that_are_none_are_told(date):
    (draft,) = jsonl({"body": "It runs.", "published_at": date})
    assert draft.published_at is None
    assert "is no date" in draft.warnings[0]


def test_a_broken_third_line_rejects_that_line_only():
    first, second, broken, fourth = jsonl({"body": "One."}, {"body": "Two."}, '{"body": "Three.', {"body": "Four."})
    assert [first.title, second.title, fourth.title] == ["One.", "Two.", "Four."]
    assert str(broken) == "x.jsonl:3: not valid JSON (Unterminated string starting at, column 10)"
    assert (broken.line, fourth.origin) == (3, "x.jsonl:4")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("[1]", "not a JSON object"),
        ("{}", 'no text in "body"'),
        ({"title": "Ferry", "body": " <br> "}, 'no text in "body"'),
        ({"title": ["Ferry"], "body": "It runs."}, '"title" is not text'),
        ({"body": 7}, '"body" is not text'),
        ('{"body": ' + "[" * 100_000, "not JSON that can be read (a number too long, or nested too deep)"),
        ('{"body": ' + "1" * 5_000 + "}", "not JSON that can be read (a number too long, or nested too deep)"),
    ],
)
def test_rows_that_give_no_article(row, reason):
    (rejected,) = jsonl(row)
    assert str(rejected) == f"x.jsonl:1: {reason}"


def test_text_that_no_database_holds_is_cleaned():
    (draft,) = jsonl('{"title": "A\\ud800b\\u0000c", "body": "It \\u0007runs."}')
    assert (draft.title, draft.paragraphs) == ("Abc", ("It runs.",))


def test_csv_with_quoted_lines():
    first, second = csv('Title,BODY,extra\nFerry,"It runs.\n\nIt is ""full"".",x\n\nPier,It is closed.,y\n')
    assert (first.title, first.paragraphs, first.origin) == ("Ferry", ("It runs.", 'It is "full".'), "x.csv:2")
    assert (second.title, second.origin) == ("Pier", "x.csv:6")


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_csv_as_spreadsheets_write_it(delimiter):
    (draft,) = csv(f"title{delimiter}body\nFerry{delimiter}It runs, it is full.\n")
    assert draft.paragraphs == ("It runs, it is full.",)


def test_csv_without_a_body_is_refused_once_with_the_names_it_has():
    (rejected,) = csv("title,text,link\nFerry,It runs.,x\nPier,It is closed.,y\n")
    assert str(rejected) == 'x.csv:1: no column named "body"; the columns are: title, text, link'


def test_csv_rows_that_are_too_short_or_badly_quoted():
    short, quoted, good = csv('title,body\nFerry\nPier,"It is "closed"."\nPort,It is open.\n')
    assert str(short) == 'x.csv:2: no text in "body"'
    assert str(quoted).startswith("x.csv:3: not valid CSV (")
    assert good.title == "Port"


def test_a_quote_that_is_never_closed_swallows_nothing_in_silence():
    good, rejected = csv('title,body\nFerry,It runs.\nPier,"It is closed.\nPort,It is open.\n')
    assert good.title == "Ferry"
    assert str(rejected).startswith("x.csv:3: not valid CSV (")


def test_a_long_article_fits_in_a_row():
    (draft,) = csv("title,body\nFerry," + "word " * 60_000 + "\n")
    assert len(draft.paragraphs[0]) == 299_999


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.lists(st.integers(), max_size=2)
)


@given(
    st.dictionaries(st.sampled_from(["title", "body", "url", "published_at", "source", "language", "guid"]), scalars)
)
def test_any_row_gives_an_article_or_a_refusal(row):
    (item,) = jsonl(row)
    assert isinstance(item, ArticleDraft | ArticleRejected)


@given(st.text(alphabet='ab,;"\n\t', max_size=80))
def test_any_csv_gives_articles_or_refusals(text):
    assert all(isinstance(item, ArticleDraft | ArticleRejected) for item in csv("title,body\n" + text))
