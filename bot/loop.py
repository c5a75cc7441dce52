"""Background work: one loop per kind of due work, and a supervisor that does not let one die in silence."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.clock import Clock

log = structlog.get_logger(__name__)

#: Without anything due, a loop looks again after this long although nobody woke it: a clock may have jumped.
LONGEST_NAP_S = 3600.0


class DueLoop:
    """Sleeps to the next due moment, does what is due, and starts again.

    `next_due(now)` is the moment of the next work, or None; `run_due(now)` does all that is due then. Whoever writes
    an earlier due row calls `wake()`. After `stop()` it ends once the step under way is done.
    """

    def __init__(
        self,
        name: str,
        *,
        next_due: Callable[[datetime], Awaitable[datetime | None]],
        run_due: Callable[[datetime], Awaitable[None]],
        clock: Clock,
    ) -> None:
        self.name = name
        self._next_due = next_due
        self._run_due = run_due
        self._clock = clock
        self._nap: asyncio.Task[None] | None = None
        self._woken = False
        self._stopping = False

    async def run(self) -> None:
        """Run until `stop()` or cancellation."""
        while not self._stopping:
            self._woken = False
            now = self._clock.now()
            due = await self._next_due(now)
            if due is not None and due <= now:
                await self._run_due(now)
            elif not self._woken:
                await self._sleep(LONGEST_NAP_S if due is None else min(LONGEST_NAP_S, (due - now).total_seconds()))

    async def _sleep(self, seconds: float) -> None:
        # A task that is cancelled to wake it, not an Event: simulated time drives `asyncio.sleep`, not waits on events.
        self._nap = asyncio.create_task(asyncio.sleep(seconds), name=f"{self.name}: nap")
        try:
            await asyncio.wait({self._nap})
        finally:
            self._nap.cancel()
            self._nap = None

    def wake(self) -> None:
        """Look again now: something earlier may be due."""
        self._woken = True
        if self._nap is not None:
            self._nap.cancel()

    def stop(self) -> None:
        """End after the step under way."""
        self._stopping = True
        self.wake()


class Supervisor:
    """Holds the background tasks of a process and calls `on_death` when the first of them fails, once."""

    def __init__(self, on_death: Callable[[BaseException], None]) -> None:
        self._on_death = on_death
        self._tasks: set[asyncio.Task[None]] = set()
        self._dead = False

    def start(self, name: str, work: Awaitable[None]) -> None:
        """Run `work` as a task; that it returns is fine, that it raises is not."""
        task: asyncio.Task[None] = asyncio.ensure_future(work)
        task.set_name(name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        log.critical("background work died", work=task.get_name(), exc_info=error)
        if not self._dead:
            self._dead = True
            self._on_death(error)

    async def close(self) -> None:
        """Cancel what still runs and wait for its end."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
