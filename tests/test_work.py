from __future__ import annotations

import asyncio
import math
import os
import signal
import threading
import time

import pytest

from bot.errors import ArticleRejected, WorkerDied, WorkTimeout
from bot.work import ProcessWorkers, ThreadWorkers, Workers


def reject(origin: str) -> None:
    raise ArticleRejected(origin, "no text after the headline", line=3)


def is_running(process_id: int) -> bool:
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    return True


class Unreadable(Exception):
    """Can be sent by a worker and cannot be read again, like some errors of C libraries."""

    def __init__(self, what: str, where: str) -> None:
        super().__init__(f"{what} at {where}")


def raise_unreadable() -> None:
    raise Unreadable("broken", "line 1")


@pytest.fixture
async def processes():
    workers = ProcessWorkers(processes=1)
    yield workers
    await workers.close()


@pytest.fixture
async def thread():
    workers = ThreadWorkers()
    yield workers
    await workers.close()


@pytest.fixture(params=["processes", "thread"])
def workers(request: pytest.FixtureRequest) -> Workers:
    return request.getfixturevalue(request.param)


async def test_results_and_errors_come_back_as_they_are(workers: Workers):
    assert await workers.run(math.gcd, 12, 18, timeout_s=20) == 6
    with pytest.raises(ArticleRejected, match=r"^a\.txt:3: no text after the headline$") as rejected:
        await workers.run(reject, "a.txt", timeout_s=20)
    assert (rejected.value.origin, rejected.value.line) == ("a.txt", 3)
    assert await asyncio.gather(*(workers.run(abs, -n, timeout_s=20) for n in range(9))) == list(range(9))
    assert workers.size == 1


class TestProcesses:
    async def test_a_call_that_hangs_is_killed(self, processes: ProcessWorkers):
        hung = await processes.run(os.getpid, timeout_s=20)
        with pytest.raises(WorkTimeout, match=r"longer than 0\.05 s and was stopped"):
            await processes.run(time.sleep, 60, timeout_s=0.05)
        assert await processes.run(os.getpid, timeout_s=20) != hung
        with pytest.raises(ProcessLookupError):
            os.kill(hung, 0)

    async def test_a_call_that_is_cancelled_is_killed(self, processes: ProcessWorkers):
        call = asyncio.create_task(processes.run(time.sleep, 60, timeout_s=60))
        await asyncio.wait({call}, timeout=0.02)
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        assert await processes.run(abs, -1, timeout_s=20) == 1, "the only process is free again"

    async def test_a_worker_that_dies_fails_its_call_alone(self, processes: ProcessWorkers):
        died, alive = await asyncio.gather(
            processes.run(os._exit, 3, timeout_s=20), processes.run(abs, -1, timeout_s=20), return_exceptions=True
        )
        assert isinstance(died, WorkerDied)
        assert alive == 1

    async def test_an_answer_that_cannot_be_read_fails_its_call_alone(self, processes: ProcessWorkers):
        with pytest.raises(WorkerDied):
            await processes.run(raise_unreadable, timeout_s=20)
        assert await processes.run(abs, -1, timeout_s=20) == 1

    async def test_a_worker_that_is_killed_while_idle_is_replaced(self, processes: ProcessWorkers):
        idle = await processes.run(os.getpid, timeout_s=20)
        os.kill(idle, signal.SIGKILL)
        # Until the pool has noticed, a call may still be given to the dead process.
        while True:
            try:
                assert await processes.run(os.getpid, timeout_s=20) != idle
            except WorkerDied:
                continue
            break

    async def test_one_that_nobody_needs_ends_and_comes_back(self, processes: ProcessWorkers, monkeypatch):
        monkeypatch.setattr("bot.work.REST_AFTER_S", 0.01)
        first = await processes.run(os.getpid, timeout_s=20)
        async with asyncio.timeout(20):
            while is_running(first):  # noqa: ASYNC110 - the end of another process is no event
                await asyncio.sleep(0.005)
        assert await processes.run(os.getpid, timeout_s=20) != first

    async def test_workers_are_replaced_after_so_many_tasks(self):
        workers = ProcessWorkers(recycle_after_tasks=2)
        pids = [await workers.run(os.getpid, timeout_s=20) for _ in range(4)]
        await workers.close()
        assert pids[0] == pids[1] != pids[2] == pids[3]

    async def test_close_cancels_what_waits_and_what_runs(self, processes: ProcessWorkers):
        pid = await processes.run(os.getpid, timeout_s=20)
        calls = [asyncio.create_task(processes.run(time.sleep, 60, timeout_s=60)) for _ in range(2)]
        await asyncio.wait(calls, timeout=0.02)
        await processes.close()
        await asyncio.wait(calls, timeout=1)
        assert [call.cancelled() for call in calls] == [True, True]
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        with pytest.raises(RuntimeError, match="not active"):
            await processes.run(abs, -1, timeout_s=20)

    async def test_nothing_starts_before_the_first_call(self):
        before = set(threading.enumerate())
        workers = ProcessWorkers()
        assert set(threading.enumerate()) == before
        await workers.close()


class TestThread:
    async def test_a_call_that_overruns_is_left_to_end(self, thread: ThreadWorkers):
        release = threading.Event()
        with pytest.raises(WorkTimeout, match=r"longer than 0\.01 s"):
            await thread.run(release.wait, 10, timeout_s=0.01)
        release.set()
        assert await thread.run(abs, -1, timeout_s=20) == 1

    async def test_close_cancels_what_waits(self, thread: ThreadWorkers):
        release = threading.Event()
        under_way = asyncio.create_task(thread.run(release.wait, 10, timeout_s=20))
        waiting = asyncio.create_task(thread.run(abs, -1, timeout_s=20))
        await asyncio.sleep(0)
        await thread.close()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        release.set()
        assert await under_way is True


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows has no signal masks")
async def test_ctrl_c_is_for_the_bot_and_not_for_its_workers(processes):
    def blocked():
        return signal.pthread_sigmask(signal.SIG_BLOCK, ())

    before = blocked()
    for _ in range(2):  # the first worker, and the one in its place
        held_back = await processes.run(signal.pthread_sigmask, signal.SIG_BLOCK, (), timeout_s=20)
        assert signal.SIGINT in held_back
        assert blocked() == before
        with pytest.raises(WorkerDied):
            await processes.run(os._exit, 1, timeout_s=20)
