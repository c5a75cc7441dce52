"""How fast articles come in, and what that does to the event loop that answers people."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks import corpus
from benchmarks.answers import CorpusClock, cog_of, copied, opened, whole_answer
from benchmarks.report import Table, Times, timed, verdict
from bot.app import open_app
from bot.config import Settings, WorkSettings
from bot.models import BriefRequest

LAG_AIM_MS = 20.0
_TICK_S = 0.005


@asynccontextmanager
async def lags():
    """A list that fills with how much later than asked for the loop came back, in milliseconds, every 5 ms."""
    found: list[float] = []

    async def watch() -> None:
        while True:
            began = perf_counter()
            await asyncio.sleep(_TICK_S)
            found.append(max(0.0, perf_counter() - began - _TICK_S) * 1000)

    task = asyncio.create_task(watch())
    try:
        yield found
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def measure(files: int, size: int, runs: int, folder: Path) -> list[Table]:
    """Loads into an empty database, and beside people who ask at the larger corpus."""
    source = folder / "files"
    await asyncio.to_thread(corpus.write_files, source, files)
    rates = Table(
        "Loading",
        f"{files:,} text files of 300 to 600 words into an empty database: read, language, sentences, ranks, index. "
        "With the start of the workers, about a second; the second load finds nothing new.",
        ["workers", "articles/s", "second load, articles/s"],
    )
    delays = Table(
        "Event-loop lag",
        "How much later than asked for the event loop came back, every 5 ms, in milliseconds.",
        ["while", "p50", "p99", "longest", "p99 under 20 ms"],
    )
    async with lags() as idle:
        await asyncio.sleep(min(3, files / 100))
    _add(delays, "nothing goes on", idle)
    for processes in (1, 2):
        async with lags() as found:
            rates.add(processes, *await _rates(source, folder / f"loaded-{processes}.db", processes))
        _add(delays, f"articles are loaded, {processes} worker{'s' * (processes > 1)}", found)
    path = await copied(size, folder)
    async with lags() as found:
        asked = await _answers_beside_a_load(path, source, size, runs)
    _add(delays, f"articles are loaded and `/brief` is asked, {size:,} articles", found)
    latency = Table(
        "`/brief` during a load",
        f"Milliseconds, as above, at {size:,} articles, 10 requests a second, while files are loaded by one worker.",
        ["asked for", "p50", "p99", "longest", "p99 under 50 ms"],
    )
    latency.add("a name in the news, the top of the day", asked.p50, asked.p99, asked.longest, verdict(asked.p99, 50))
    return [rates, delays, latency]


def _add(table: Table, when: str, found: list[float]) -> None:
    lag = Times(tuple(found))
    table.add(when, lag.p50, lag.p99, lag.longest, verdict(lag.p99, LAG_AIM_MS))


async def _rates(source: Path, database: Path, processes: int) -> tuple[float, float]:
    settings = Settings(work=WorkSettings(processes=processes))
    async with open_app(settings, database=database, clock=CorpusClock()) as app:
        rates = []
        for _ in range(2):
            began = perf_counter()
            report = await app.ingest.load([source], asked_for=True)
            rates.append(report.seen / (perf_counter() - began))
    return rates[0], rates[1]


async def _answers_beside_a_load(path: Path, source: Path, size: int, runs: int) -> Times:
    async with opened(path) as app:
        cog = cog_of(app)
        loading = asyncio.create_task(app.ingest.load([source], asked_for=True))
        found = []
        while not loading.done() and len(found) < runs:
            name = corpus.story_of(size - 1 - 7 * len(found)).names[0]
            request = BriefRequest(topic=name) if len(found) % 2 else BriefRequest()
            found.append(await timed(partial(whole_answer, cog, request)))
            await asyncio.sleep(0.1)
        await loading
    return Times(tuple(found))
