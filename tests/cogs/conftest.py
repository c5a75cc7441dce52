"""The real bot on simcord, over a copy of a database that holds the sample articles."""

import shutil
from datetime import UTC, datetime

import discord
import pytest
import pytest_asyncio
from simcord.env import Env

from bot.app import open_app
from bot.config import Settings
from bot.work import ThreadWorkers
from tests.cogs.wire import complaints

#: The evening of the last day of the sample corpus.
EVENING = datetime(2026, 11, 21, 20, tzinfo=UTC)

# The default of 50 ms is waited at each start and at each trip to the database.
Env._settle_internal.__kwdefaults__["idle"] = 0.002


class SimulatedClock:
    """Follows the time that simcord advances."""

    def now(self):
        return discord.utils.utcnow()


class World:
    """A server with a member and a manager, a stranger, and the bot."""

    def __init__(self, env, app):
        self.env = env
        self.app = app
        self.guild = env.create_guild("Newsroom")
        self.news = self.guild.create_text_channel("news")
        managers = self.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True))
        self.alice = self.guild.add_member(env.create_user("alice", global_name="Alice"))
        self.bob = self.guild.add_member(env.create_user("bob", global_name="Bob"))
        self.manager = self.guild.add_member(env.create_user("boss", global_name="Boss"), roles=[managers])
        self.stranger = env.create_user("stranger", global_name="Stranger")

    async def ask(self, who, command, **options):
        """A command by name of the person: in the channel, or of the stranger in a direct message."""
        where = () if who == "stranger" else (self.news,)
        return await getattr(self, who).slash(*where, command, **options)


@pytest_asyncio.fixture
async def app(tmp_path, corpus_database):
    path = shutil.copy(corpus_database, tmp_path / "briefing.db")
    async with open_app(Settings(), database=path, clock=SimulatedClock(), workers=ThreadWorkers()) as app:
        yield app


@pytest_asyncio.fixture
async def simcord_bot(app):
    bot = app.client()
    yield bot
    await bot.close()  # simcord does not, and an open session would outlive the test


@pytest_asyncio.fixture
async def world(simcord_bot, app):
    env = Env(simcord_bot)
    env.backend.clock._epoch = EVENING
    await env.start()
    try:
        yield World(env, app)
        env._raise_errors_since(env._errors_acknowledged)
        assert complaints(env.http_requests) == []
    finally:
        await env.shutdown()


@pytest.fixture
def restart(world, app, monkeypatch):
    """Restart the bot while the world goes on: a new client, as after a crash."""

    async def restart():
        await world.env.restart_bot(app.client())

    return restart
