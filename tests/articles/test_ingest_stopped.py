"""Loads that meet a hostile file, or are stopped."""

from __future__ import annotations

import asyncio

import pytest

from bot.errors import WorkerDied, WorkTimeout
from bot.models import Outcome
from bot.work import ProcessWorkers, ThreadWorkers
from tests.articles.newsroom import story
from tests.wholeness import complaints, count


class FrailWorkers(ThreadWorkers):
    """Workers that do not survive a hostile file."""

    def __init__(self, error):
        super().__init__()
        self._error = error

    async def run(self, function, items, *, timeout_s):
        if any("hostile" in item.origin for item in items):
            raise self._error
        return await super().run(function, items, timeout_s=timeout_s)


class TestHostileFiles:
    @pytest.mark.parametrize("error", [WorkTimeout("it took longer than 30 s"), WorkerDied("it ended"), MemoryError()])
    async def test_a_file_that_breaks_its_reader_costs_only_itself(self, open_newsroom, error):
        async with open_newsroom(FrailWorkers(error)) as newsroom:
            for name in ("a", "hostile", "z"):
                newsroom.write(f"{name}.txt", story(name))
            report = await newsroom.load()
            assert str(report) == "2 loaded, 0 unchanged, 0 updated, 1 rejected"
            assert report.rejected[0].origin == str(newsroom.folder / "hostile.txt")
            assert str(error) in report.rejected[0].reason or type(error).__name__ in report.rejected[0].reason

    async def test_a_page_that_takes_too_long_is_stopped(self, open_newsroom):
        page = "<html><body><article>" + "<p>It runs, it stops.</p>" * 24_000
        async with open_newsroom(ProcessWorkers(), read_timeout_s=0.3) as newsroom:
            newsroom.write("a.txt", story())
            newsroom.write("slow.html", page)
            report = await newsroom.load()
            assert str(report) == "1 loaded, 0 unchanged, 0 updated, 1 rejected"
            assert report.rejected[0].reason == "it took longer than 0.3 s and was stopped"


class TestStopping:
    async def test_what_was_stored_stays_and_a_second_load_goes_on(self, open_newsroom):
        async with open_newsroom(batch_articles=2) as newsroom:
            for number in range(9):
                newsroom.write(f"{number}.txt", story(f"Isle {number}"))

            def stop_after_four(_report, done, _of):
                if done == 4:
                    asyncio.current_task().cancel()

            with pytest.raises(asyncio.CancelledError):
                await asyncio.create_task(newsroom.load(on_progress=stop_after_four))
            assert (count(newsroom.path), complaints(newsroom.path)) == (4, [])
            assert str(await newsroom.load()) == "5 loaded, 4 unchanged, 0 updated, 0 rejected"

    async def test_at_any_moment(self, open_newsroom):
        async with open_newsroom(batch_articles=2) as newsroom:
            for number in range(8):
                newsroom.write(f"{number}.txt", story(f"Isle {number}"))
            stopped = 0
            for steps in (*range(1, 60, 4), 100, 200):
                task = asyncio.create_task(newsroom.load())
                for _ in range(steps):
                    await asyncio.sleep(0.0002)
                stopped += task.cancel()
                await asyncio.gather(task, return_exceptions=True)
                assert complaints(newsroom.path) == []
                assert count(newsroom.path) % 2 == 0
                if count(newsroom.path) == 8:
                    await newsroom.app.ingest.unload([newsroom.folder])
            assert stopped
            report = await newsroom.load()
            assert report.counts[Outcome.LOADED] + report.counts[Outcome.UNCHANGED] == 8
            assert (count(newsroom.path), complaints(newsroom.path)) == (8, [])

    async def test_two_loads_at_once_do_no_harm(self, newsroom):
        for number in range(6):
            newsroom.write(f"{number}.txt", story(f"Isle {number}"))
        reports = await asyncio.gather(newsroom.load(), newsroom.load())
        assert sum(report.counts[Outcome.LOADED] for report in reports) == count(newsroom.path) == 6
        assert [report.seen for report in reports] == [6, 6]
