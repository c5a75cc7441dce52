"""One bot process that serves people, over real HTTP and a real gateway, while things go wrong."""

import re
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from tests.cogs.wire import complaints, text_of
from tests.corpus import SEEDS
from tests.transport.conftest import running
from tests.transport.payloads import ALICE, BOB
from tests.transport.standin import DEFERRED, Fault, StandIn, rate_limit

pytestmark = pytest.mark.asyncio(loop_scope="module")

OUTLETS = ("calvessa-wire", "tidewater-radio")
ACKNOWLEDGE_WITHIN_S = 3
EPHEMERAL = 64


def todays_news(folder):
    """Some of the sample articles, as if they had been written today."""
    for outlet in OUTLETS:
        (folder / outlet).mkdir(parents=True)
        for path in (SEEDS / outlet).glob("*.txt"):
            dated = re.sub(r"date \d{4}-\d\d-\d\d", f"date {datetime.now(UTC):%Y-%m-%d}", path.read_text(), count=1)
            (folder / outlet / path.name).write_text(dated)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def discord():
    async with StandIn().serving() as discord:
        yield discord
        assert complaints(discord.requests) == []


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def process(discord, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bot")
    todays_news(folder / "news")
    async with running(folder, discord, 'articles.folders = ["news"]') as process:
        await process.logged("folders loaded")
        yield process
    assert not [line for line in process.log_lines if line["level"] in ("error", "critical")]


@pytest_asyncio.fixture(loop_scope="module")
async def bot(process, discord):
    """The process, running again if a test that failed has left it dead."""
    if not process.is_running:
        await restart(process, discord)
    return process


async def restart(process, discord):
    before = discord.sessions.count("identify")
    await process.start()
    await discord.until(lambda: discord.sessions.count("identify") > before)


@pytest.mark.parametrize("direct", [False, True], ids=["in the server", "in direct messages"])
async def test_a_topic_is_briefed_in_time_from_the_folders_of_the_settings(discord, bot, direct):
    asked = await discord.slash("brief", topic="ferry", direct=direct)
    reply = await discord.reply(asked)
    assert "## ferry" in text_of(reply)
    assert "Calvessa Wire" in text_of(reply)
    assert asked.callback_after_s < ACKNOWLEDGE_WITHIN_S
    assert not reply["flags"] & EPHEMERAL


@pytest.mark.parametrize(("option", "typed"), [("article", ""), ("topic", ""), ("article", "ferry"), ("topic", "zzz")])
async def test_suggestions_keep_to_what_discord_shows(discord, bot, option, typed):
    choices = await discord.suggestions(await discord.type("brief", option, typed))
    assert len(choices) <= 25
    if option == "article":
        assert choices
    if (option, typed) == ("article", ""):
        assert len(choices) == 25, "there are more articles than that"


async def test_a_suggestion_that_is_picked_briefs_its_article(discord, bot):
    (first, *_) = await discord.suggestions(await discord.type("brief", "article", "ferry"))
    reply = await discord.reply(await discord.slash("brief", article=first["value"]))
    headline, _, source = first["name"].rpartition(" · ")
    assert headline.rstrip("…")[:60] in text_of(reply)
    assert source in text_of(reply)


async def test_a_button_of_a_message_from_before_kill_9_still_works(discord, bot):
    before = await discord.reply(await discord.slash("brief", topic="ferry", length="quick"))
    await bot.kill()
    await restart(bot, discord)

    where = await discord.reply(await discord.press(before, "Where is this from?", by=BOB))
    assert where["flags"] & EPHEMERAL
    assert "paragraph" in text_of(where)

    longer = await discord.reply(await discord.press(before, "Longer", by=ALICE))
    assert longer["id"] == before["id"], "the message itself becomes longer"
    assert len(text_of(longer)) > len(text_of(before))


async def test_an_answer_gets_through_a_bad_gateway_and_a_rate_limit(discord, bot):
    discord.faults += [Fault("/callback", 502), rate_limit("/callback", 0.05)]
    asked = await discord.slash("brief", topic="ferry")
    assert "## ferry" in text_of(await discord.reply(asked))
    assert not discord.faults
    assert asked.callback_after_s < ACKNOWLEDGE_WITHIN_S


async def test_a_late_answer_is_announced_and_gets_through_too(discord, bot):
    with closing(sqlite3.connect(bot.database, isolation_level=None)) as another_process:
        another_process.execute("BEGIN IMMEDIATE")  # the bot cannot save what was asked, and has to wait
        asked = await discord.slash("brief", topic="ferry")
        await discord.until(lambda: asked.callback == DEFERRED)
        assert asked.callback_after_s < ACKNOWLEDGE_WITHIN_S
        discord.faults += [Fault("/webhooks/", 502), rate_limit("/webhooks/", 0.05)]
        another_process.execute("ROLLBACK")
    assert "## ferry" in text_of(await discord.reply(asked))
    assert not discord.faults


async def test_what_was_done_although_the_answer_got_lost_is_no_error(discord, bot):
    before = discord.count("/callback")
    discord.faults.append(Fault("/callback", 502, done=True))
    asked = await discord.slash("brief", topic="ferry")
    await discord.until(lambda: discord.count("/callback") == before + 2)
    assert [request.status for request in discord.requests[-2:]] == [502, 400]
    assert "## ferry" in text_of(await discord.reply(asked))


async def test_a_dropped_gateway_is_resumed_and_nothing_asked_meanwhile_is_lost(discord, bot):
    await discord.drop()
    asked_meanwhile = await discord.slash("brief", topic="ferry")
    assert "## ferry" in text_of(await discord.reply(asked_meanwhile))
    assert discord.sessions[-1] == "resume"
    assert "## volcano" in text_of(await discord.reply(await discord.slash("brief", topic="volcano")))


async def test_a_session_that_discord_has_forgotten_is_begun_anew(discord, bot):
    before = len(discord.sessions)
    discord.forget_session()
    await discord.drop()
    await discord.until(lambda: discord.sessions[before:] == ["refused", "identify"])  # 5 s: discord.py's own pause
    assert "## ferry" in text_of(await discord.reply(await discord.slash("brief", topic="ferry")))


async def test_the_log_is_json_lines_for_machines(discord, bot):
    await bot.logged("folders loaded")
    lines = bot.log_lines
    assert all({"event", "level", "logger", "timestamp"} <= line.keys() for line in lines)
    loaded = next(line for line in lines if line["event"] == "folders loaded")
    assert loaded["loaded"] + loaded["unchanged"] == sum(
        len(list((SEEDS / outlet).glob("*.txt"))) for outlet in OUTLETS
    )
