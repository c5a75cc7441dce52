"""How long the bot takes until it can answer, and how much memory it then holds: real processes, from the outside."""

from __future__ import annotations

import asyncio
import os
import statistics
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import perf_counter

import psutil

from benchmarks import corpus
from benchmarks.answers import copied
from benchmarks.report import Table, Times, verdict
from tests.transport.standin import TOKEN, StandIn

ROOT = Path(__file__).parent.parent
READY_AIM_S = 1.0
MEMORY_AIM_MB = 150.0
_GIVE_UP_S = 60.0

#: Seconds until ready, seconds of processor time, memory of the main process, memory with its children.
Found = tuple[float, float, float, float]


async def measure(size: int, files: int, starts: int, folder: Path) -> list[Table]:
    """`run` against a stand-in of Discord on this machine, and the sandbox."""
    table = Table(
        "Start and memory",
        "Seconds from the start of the process to its word that it is ready, medians; processor time of the main "
        "process until then; resident memory in MB, where a page shared by processes counts in each. `run` talks to a "
        "stand-in of Discord over loopback.",
        ["what", "ready after", "of it CPU", "under 1 s", "memory, main process", "under 150 MB", "with workers"],
    )
    empty = folder / "empty.db"
    await _run_rows(table, "`run`, no articles", empty, starts, folder)
    await _run_rows(table, f"`run`, {size:,} articles", await copied(size, folder), starts, folder)
    source = folder / "few files"
    corpus.write_files(source, files)
    await _run_rows(table, f"`run`, after it has loaded {files} files", folder / "loads.db", 1, folder, source)
    for name in ("`sandbox`, first start", "`sandbox`, later"):
        try:
            found = await _sandbox(folder)
        except (RuntimeError, TimeoutError) as error:
            table.add(name, f"not measured: {error}", "", "", "", "", "")
        else:
            ready, cpu, main, whole = found
            table.add(name, ready, cpu, "(aims at 3 and 1.5 s)", main, verdict(main, MEMORY_AIM_MB), whole)
    return [table]


async def _run_rows(
    table: Table, name: str, database: Path, starts: int, folder: Path, source: Path | None = None
) -> None:
    found = [await _run(database, folder, source) for _ in range(starts)]
    ready, cpu, main, whole = (statistics.median(each[place] for each in found) for place in range(4))
    table.add(name, ready, cpu, verdict(ready, READY_AIM_S), main, verdict(main, MEMORY_AIM_MB), whole)


async def _run(database: Path, folder: Path, source: Path | None) -> Found:
    async with running_bot(database, folder, source) as (process, _discord, ready_s):
        return ready_s, *costs(process.pid)


@asynccontextmanager
async def running_bot(
    database: Path, folder: Path, source: Path | None = None
) -> AsyncIterator[tuple[asyncio.subprocess.Process, StandIn, float]]:
    """The bot as a process, connected to a stand-in; how many seconds that took. With a folder, once it is loaded."""
    settings = folder / "config.toml"
    folders = f'["{source}"]' if source else "[]"
    settings.write_text(f'[database]\npath = "{database}"\n[articles]\nfolders = {folders}\n', "utf-8")
    async with StandIn().serving() as discord:
        environment = os.environ | {
            "DISCORD_TOKEN": TOKEN,
            "STANDIN_HTTP": discord.http_address,
            "STANDIN_GATEWAY": discord.gateway_address,
        }
        command = ("-m", "tests.transport.botprocess", "--config", str(settings), "run")
        async with _process(command, environment) as (process, began):
            await _line(process.stderr, '"event": "ready"')
            ready_s = perf_counter() - began
            if source:
                await _line(process.stderr, '"event": "folders loaded"')
            yield process, discord, ready_s


async def _sandbox(folder: Path) -> Found:
    settings = folder / "sandbox.toml"
    settings.write_text(f'[sandbox]\npath = "{folder / "sandbox.db"}"\nfolders = ["{ROOT / "seeds"}"]\n', "utf-8")
    command = ("-m", "bot", "--config", str(settings), "sandbox", "--port", "0")
    async with _process(command, dict(os.environ)) as (process, began):
        await _line(process.stdout, "http://127.0.0.1")
        ready_s = perf_counter() - began
        return ready_s, *costs(process.pid)


@asynccontextmanager
async def _process(
    command: tuple[str, ...], environment: dict[str, str]
) -> AsyncIterator[tuple[asyncio.subprocess.Process, float]]:
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        cwd=ROOT,
        env=environment | {"PYTHONUNBUFFERED": "1"},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        yield process, began
    finally:
        if process.returncode is None:
            process.terminate()
        try:
            await asyncio.wait_for(process.communicate(), 10)
        except TimeoutError:
            process.kill()
            await process.communicate()


async def _line(stream: asyncio.StreamReader | None, holding: str) -> None:
    """Wait for a line that holds a text. Raises RuntimeError with the last line where the process ends without it."""
    assert stream is not None
    last = ""
    async with asyncio.timeout(_GIVE_UP_S):
        async for raw in stream:
            last = raw.decode()
            if holding in last:
                return
    raise RuntimeError(f"it ended without {holding}; its last line: {last.strip()[:200]}")


def costs(pid: int) -> tuple[float, float, float]:
    """The processor time of a process so far, its resident memory, and that of it with its children, in MB of 10^6."""
    main = psutil.Process(pid)
    used = main.cpu_times()
    resident = [one.memory_info().rss / 1e6 for one in (main, *main.children(recursive=True))]
    return used.user + used.system, resident[0], sum(resident)


async def answers_over_the_wire(size: int, runs: int, folder: Path) -> list[Table]:
    """From the gateway's event to the callback, with everything between: sockets, discord.py, the bot."""
    table = Table(
        "Over the wire",
        "Milliseconds from the interaction that leaves the stand-in of Discord to the callback that reaches it, over "
        f"loopback, the bot a process of its own, at {size:,} articles.",
        ["asked for", "p50", "p99", "longest"],
    )
    async with running_bot(await copied(size, folder), folder) as (process, discord, _ready):
        draining = asyncio.create_task(process.stderr.read())
        names = [corpus.story_of(size - 1 - number * 7).names[0] for number in range(runs)]
        # What people get is what is timed: each is waited for before the next is asked.
        topics = await _wire([lambda name=name: discord.slash("brief", topic=name) for name in names], discord)
        table.add("`/brief`, a name in the news", topics.p50, topics.p99, topics.longest)
        top = await _wire([lambda: discord.slash("brief")] * (runs // 2), discord)
        table.add("`/brief`, the top of the day", top.p50, top.p99, top.longest)
        typed = [lambda name=name: discord.type("brief", "article", name[:4]) for name in names]
        titles = await _wire(typed, discord)
        table.add("suggestions of titles", titles.p50, titles.p99, titles.longest)
        draining.cancel()
        await asyncio.gather(draining, return_exceptions=True)
    return [table]


async def _wire(asks: list[Callable], discord: StandIn) -> Times:
    found = []
    for ask in asks:
        asked = await ask()
        found.append(await discord.until(lambda asked=asked: asked.callback_after_s) * 1000)
    return Times(tuple(found))
