from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from structlog.testing import capture_logs

from bot import loop as loop_module
from bot.clock import Clock, SystemClock
from bot.loop import DueLoop, Supervisor

#: In seconds: a loop that sleeps on fails its test.
pytestmark = pytest.mark.timeout(3)


class Chores:
    """Due work kept in a list, done by a loop that it stops once nothing is left."""

    def __init__(self, clock: Clock, *due: datetime) -> None:
        self.due = sorted(due)
        self.done: list[datetime] = []
        self.looks = 0
        self.loop = DueLoop("chores", next_due=self.next_due, run_due=self.run_due, clock=clock)

    async def next_due(self, _now: datetime) -> datetime | None:
        self.looks += 1
        found = self.due[0] if self.due else None
        await asyncio.sleep(0)
        return found

    async def run_due(self, now: datetime) -> None:
        await asyncio.sleep(0)
        while self.due and self.due[0] <= now:
            self.done.append(self.due.pop(0))
        if not self.due:
            self.loop.stop()

    async def napping(self) -> asyncio.Task[None]:
        """The loop's task, once it sleeps because nothing is due."""
        task = asyncio.create_task(self.loop.run())
        for _ in range(5):
            await asyncio.sleep(0)
        assert not task.done()
        return task


class TestDueLoop:
    async def test_does_all_that_is_due_at_once(self, clock):
        chores = Chores(clock, clock.now(), clock.now() - timedelta(days=3))
        await chores.loop.run()
        assert chores.done == [clock.now() - timedelta(days=3), clock.now()]
        assert chores.looks == 1

    async def test_naps_until_the_next_is_due(self):
        clock = SystemClock()
        due = clock.now() + timedelta(milliseconds=15)
        chores = Chores(clock, due)
        await chores.loop.run()
        assert chores.done == [due]
        assert clock.now() >= due
        assert chores.looks <= 4, "it sleeps and does not ask again and again"

    async def test_woken_it_looks_for_something_earlier(self, clock):
        chores = Chores(clock, clock.now() + timedelta(days=1))
        running = await chores.napping()
        chores.due[:] = [clock.now()]
        chores.loop.wake()
        await running
        assert chores.done == [clock.now()]

    async def test_woken_it_sleeps_again_where_nothing_is_due(self, clock):
        chores = Chores(clock)
        running = await chores.napping()
        for _ in range(3):
            chores.loop.wake()
            for _ in range(5):
                await asyncio.sleep(0)
        assert chores.looks == 4
        assert not running.done()
        chores.loop.stop()
        await running

    async def test_a_wake_while_it_works_is_not_lost(self, clock):
        chores = Chores(clock, clock.now())

        async def work_that_makes_work(now: datetime) -> None:
            await chores.run_due(now)
            if len(chores.done) < 3:
                chores.loop._stopping = False
                chores.due.append(now)
                chores.loop.wake()

        chores.loop._run_due = work_that_makes_work
        await chores.loop.run()
        assert len(chores.done) == 3

    async def test_a_wake_while_it_looks_is_not_lost(self, clock):
        chores = Chores(clock)
        running = asyncio.create_task(chores.loop.run())
        await asyncio.sleep(0)  # it has looked, found nothing, and waits for the answer
        assert chores.looks == 1
        chores.due.append(clock.now())
        chores.loop.wake()
        await running
        assert chores.done == [clock.now()]

    async def test_looks_again_after_the_longest_nap_since_clocks_jump(self, clock, monkeypatch):
        monkeypatch.setattr(loop_module, "LONGEST_NAP_S", 0.005)
        chores = Chores(clock, clock.now() + timedelta(days=1))
        running = await chores.napping()
        clock.advance(days=2)
        await running
        assert len(chores.done) == 1

    async def test_stop_ends_a_nap(self, clock):
        chores = Chores(clock)
        running = await chores.napping()
        chores.loop.stop()
        await running

    async def test_stopped_before_it_starts_it_does_nothing(self, clock):
        chores = Chores(clock, clock.now())
        chores.loop.stop()
        await chores.loop.run()
        assert (chores.looks, chores.done) == (0, [])

    async def test_stop_lets_the_step_under_way_end(self, clock):
        steps: list[str] = []

        async def due_now(now: datetime) -> datetime:
            return now

        async def long_step(_now: datetime) -> None:
            steps.append("begun")
            await go_on.wait()
            steps.append("ended")

        go_on = asyncio.Event()
        loop = DueLoop("steps", next_due=due_now, run_due=long_step, clock=clock)
        running = asyncio.create_task(loop.run())
        await asyncio.sleep(0)
        loop.stop()
        go_on.set()
        await running
        assert steps == ["begun", "ended"]

    async def test_cancelled_it_leaves_no_task_behind(self, clock):
        chores = Chores(clock)
        running = await chores.napping()
        running.cancel()
        await asyncio.wait({running})
        await asyncio.sleep(0)
        assert [task for task in asyncio.all_tasks() if "chores" in task.get_name()] == []


class TestSupervisor:
    @pytest.fixture
    def deaths(self) -> list[BaseException]:
        return []

    @pytest.fixture
    async def supervisor(self, deaths):
        supervisor = Supervisor(deaths.append)
        yield supervisor
        await supervisor.close()

    async def settle(self) -> None:
        for _ in range(3):
            await asyncio.sleep(0)

    async def test_the_first_failure_is_told_once_and_each_is_logged(self, supervisor, deaths):
        async def fail(error: Exception) -> None:
            raise error

        first, second = RuntimeError("disk full"), KeyError("later")
        with capture_logs() as logs:
            supervisor.start("feeds", fail(first))
            supervisor.start("digests", fail(second))
            await self.settle()
        assert deaths == [first]
        assert [(entry["work"], entry["exc_info"]) for entry in logs] == [("feeds", first), ("digests", second)]
        assert {entry["log_level"] for entry in logs} == {"critical"}

    async def test_a_loop_that_dies_is_told(self, supervisor, deaths, clock):
        chores = Chores(clock, clock.now())

        async def fail(_now: datetime) -> None:
            raise ZeroDivisionError

        chores.loop._run_due = fail
        with capture_logs():
            supervisor.start("chores", chores.loop.run())
            await self.settle()
        assert [type(death) for death in deaths] == [ZeroDivisionError]

    async def test_work_may_end_by_itself(self, supervisor, deaths):
        supervisor.start("once", asyncio.sleep(0))
        await self.settle()
        assert deaths == []

    async def test_close_cancels_what_runs_and_waits_for_its_end(self, supervisor, deaths, caplog):
        steps: list[str] = []

        async def work() -> None:
            try:
                await asyncio.get_running_loop().create_future()
            finally:
                await asyncio.sleep(0.001)
                steps.append("tidied up")

        supervisor.start("one", work())
        supervisor.start("two", work())
        await self.settle()
        await supervisor.close()
        assert steps == ["tidied up"] * 2
        assert (deaths, caplog.records) == ([], [])
        await supervisor.close()
