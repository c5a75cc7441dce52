"""The command as it is run: its words, its end."""

import shutil
import signal
import sqlite3
import time
from contextlib import closing

import pytest

from tests.corpus import SEEDS
from tests.sandbox.process import sandbox_process


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_says_where_it_is_and_ends_at_once(tmp_path, corpus_database, number):
    shutil.copy(corpus_database, tmp_path / "sandbox.db")
    with sandbox_process(tmp_path) as sandbox:
        assert sandbox.url.startswith("http://127.0.0.1:")
        assert sandbox.stop(number, within_s=3) == 0
        assert "type /brief" in sandbox.said
        assert sandbox.errors.split() == ["Stopped."], "no log line, no traceback"
    assert not (tmp_path / "sandbox.db-wal").exists(), "the database was closed"


def test_stopped_while_it_loads_it_goes_on_from_there(tmp_path):
    articles = SEEDS / "tidewater-radio"
    database = tmp_path / "sandbox.db"
    with sandbox_process(tmp_path, articles) as sandbox:
        while not database.exists():
            time.sleep(0.01)
        assert sandbox.stop() == 0
        assert sandbox.errors.split() == ["Stopped."]
    with sandbox_process(tmp_path, articles) as sandbox:
        assert sandbox.url
        assert sandbox.stop() == 0
    with closing(sqlite3.connect(database)) as connection:
        loaded = connection.execute("SELECT count(*) FROM articles").fetchone()
        assert loaded == (len(list(articles.glob("*.txt"))),)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
