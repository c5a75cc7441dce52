"""What tests of every part share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from bot.storage.db import Database
from tests import corpus

# Bounds on seconds belong to the benchmarks: a busy machine must not turn a law into a failure.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


class FixedClock:
    """A clock that moves only when it is told to."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def advance(self, **by: float) -> datetime:
        self.moment += timedelta(**by)
        return self.moment


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
async def db(tmp_path: Path):
    """An open, empty database in a file."""
    async with Database.open(tmp_path / "briefing.db") as db:
        yield db


@pytest.fixture(scope="session")
def corpus_database(tmp_path_factory):
    """A database with the sample articles, to be copied."""
    return corpus.build(tmp_path_factory.mktemp("corpus") / "briefing.db")
