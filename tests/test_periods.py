from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.periods import SUGGESTIONS, read_since, suggest_since

NOW = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("6 hours", timedelta(hours=6)),
        ("6h", timedelta(hours=6)),
        ("1 day", timedelta(days=1)),
        ("day", timedelta(days=1)),
        ("last 3 days", timedelta(days=3)),
        ("the past 3 days", timedelta(days=3)),
        ("3 days ago", timedelta(days=3)),
        ("a week ago", timedelta(weeks=1)),
        ("an hour", timedelta(hours=1)),
        ("2 Weeks", timedelta(weeks=2)),
        ("  1 month ", timedelta(days=30)),
        ("1 year", timedelta(days=365)),
        ("0 days", timedelta(0)),
        ("9999 years", timedelta(days=36_500)),
    ],
)
def test_a_span_counts_back_from_now(text, before):
    assert read_since(text, NOW) == NOW - before


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("today", datetime(2026, 11, 21, tzinfo=UTC)),
        ("yesterday", datetime(2026, 11, 20, tzinfo=UTC)),
        ("2026-11-12", datetime(2026, 11, 12, tzinfo=UTC)),
        ("2026-11-12 08:30", datetime(2026, 11, 12, 8, 30, tzinfo=UTC)),
        ("2026-11-12T08:30+02:00", datetime(2026, 11, 12, 6, 30, tzinfo=UTC)),
        ("any time", datetime(1970, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_day_or_moment_is_itself(text, moment):
    assert read_since(text, NOW) == moment


@pytest.mark.parametrize(
    "text", ["", " ", "soon", "3", "3 fortnights", "-3 days", "12345 days", "2026-02-30", "21/11/2026", "h" * 10_000]
)
def test_anything_else_says_what_can_be_written(text):
    with pytest.raises(QueryError, match=r"is no period\. Write for example: 6 hours, 3 days") as caught:
        read_since(text, NOW)
    assert len(str(caught.value)) < 200


@given(
    st.text(max_size=30) | st.from_regex(r"(the )?(last )?\d{0,5} ?(h|days?|weeks?|months|y)( ago)?", fullmatch=True)
)
def test_any_text_is_a_moment_or_a_sentence(text):
    try:
        moment = read_since(text, NOW)
    except QueryError:
        return
    assert moment.utcoffset() == timedelta(0)


@pytest.mark.parametrize("edge", ["0001-01-01T00:00+14:00", "9999-12-31T23:59-12:00"])
def test_the_ends_of_the_calendar_are_no_crash(edge):
    with pytest.raises(QueryError):
        read_since(edge, NOW)


def test_every_suggestion_can_be_read():
    moments = [read_since(suggestion, NOW) for suggestion in SUGGESTIONS]
    assert moments == sorted(moments, reverse=True)


def test_suggestions_fit_what_is_typed_or_are_all():
    assert suggest_since("WEEK") == ["1 week", "2 weeks"]
    assert suggest_since("") == suggest_since("no such") == list(SUGGESTIONS)
