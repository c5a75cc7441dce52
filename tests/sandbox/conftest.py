"""A sandbox over a copy of the database that holds the sample articles."""

import shutil
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from bot.config import SandboxSettings, Settings
from bot.sandbox.serve import open_sandbox

EVENING = datetime(2026, 11, 21, 20, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path, corpus_database):
    database = shutil.copy(corpus_database, tmp_path / "sandbox.db")
    return Settings(sandbox=SandboxSettings(port=0, path=str(database), folders=()))


@pytest_asyncio.fixture
async def sandbox(settings):
    """What `open_sandbox` gives: the page, and what lets its time run."""
    async with open_sandbox(settings, 0) as sandbox:
        yield sandbox


@pytest.fixture
def preview(sandbox):
    return sandbox[0]
