"""The command line as an operator uses it: called in this process, and, where that matters, as a process of its own."""

import io
import json
import logging
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import structlog

from bot.__main__ import main
from bot.work import ThreadWorkers

ROOT = Path(__file__).parent.parent.parent


class Evening:
    """The evening of the last day of the sample corpus."""

    def now(self):
        return datetime(2026, 11, 21, 20, tzinfo=UTC)


@dataclass
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def place(tmp_path, monkeypatch):
    """An empty folder, which the operator is in."""
    folder = tmp_path / "place"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("DISCORD_TOKEN", "PYTHONUNBUFFERED"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def bot(place, monkeypatch, capsys):
    """Runs a command there, in this process."""
    monkeypatch.setattr("bot.app.SystemClock", Evening)
    monkeypatch.setattr("bot.commands.SystemClock", Evening)
    monkeypatch.setattr("bot.app.ProcessWorkers", lambda **_: ThreadWorkers())
    handlers = logging.getLogger().handlers[:]

    def bot(*arguments, stdin=b""):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as left:  # argparse ends the process by itself
            code = left.code
        return Ran(code, *capsys.readouterr())

    yield bot
    logging.getLogger().handlers[:] = handlers
    structlog.reset_defaults()


@pytest.fixture
def corpus(place, corpus_database):
    """The sample articles as the operator's database."""
    (place / "data").mkdir()
    return Path(shutil.copy(corpus_database, place / "data" / "briefing.db"))


@pytest.fixture
def start(place):
    """Starts a command there as a process of its own, with pipes."""
    started = []

    def start(*arguments, **options):
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", *map(str, arguments)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
            start_new_session=True,
            **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **options},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def article(place):
    """Writes an article in the text format into the place."""

    def article(name="ferry.txt", place_name="Orrin", people=300):
        path = place / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(
            f"date 2026-11-10 Ferry to {place_name} runs again\n\n"
            f"The ferry to {place_name} left its pier on Tuesday for the first time in four days. "
            f"About {people} people had been waiting, and some had slept in the school hall.\n\n"
            "The council inspects both piers this week. It expects to open them on Friday, said Dr. Lena Marsh.\n\n"
            "The harbour master called the sea as flat as it gets in November. The next storm is due on Sunday.\n"
        )
        return path

    return article
