"""`python -m bot sandbox`: loads the articles, opens the page, lets the clock run until it is told to stop."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import structlog
from simcord.backend.errors import SetupError
from simcord.env import Env
from simcord.preview import Preview

from bot.app import App, open_app
from bot.clock import SystemClock
from bot.config import Settings
from bot.delivery.client import BriefingClient
from bot.errors import ConfigError
from bot.render.post import Post
from bot.sandbox.trim import trim
from bot.sandbox.welcome import welcome_post
from bot.sandbox.world import SimulatedClock, World, open_world
from bot.work import ThreadWorkers

HOST = "127.0.0.1"
TICK_S = 0.5
#: The evening on which the sample articles end. A machine whose clock is behind must not take them for misdated.
SAMPLES_END = datetime(2026, 11, 21, 20, tzinfo=UTC)
log = structlog.get_logger(__name__)


def main(settings: Settings, *, paths: Sequence[Path], port: int | None) -> int:
    """Serve the page until Ctrl-C, SIGTERM or its own *End preview session*; the exit code.

    `paths` are loaded beside the folders of the settings; `port` goes before that of the settings.
    Raises ConfigError where the port is taken.
    """
    port = settings.sandbox.port if port is None else port
    return asyncio.run(_until_told_to_stop(settings, paths, port))


async def _until_told_to_stop(settings: Settings, paths: Sequence[Path], port: int) -> int:
    task = asyncio.current_task()
    assert task is not None  # noqa: S101 - asyncio.run made it
    for number in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows: Ctrl-C comes as KeyboardInterrupt
            # Once: a second signal must not cut the tidying up short.
            asyncio.get_running_loop().add_signal_handler(number, lambda: task.cancelling() or task.cancel())
    try:
        _require_free(port)
        await _serve(settings, paths, port)
    except asyncio.CancelledError:
        print("\nStopped.", file=sys.stderr)  # noqa: T201
    return 0


def _require_free(port: int) -> None:
    try:
        socket.create_server((HOST, port)).close()
    except OSError as error:
        raise ConfigError(
            f"Port {port} of this machine cannot be used ({error.strerror}); perhaps another sandbox runs. "
            "Take another: python -m bot sandbox --port 0 (any that is free), or set sandbox.port in config.toml."
        ) from error


async def _serve(settings: Settings, paths: Sequence[Path], port: int) -> None:
    await load(settings, paths)
    async with open_sandbox(settings, port) as (preview, live):
        print(  # noqa: T201
            f"\n  Briefing Bot is ready: {preview.url}\n  Open it in a browser and type /brief. Ctrl-C stops it.\n",
            flush=True,
        )
        await live()


class _LoadingClock:
    def now(self) -> datetime:
        return max(SystemClock().now(), SAMPLES_END)


def _database(settings: Settings) -> Path:
    return settings.resolve(settings.sandbox.path)


async def load(settings: Settings, paths: Sequence[Path]) -> None:
    """Load the sandbox's folders and `paths`; what is rejected is said, and stops nothing."""
    folders = [settings.resolve(folder) for folder in settings.sandbox.folders]
    async with open_app(settings, database=_database(settings), clock=_LoadingClock()) as app:
        for group, asked_for in ((folders, False), (paths, True)):
            report = await app.ingest.load(group, asked_for=asked_for)
            for rejected in report.rejected:
                print(f"rejected: {rejected}", file=sys.stderr)  # noqa: T201


@asynccontextmanager
async def open_sandbox(settings: Settings, port: int) -> AsyncIterator[tuple[Preview, Callable[[], Any]]]:
    """The page, and what lets its time run: `await live()` returns when somebody ends the session there.

    Port 0 is any that is free. `live` raises what killed the bot's background work.
    """
    clock = SimulatedClock()
    async with open_app(settings, database=_database(settings), clock=clock, workers=ThreadWorkers()) as app:
        client = app.client()
        async with open_world(client, evening_of(await app.articles.newest_at())) as world:
            await world.post(client, await _welcome(app, world.env.now()))
            async with _open_page(world, port) as preview:
                lock = asyncio.Lock()
                _spare_the_unseen_page(preview)
                _take_turns(preview, lock)
                yield preview, lambda: _let_time_run(world.env, preview, client, lock)


def evening_of(newest: datetime | None) -> datetime:
    """Eight in the evening of the newest article's day, or its own moment where it is later; now without articles."""
    if newest is None:
        return SystemClock().now()
    return max(newest, newest.replace(hour=20, minute=0, second=0, microsecond=0))


async def _welcome(app: App, now: datetime) -> Post:
    counts = await app.articles.count(), len(await app.articles.sources())
    return welcome_post(*counts, await app.briefings.topics(), now=now)


def _open_page(world: World, port: int) -> Preview:
    return world.env.preview(world.channel, viewers=[world.member, world.manager], layout="channel", port=port)


def _spare_the_unseen_page(preview: Preview) -> None:
    """Let the page that simcord keeps and no browser shows draw one message, not the whole channel, at each change."""
    assert preview._python is not None  # noqa: S101, SLF001 - it was entered
    preview._python.layout = "message"  # noqa: SLF001


def _take_turns(preview: Preview, lock: asyncio.Lock) -> None:
    """Let what the browser asks for and the running clock wait for each other: simcord refuses them at once."""
    act = preview._action  # noqa: SLF001

    async def act_in_turn(context_id: str | None, body: Mapping[str, Any]) -> dict[str, Any]:
        async with lock:
            return await act(context_id, body)

    preview._action = act_in_turn  # type: ignore[method-assign]  # noqa: SLF001


async def _let_time_run(env: Env, preview: Preview, client: BriefingClient, lock: asyncio.Lock) -> None:
    ended = asyncio.ensure_future(preview.wait_closed())
    loop = asyncio.get_running_loop()
    last = loop.time()
    try:
        while not ended.done():
            await asyncio.wait({ended}, timeout=TICK_S)
            async with lock:
                now = loop.time()
                await tick(env, preview, timedelta(seconds=now - last))
                last = now
            if client.death is not None:
                raise client.death
    finally:
        ended.cancel()


async def tick(env: Env, preview: Preview, elapsed: timedelta) -> None:
    """Move the simulated time on, show what came of it by itself, and forget what is old."""
    happened = len(env.backend.transcript)
    try:
        await env.advance_time(elapsed.total_seconds())
        preview._advance_presentation_time()  # noqa: SLF001 - "2 hours ago" is counted from it
        if len(env.backend.transcript) != happened and preview._active:  # noqa: SLF001
            await preview.refresh()
    except (SetupError, TimeoutError) as error:
        log.warning("the simulated clock stumbled", why=str(error))
    trim(env)
