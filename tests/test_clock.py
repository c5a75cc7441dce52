from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.clock import SystemClock, from_ms, to_ms

FIRST = to_ms(datetime(1, 1, 1, tzinfo=UTC))
LAST = to_ms(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))


@given(st.integers(FIRST, LAST))
def test_milliseconds_survive_the_way_there_and_back(epoch_ms: int):
    assert to_ms(from_ms(epoch_ms)) == epoch_ms
    assert from_ms(epoch_ms).microsecond % 1000 == 0


@given(st.datetimes(timezones=st.just(UTC)), st.timedeltas(timedelta(), timedelta(days=300)))
def test_a_later_moment_is_never_kept_as_an_earlier_one(moment: datetime, later: timedelta):
    moment = min(moment, datetime(9998, 1, 1, tzinfo=UTC))
    assert to_ms(moment) <= to_ms(moment + later)


def test_a_moment_of_another_zone_is_kept_as_utc():
    tokyo = timezone(timedelta(hours=9))
    moment = datetime(2026, 11, 21, 21, tzinfo=tokyo)
    assert from_ms(to_ms(moment)) == moment
    assert from_ms(to_ms(moment)).tzinfo is UTC


def test_the_machine_clock_tells_utc():
    assert SystemClock().now().tzinfo is UTC
