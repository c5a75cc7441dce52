"""CPU work off the event loop: in processes that can be killed, or in one thread where that is enough."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import resource_tracker
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from bot.errors import WorkerDied, WorkTimeout

if TYPE_CHECKING:
    from pebble import ProcessPool

S = TypeVar("S")
T = TypeVar("T")

#: Worker processes that nobody needs for so long are ended.
REST_AFTER_S = 60.0


class Workers(Protocol):
    """Runs plain functions elsewhere. Functions, arguments and results are picklable."""

    @property
    def size(self) -> int:
        """How many calls run side by side."""
        ...

    async def run(self, function: Callable[..., T], *arguments: object, timeout_s: float) -> T:
        """The function's result.

        Raises WorkTimeout after `timeout_s`, WorkerDied where its process ended, and whatever the function raises.
        """
        ...

    async def close(self) -> None:
        """Cancel what waits or runs, and end."""
        ...


class ProcessWorkers:
    """Worker processes: a call that hangs is killed, and one that crashes takes nothing but its process with it.

    They start with the first call, fresh (`spawn`: a fork of a process with threads can deadlock), and are replaced
    after `recycle_after_tasks` calls, so that what a library leaks does not pile up. After `REST_AFTER_S` without a
    call they end, and give back 120 MB, until the next one.
    """

    def __init__(self, *, processes: int = 1, recycle_after_tasks: int = 500) -> None:
        self.size = processes
        self._recycle_after_tasks = recycle_after_tasks
        self._pool = self._new_pool()
        self._under_way: set[Future[Any]] = set()
        self._closed = False
        self._rest_timer: asyncio.TimerHandle | None = None
        self._resting: asyncio.Future[None] | None = None

    def _new_pool(self) -> ProcessPool:
        from pebble import ProcessPool  # noqa: PLC0415 - needed only where there are processes

        return ProcessPool(
            max_workers=self.size,
            max_tasks=self._recycle_after_tasks,
            context=multiprocessing.get_context("spawn"),
        )

    async def run(self, function: Callable[..., T], *arguments: object, timeout_s: float) -> T:
        """The function's result; a call that takes longer than `timeout_s`, once it has begun, is killed."""
        from pebble import ProcessExpired  # noqa: PLC0415

        await self._replace_if_broken()
        with _no_interrupt():
            future = self._pool.schedule(function, args=arguments, timeout=timeout_s)
        self._under_way.add(future)
        try:
            result: T = await asyncio.wrap_future(future)
        except TimeoutError:
            raise WorkTimeout(f"it took longer than {timeout_s:g} s and was stopped") from None
        except (ProcessExpired, BrokenProcessPool) as error:
            raise WorkerDied("the process that worked on it ended before it was done") from error
        finally:
            self._under_way.discard(future)
            self._rest_later()
        return result

    def _rest_later(self) -> None:
        if self._rest_timer is not None:
            self._rest_timer.cancel()
        if not self._closed:
            self._rest_timer = asyncio.get_running_loop().call_later(REST_AFTER_S, self._rest)

    def _rest(self) -> None:
        if self._under_way or self._closed:
            return  # whoever is under way looks again when it is done
        idle, self._pool = self._pool, self._new_pool()
        idle.stop()  # type: ignore[no-untyped-call]
        self._resting = asyncio.get_running_loop().run_in_executor(None, idle.join)

    async def _replace_if_broken(self) -> None:
        # A pool does not recover from a worker that is killed while idle, or from a result that cannot be unpickled.
        with _no_interrupt():
            is_well = self._closed or self._pool.active  # which starts a new pool
        if not is_well:
            broken, self._pool = self._pool, self._new_pool()
            await asyncio.to_thread(broken.join)

    async def close(self) -> None:
        """Cancel the calls under way (the pool itself would leave them waiting for ever) and kill the processes."""
        self._closed = True
        if self._rest_timer is not None:
            self._rest_timer.cancel()
        for future in tuple(self._under_way):
            future.cancel()
        self._pool.stop()  # type: ignore[no-untyped-call]
        await asyncio.to_thread(self._pool.join)
        if self._resting is not None:
            await self._resting


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Keep Ctrl-C from what is started here: the pool's threads, and the processes they start, inherit the mask.

    A terminal sends it to the whole process group, and a worker that is just starting would answer with a traceback.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # started later, by one of those threads, it would lift the mask again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class ThreadWorkers:
    """One thread: for the sandbox and tests, where simulated time must be able to wait for it.

    Nothing can stop a thread; a call that overruns is left to end by itself.
    """

    size = 1

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")

    async def run(self, function: Callable[..., T], *arguments: object, timeout_s: float) -> T:
        """The function's result."""
        future = asyncio.get_running_loop().run_in_executor(self._executor, function, *arguments)
        try:
            return await asyncio.wait_for(future, timeout_s)
        except TimeoutError:
            raise WorkTimeout(f"it took longer than {timeout_s:g} s") from None

    async def close(self) -> None:
        """Let the thread end."""
        self._executor.shutdown(wait=False, cancel_futures=True)


async def run_each(
    workers: Workers, function: Callable[[Sequence[S]], list[T]], items: Sequence[S], *, timeout_s: float
) -> list[T | Exception]:
    """The result for each item, or the error it caused; `function` takes a list and returns as long a list.

    All go in one call. If that fails, each goes alone, so that one bad item costs only itself.
    """
    if not items:
        return []
    try:
        return list(await workers.run(function, items, timeout_s=timeout_s))
    except Exception as error:  # noqa: BLE001 - a worker may die of anything, and the item is to blame, not the bot
        if len(items) == 1:
            return [error]
    results: list[T | Exception] = []
    for item in items:
        alone: list[T | Exception] = await run_each(workers, function, [item], timeout_s=timeout_s)
        results += alone
    return results
