from __future__ import annotations

from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.app import open_app
from bot.articles.files import FoundFile, find_files, read_file
from bot.config import ArticleSettings, BriefingSettings, Settings
from bot.errors import ArticleRejected
from bot.models import ArticleDraft, Method
from bot.work import ThreadWorkers
from tests.articles.newsroom import Newsroom
from tests.wholeness import complaints

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

FERRY = """ date 2026-11-10 Ferry runs again after storm.

Crossings resume at noon.

Two piers stay closed until Friday.

The ferry to Orrin Isle left its pier on Tuesday for the first time
in four days. Capt. Lena Marsh said the sea was "as flat as it gets in November".

About 300 people had been waiting. Some of them had slept in the school hall.

The council will inspect both piers. It expects to open them on Friday.
"""


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def ferry() -> str:
    """An article in the text format: two key points and three paragraphs."""
    return FERRY


@pytest.fixture
def load(tmp_path: Path):
    """Writes a file into an outlet's folder and reads what is found there, as `load` does."""

    def load(name: str, content: str | bytes, **limits: int) -> list[ArticleDraft | ArticleRejected]:
        path = tmp_path / "orrin-gazette" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_all(tmp_path, **limits)

    return load


@pytest.fixture
def load_one(load):
    """Like `load`, for the one article that must come of it."""

    def load_one(name: str, content: str | bytes) -> ArticleDraft:
        (item,) = load(name, content)
        assert isinstance(item, ArticleDraft), item
        return item

    return load_one


@pytest.fixture
def rejection(load):
    """Like `load`, for the one refusal that must come of it: its text, without the folder it was found in."""

    def rejection(name: str, content: str | bytes, **limits: int) -> str:
        (item,) = load(name, content, **limits)
        assert isinstance(item, ArticleRejected), item
        return str(item)[str(item).index(name) :]

    return rejection


@pytest.fixture
def open_newsroom(tmp_path, clock):
    @asynccontextmanager
    async def open_newsroom(workers=None, **articles):
        folder = tmp_path / "orrin-gazette"
        folder.mkdir(exist_ok=True)
        settings = Settings(
            articles=ArticleSettings(**articles), briefing=BriefingSettings(method=Method.LEAD), base=tmp_path
        )
        async with open_app(settings, clock=clock, workers=workers or ThreadWorkers()) as app:
            yield Newsroom(app, folder)

    return open_newsroom


@pytest.fixture
async def newsroom(open_newsroom):
    async with open_newsroom() as newsroom:
        yield newsroom
        assert complaints(newsroom.path) == []


def read_all(*paths: Path, **limits: int) -> list[ArticleDraft | ArticleRejected]:
    items: list[ArticleDraft | ArticleRejected] = []
    for found in find_files(paths):
        items += read_file(found, now=NOW, **limits) if isinstance(found, FoundFile) else [found]
    return items
