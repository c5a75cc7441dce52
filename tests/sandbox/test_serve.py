"""The sandbox from within: the page over HTTP, the clock, the end."""

import asyncio
import socket
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import discord
import pytest

from bot.config import SandboxSettings, Settings
from bot.errors import ConfigError
from bot.sandbox import serve
from bot.sandbox.serve import evening_of, tick
from tests.sandbox.conftest import EVENING
from tests.sandbox.tab import open_tab


async def test_alice_briefs_a_topic_and_sees_where_a_sentence_is_from(preview):
    _alice, morgan = preview.viewers
    async with open_tab(preview.url) as tab, open_tab(preview.url, str(morgan.id)) as others:
        assert "Here is the news" in tab.texts[0]

        await tab.run("brief", topic="ferry")
        assert "ferry" in tab.texts[-1]
        await tab.click(tab.messages[-1], "Where is this from?")
        assert "paragraph 1 of" in tab.texts[-1]
        assert "**" in tab.texts[-1].splitlines()[-1], "the sentence is bold in its paragraph"

        await others.look()
        assert [len(tab.messages), len(others.messages)] == [3, 2], "the paragraph is shown to Alice alone"


async def test_a_topic_of_the_welcome_is_one_press_away(preview):
    async with open_tab(preview.url) as tab:
        topic = "Kerrohaven"
        await tab.click(tab.messages[0], topic)
        assert f"## {topic}" in tab.texts[-1]


async def test_the_page_suggests_what_fits(preview):
    async with open_tab(preview.url) as tab:
        assert "Kerrohaven" in await tab.suggestions("brief", "topic", "kerr")


async def test_here_it_is_the_evening_of_the_newest_article(preview):
    assert preview.env.now() == EVENING


@pytest.mark.parametrize(
    ("newest", "evening"),
    [
        (datetime(2023, 9, 6, tzinfo=UTC), datetime(2023, 9, 6, 20, tzinfo=UTC)),
        (datetime(2026, 11, 21, 20, 1, tzinfo=UTC), datetime(2026, 11, 21, 20, 1, tzinfo=UTC)),
    ],
)
def test_the_evening_is_never_before_the_newest_article(newest, evening):
    assert evening_of(newest) == evening


async def test_the_clock_runs_by_itself(sandbox):
    preview, live = sandbox
    running = asyncio.create_task(live())
    async with asyncio.timeout(10), open_tab(preview.url) as tab:
        while preview.env.now() == EVENING:  # noqa: ASYNC110 - nothing tells when a clock has moved
            await asyncio.sleep(0.02)
        await tab.run("brief", topic="ferry")  # and lets the page act meanwhile
        assert "ferry" in tab.texts[-1]
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_what_falls_due_appears_in_an_open_page(preview):
    env = preview.env
    channel = env.bot.get_partial_messageable(preview.channel.id)

    async def post_later():
        await discord.utils.sleep_until(EVENING + timedelta(hours=3))
        await channel.send("The evening digest")

    async with open_tab(preview.url) as tab:
        with env._bot_scope():
            env.bot.loop.create_task(post_later())
        await tick(env, preview, timedelta(hours=2))
        await tab.look()
        assert len(tab.messages) == 1
        await tick(env, preview, timedelta(hours=2))
        await tab.look()
        assert tab.messages[-1]["content"] == "The evening digest"
        assert tab.messages[-1]["timestamp"].startswith("2026-11-21T23:00")


async def test_a_click_counts_although_a_post_has_just_appeared(preview):
    async with open_tab(preview.url) as tab:
        await preview.refresh()  # what the page has not heard of yet
        await tab.click(tab.messages[0], "Kerrohaven")
        assert len(tab.messages) == 2


async def test_ending_the_session_in_the_page_ends_the_sandbox(sandbox):
    preview, live = sandbox
    async with asyncio.timeout(10), open_tab(preview.url) as tab:
        running = asyncio.create_task(live())
        await tab.act("close")
        await running


async def test_a_death_of_background_work_is_not_hidden(sandbox):
    preview, live = sandbox

    async def die():
        raise RuntimeError("the digest loop broke")

    with preview.env._bot_scope():
        preview.env.bot.supervisor.start("digests", die())
    async with asyncio.timeout(10):
        with pytest.raises(RuntimeError, match="the digest loop broke"):
            await live()


def test_a_taken_port_is_a_sentence(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=f"Port {port} .*python -m bot sandbox --port 0"):
            serve.main(settings, paths=[], port=port)


async def test_nobody_else_can_reach_it(preview):
    with pytest.raises(OSError):
        await asyncio.open_connection("127.0.0.2", preview._server.port)


async def test_a_folder_that_is_missing_is_said_and_stops_nothing(tmp_path, capsys):
    settings = Settings(sandbox=SandboxSettings(path=str(tmp_path / "s.db"), folders=("gone/",)), base=tmp_path)
    article = tmp_path / "own.txt"
    article.write_text("date 2031-05-01 A bridge opens.\n\nThe bridge opened. People walked over it all day long.\n")
    await serve.load(settings, [article])
    assert "gone: cannot be read" in capsys.readouterr().err
    async with serve.open_sandbox(settings, 0) as (preview, _), open_tab(preview.url) as tab:
        assert "1 article from 1 source" in tab.texts[0]
