"""The whole bot in this process, against the stand-in: what becomes of it when background work dies."""

import asyncio
from dataclasses import replace

import pytest
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import open_app
from bot.config import Settings
from bot.work import ThreadWorkers
from tests.transport.standin import TOKEN, StandIn

pytestmark = pytest.mark.timeout(10)


@pytest.fixture
async def discord(monkeypatch):
    async with StandIn().serving() as discord:
        monkeypatch.setattr(Route, "BASE", discord.http_address)
        monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(discord.gateway_address))
        yield discord


@pytest.fixture
async def app(tmp_path):
    async with open_app(Settings(), database=tmp_path / "briefing.db", workers=ThreadWorkers()) as app:
        yield app


class BrokenIngest:
    async def load(self, *_args, **_options):
        raise RuntimeError("the disk is gone")


async def fail(error):
    raise error


async def test_a_death_at_the_start_ends_the_client_with_its_error(discord, app, tmp_path):
    client = replace(app, ingest=BrokenIngest()).client(folders=[tmp_path])
    with pytest.raises(RuntimeError, match="the disk is gone"):
        await client.serve(TOKEN)


async def test_a_death_while_it_serves_ends_the_client_with_its_error(discord, app):
    client = app.client()
    serving = asyncio.create_task(client.serve(TOKEN))
    await discord.until(lambda: discord.sessions)
    error = RuntimeError("out of memory")
    client.supervisor.start("digests", fail(error))
    with pytest.raises(RuntimeError) as raised:
        await serving
    assert raised.value is error
    assert client.is_closed()


async def test_cancelled_in_the_very_moment_it_has_connected_it_ends(discord, app, monkeypatch):
    identify = DiscordWebSocket.identify

    async def identify_and_cancel(socket):
        await identify(socket)
        serving.cancel()

    monkeypatch.setattr(DiscordWebSocket, "identify", identify_and_cancel)
    serving = asyncio.create_task(app.client().serve(TOKEN))
    await asyncio.wait({serving}, timeout=2)
    assert serving.cancelled()


async def test_closed_it_ends_in_peace_with_its_background_work(discord, app):
    client = app.client()
    serving = asyncio.create_task(client.serve(TOKEN))
    await discord.until(lambda: discord.sessions)
    await client.close()
    await serving
    assert {task.get_name() for task in asyncio.all_tasks()} & {"rerank", "forget old asks", "load folders"} == set()
