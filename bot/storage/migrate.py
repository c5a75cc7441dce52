"""Numbered, append-only migrations, each in one transaction; the number stands in `PRAGMA user_version`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from importlib import resources

import aiosqlite

from bot.errors import SchemaTooNew


def migrations() -> list[tuple[int, str]]:
    """The (number, SQL) of each migration, in order: files `NNNN_name.sql`."""
    folder = resources.files("bot.storage") / "migrations"
    return sorted(
        (int(file.name[:4]), file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".sql")
    )


def latest_version() -> int:
    """The schema version that this code needs."""
    return migrations()[-1][0]


def statements(script: str) -> Iterator[str]:
    """Part a script into its statements (a trigger holds semicolons; `executescript` would commit)."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
    if pending.strip():
        yield pending


async def migrate(connection: aiosqlite.Connection) -> None:
    """Bring the database up to `latest_version()`.

    The version is read again inside each transaction: of two processes that start at once, one waits and finds it done.
    Raises SchemaTooNew where a newer version of the bot has written the file.
    """
    for number, script in migrations():
        if await version_of(connection) >= number:
            continue
        await connection.execute("BEGIN IMMEDIATE")
        try:
            if await version_of(connection) < number:
                for statement in statements(script):
                    await connection.execute(statement)
                await connection.execute(f"PRAGMA user_version = {number:d}")
            await connection.commit()
        except BaseException:
            await connection.rollback()
            raise
    found = await version_of(connection)
    if found > latest_version():
        raise SchemaTooNew(
            f"The database has schema version {found}, this version of the bot knows {latest_version()}. "
            "Start the newer version again, or restore the backup made before the upgrade."
        )


async def version_of(connection: aiosqlite.Connection) -> int:
    """The schema version a database is at; 0 for a new file."""
    rows = await connection.execute_fetchall("PRAGMA user_version")
    return int(next(iter(rows))[0])
