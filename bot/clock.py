"""The one place that reads the clock; everything else is given the moment."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Clock(Protocol):
    """Tells the moment. Tests and the sandbox pass one that follows simulated time."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The moment, aware, in UTC."""
        return datetime.now(UTC)


def to_ms(moment: datetime) -> int:
    """Epoch milliseconds of an aware moment, as the database keeps it."""
    return round((moment - _EPOCH) / timedelta(milliseconds=1))


def from_ms(epoch_ms: int) -> datetime:
    """The aware UTC moment of epoch milliseconds."""
    return _EPOCH + timedelta(milliseconds=epoch_ms)
