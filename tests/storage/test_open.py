"""Opening a database: made where there is none, migrated where it is old, refused in a sentence where it is no use."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import closing
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.errors import DatabaseBusy, SchemaTooNew, StorageError
from bot.storage import migrate
from bot.storage.db import Database
from bot.storage.queries import named


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "briefing.db"


async def open_and_close(path: Path, **settings: int) -> None:
    async with Database.open(path, **settings) as db:
        assert (await db.reader.fetch_all("SELECT count(*) FROM articles"))[0][0] == 0


def ask(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path, isolation_level=None)) as plain:
        return plain.execute(sql).fetchall()


def state_of(path: Path) -> list[tuple[object, ...]]:
    """The schema and its version."""
    return [*ask(path, "SELECT type, name, sql FROM sqlite_schema ORDER BY name"), *ask(path, "PRAGMA user_version")]


class TestMigrations:
    async def test_a_new_file_gets_its_folder_and_the_latest_schema(self, path: Path):
        await open_and_close(path)
        assert ask(path, "PRAGMA user_version") == [(migrate.latest_version(),)]
        assert ask(path, "PRAGMA journal_mode") == [("wal",)]
        assert ask(path, "PRAGMA integrity_check") == [("ok",)]

    async def test_a_second_opening_changes_nothing(self, path: Path):
        await open_and_close(path)
        before = path.read_bytes()
        await open_and_close(path)
        assert path.read_bytes() == before

    async def test_several_may_open_a_new_file_at_once(self, tmp_path: Path):
        for number in range(20):
            await asyncio.gather(*(open_and_close(tmp_path / f"{number}.db", readers=1) for _ in range(3)))
            assert ask(tmp_path / f"{number}.db", "PRAGMA user_version") == [(migrate.latest_version(),)]

    async def test_only_what_is_new_is_run(self, path: Path, monkeypatch: pytest.MonkeyPatch):
        await open_and_close(path)
        known = migrate.migrations()
        # Neither a trigger's semicolons nor a last statement without one trip it up.
        script = """
            CREATE TABLE later (x INTEGER);
            CREATE TRIGGER copies AFTER INSERT ON later WHEN new.x < 3 BEGIN
                INSERT INTO later VALUES (new.x + 1); -- once: triggers do not call themselves
            END;
            INSERT INTO later VALUES (1)
        """
        monkeypatch.setattr(migrate, "migrations", lambda: [*known, (len(known) + 1, script)])
        await open_and_close(path)
        assert ask(path, "SELECT x FROM later") == [(1,), (2,)]
        assert ask(path, "PRAGMA user_version") == [(len(known) + 1,)]

    async def test_one_that_fails_leaves_the_file_as_it_was(self, path: Path, monkeypatch: pytest.MonkeyPatch):
        await open_and_close(path)
        before = state_of(path)
        known = migrate.migrations()
        script = "CREATE TABLE half (x INTEGER);\nDROP TABLE asks;\nINSERT INTO nowhere VALUES (1);\n"
        monkeypatch.setattr(migrate, "migrations", lambda: [*known, (len(known) + 1, script)])
        with pytest.raises(StorageError, match="no such table: nowhere"):
            await open_and_close(path)
        assert state_of(path) == before

    async def test_a_newer_file_is_refused_and_left_alone(self, path: Path):
        await open_and_close(path)
        newer = migrate.latest_version() + 41
        ask(path, f"PRAGMA user_version = {newer}")
        before = state_of(path)
        with pytest.raises(SchemaTooNew, match=f"version {newer}, this version of the bot knows"):
            await open_and_close(path)
        assert state_of(path) == before

    def test_numbers_follow_each_other(self):
        assert [number for number, _ in migrate.migrations()] == list(range(1, migrate.latest_version() + 1))


class TestRefusals:
    """Each is one sentence that names the file and says what to do."""

    async def test_not_a_database(self, tmp_path: Path):
        path = tmp_path / "notes.db"
        path.write_text("Dear diary, today I was mistaken for a database. " * 30)
        with pytest.raises(StorageError, match=r"notes\.db: not an SQLite database\. Move the file away"):
            await open_and_close(path)
        assert path.read_text().startswith("Dear diary")

    async def test_a_folder(self, tmp_path: Path):
        with pytest.raises(StorageError, match="cannot be used"):
            await open_and_close(tmp_path)

    async def test_a_file_where_its_folder_should_be(self, tmp_path: Path):
        # The name must not be taken for SQLite's "database is locked".
        (tmp_path / "locked").write_text("")
        with pytest.raises(StorageError, match="Check that its folder exists") as refusal:
            await open_and_close(tmp_path / "locked" / "briefing.db")
        assert not isinstance(refusal.value, DatabaseBusy)

    async def test_a_folder_that_may_not_be_written(self):
        with TemporaryDirectory() as folder:
            Path(folder).chmod(0o555)
            as_root = os.geteuid() == 0
            if as_root:
                os.seteuid(65534)  # nobody: root may write everywhere
            try:
                with pytest.raises(StorageError, match="Check that its folder exists and may be written"):
                    await open_and_close(Path(folder) / "briefing.db")
            finally:
                if as_root:
                    os.seteuid(0)

    async def test_held_by_another_process_for_too_long(self, path: Path):
        path.parent.mkdir()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(DatabaseBusy, match="another process kept the database locked"):
                await open_and_close(path, busy_timeout_ms=10)


SQL_FILES = sorted(file.name.removesuffix(".sql") for file in (resources.files("bot.storage") / "sql").iterdir())


@pytest.mark.parametrize("file", SQL_FILES)
async def test_every_named_query_fits_the_schema(db: Database, file: str):
    queries = named(file)
    assert queries.available_queries
    for name in queries.available_queries:
        await db.reader.fetch_all(f"EXPLAIN {getattr(queries, name).sql}", AnyParameter())


class AnyParameter(dict[str, object]):
    def __missing__(self, name: str) -> object:
        return "x" if name == "match" else 0
