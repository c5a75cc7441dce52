"""What a transaction promises, with writers, readers and cancellations at any moment.

A transaction that returned is there, whole, at once. One whose block raised or was cancelled is not there at all. One
that was cancelled after its block, while the commit ran, is there whole, although its task sees the cancellation.
"""

from __future__ import annotations

import asyncio
import random
import sqlite3
import threading
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import aiosqlite
import pytest

from bot.errors import DatabaseBusy
from bot.storage.db import Database

TORN = "SELECT owner FROM parts GROUP BY owner HAVING count(*) <> max(of)"


class Deliberate(Exception):
    """Raised by a block on purpose."""


@pytest.fixture
async def parts(db: Database) -> Database:
    """A database with a table whose rows say how many of them one transaction writes."""
    async with db.transaction() as connection:
        await connection.execute("CREATE TABLE parts (owner INTEGER, part INTEGER, of INTEGER)")
    return db


def is_free(path: Path) -> bool:
    """Whether nobody has a write transaction open."""
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return False
        return True


async def owners(db: Database) -> list[int]:
    return [row["owner"] for row in await db.reader.fetch_all("SELECT DISTINCT owner FROM parts ORDER BY owner")]


class Crowd:
    """Many tasks at once on one database; notes how each of its writes ended."""

    def __init__(self, db: Database, seed: int) -> None:
        self.db = db
        self.dice = random.Random(seed)
        self.ended: dict[int, str] = {}

    async def write(self, owner: int) -> None:
        size, fails = self.dice.randint(1, 4), self.dice.random() < 0.1
        self.ended[owner] = "cancelled before the commit"
        async with self.db.transaction() as connection:
            for part in range(size):
                await connection.execute("INSERT INTO parts VALUES (?, ?, ?)", (owner, part, size))
            if fails:
                self.ended[owner] = "failed"
                raise Deliberate
            self.ended[owner] = "cancelled in the commit"
        self.ended[owner] = "returned"
        seen = await self.db.reader.fetch_all("SELECT count(*) FROM parts WHERE owner = ?", (owner,))
        assert seen[0][0] == size, "a write that returned is visible at once"

    async def read(self) -> None:
        assert await self.db.reader.fetch_all(TORN) == [], "a reader saw half a transaction"

    async def one_of_many(self, number: int) -> None:
        task = asyncio.create_task(self.read() if self.dice.random() < 0.1 else self.write(number))
        if self.dice.random() < 0.5:
            await asyncio.wait({task}, timeout=self.dice.uniform(0, 0.003))
            task.cancel()
        with suppress(asyncio.CancelledError, Deliberate):
            await task

    async def run(self, operations: int, side_by_side: int) -> None:
        numbers = iter(range(operations))

        async def worker() -> None:
            for number in numbers:
                await self.one_of_many(number)

        await asyncio.gather(*(worker() for _ in range(side_by_side)))


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_6000_writes_reads_and_cancellations_leave_no_half_open_or_lost_transaction(parts: Database, seed: int):
    crowd = Crowd(parts, seed)
    await crowd.run(operations=2000, side_by_side=6)

    assert is_free(parts.path), "a transaction stayed open"
    assert await parts.reader.fetch_all(TORN) == []
    stays = {"returned", "cancelled in the commit"}
    assert await owners(parts) == sorted(owner for owner, end in crowd.ended.items() if end in stays)
    assert (await parts.reader.fetch_all("PRAGMA integrity_check"))[0][0] == "ok"
    met = Counter(crowd.ended.values())
    assert {*stays, "failed", "cancelled before the commit"} <= set(met), f"not every end was met: {met}"


async def test_two_databases_on_one_file_wait_for_each_other(parts: Database):
    async def count_up(db: Database) -> None:
        async with db.transaction() as connection:
            ((count,),) = await connection.execute_fetchall("SELECT count(*) FROM parts")
            await connection.execute("INSERT INTO parts VALUES (?, 0, 1)", (count,))

    async with Database.open(parts.path) as other:
        await asyncio.gather(*(count_up(db) for db in (parts, other) for _ in range(100)))
        assert await owners(other) == list(range(200))


async def hold_up(connection: aiosqlite.Connection) -> threading.Event:
    """Let the connection's next step (a commit, a rollback) wait until the event is set."""
    release = threading.Event()
    await connection.create_function("hold_up", 0, lambda: release.wait(10))
    connection.under_way = asyncio.create_task(connection.execute_fetchall("SELECT hold_up()"))  # kept alive
    await asyncio.sleep(0)
    return release


async def test_a_cancelled_block_is_rolled_back_although_it_is_cancelled_again(parts: Database):
    async def write() -> None:
        loop = asyncio.get_running_loop()
        async with parts.transaction() as connection:
            await connection.execute("INSERT INTO parts VALUES (1, 0, 1)")
            release = await hold_up(connection)
            loop.call_soon(task.cancel)  # in the block
            loop.call_later(0.005, task.cancel)  # in the rollback
            loop.call_later(0.01, release.set)
            await loop.create_future()

    task = asyncio.create_task(write())
    with pytest.raises(asyncio.CancelledError):
        await task
    assert is_free(parts.path)
    assert await owners(parts) == []


async def test_a_commit_is_awaited_to_its_end_although_its_task_is_cancelled(parts: Database):
    async def write() -> None:
        loop = asyncio.get_running_loop()
        async with parts.transaction() as connection:
            await connection.execute("INSERT INTO parts VALUES (1, 0, 1)")
            release = await hold_up(connection)
            loop.call_soon(task.cancel)
            loop.call_later(0.01, release.set)

    task = asyncio.create_task(write())
    with pytest.raises(asyncio.CancelledError):
        await task
    assert is_free(parts.path)
    assert await owners(parts) == [1]


@pytest.fixture
async def children(db: Database) -> str:
    """A table whose foreign key is looked at in the commit."""
    async with db.transaction() as connection:
        await connection.execute(
            "CREATE TABLE children (parent INTEGER REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED)"
        )
    return "children"


@pytest.mark.parametrize("is_cancelled", [False, True])
async def test_a_commit_that_fails_is_rolled_back(parts: Database, children: str, is_cancelled: bool):
    async def write() -> None:
        loop = asyncio.get_running_loop()
        async with parts.transaction() as connection:
            await connection.execute(f"INSERT INTO {children} VALUES (404)")
            if is_cancelled:
                release = await hold_up(connection)
                loop.call_soon(task.cancel)
                loop.call_later(0.01, release.set)

    task = asyncio.create_task(write())
    with pytest.raises(sqlite3.IntegrityError):
        await task
    assert is_free(parts.path)
    assert await parts.reader.fetch_all(f"SELECT * FROM {children}") == []
    async with parts.transaction() as connection:
        await connection.execute("INSERT INTO parts VALUES (1, 0, 1)")
    assert await owners(parts) == [1]


async def test_readers_never_wait_for_a_writer(parts: Database):
    async with asyncio.timeout(1), parts.transaction() as connection:
        await connection.execute("INSERT INTO parts VALUES (1, 0, 1)")
        assert await owners(parts) == []
    assert await owners(parts) == [1]


async def test_readers_cannot_write(db: Database):
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        await db.reader.fetch_all("DELETE FROM articles")


class TestAnotherProcess:
    """A plain connection stands for another process that holds the file."""

    @pytest.fixture
    def other(self, parts: Database):
        with closing(sqlite3.connect(parts.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("INSERT INTO parts VALUES (99, 0, 1)")
            yield other

    async def test_is_busy_for_too_long(self, parts: Database, other: sqlite3.Connection):
        async with Database.open(parts.path, busy_timeout_ms=10) as hasty:
            with pytest.raises(DatabaseBusy, match="another process kept the database locked"):
                async with hasty.transaction():
                    pytest.fail("the block must not run")
            assert await owners(hasty) == [], "readers do not wait for it either"
            other.execute("COMMIT")
            async with hasty.transaction() as connection:
                await connection.execute("INSERT INTO parts VALUES (1, 0, 1)")
            assert await owners(hasty) == [1, 99]

    async def test_is_waited_for(self, parts: Database, other: sqlite3.Connection):
        asyncio.get_running_loop().call_later(0.01, other.execute, "COMMIT")
        async with parts.transaction() as connection:
            await connection.execute("INSERT INTO parts VALUES (1, 0, 1)")
        assert await owners(parts) == [1, 99]

    async def test_a_cancelled_wait_leaves_nothing_open(self, parts: Database, other: sqlite3.Connection):
        async def write() -> None:
            async with parts.transaction():
                pytest.fail("the block must not run")

        task = asyncio.create_task(write())
        await asyncio.sleep(0.005)
        task.cancel()
        asyncio.get_running_loop().call_later(0.005, other.execute, "COMMIT")
        with pytest.raises(asyncio.CancelledError):
            await task
        assert is_free(parts.path)
