"""The sample corpus as a database, made once for all tests that read it."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from bot.app import open_app
from bot.config import Settings
from bot.work import ThreadWorkers

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"


class _Evening:
    def now(self):
        return datetime(2026, 11, 21, 20, tzinfo=UTC)


def build(path):
    """Load `seeds/` into a new database at `path`."""

    async def load():
        async with open_app(Settings(), database=path, clock=_Evening(), workers=ThreadWorkers()) as app:
            report = await app.ingest.load([SEEDS], asked_for=True)
            assert not report.rejected
        return path

    with asyncio.Runner() as runner:
        return runner.run(load())
