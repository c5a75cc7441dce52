"""How the process begins and ends: told to, or because it has to, and what it then says."""

import sqlite3
from contextlib import closing
from time import monotonic

from tests.cogs.wire import complaints, text_of
from tests.corpus import SEEDS
from tests.transport.conftest import running
from tests.transport.standin import TOKEN, Fault, StandIn, rate_limit

WRONG_TOKEN = "MTAwMA.wrong.wrong-token-of-somebody"


def last_words(bot):
    """What a person reads at the end of the log; never a traceback."""
    assert "Traceback" not in bot.log
    return bot.log.splitlines()[-1]


async def test_it_registers_its_commands_and_serves_within_seconds(discord, tmp_path):
    begun_at = monotonic()
    async with running(tmp_path, discord):
        await discord.until(lambda: discord.sessions == ["identify"])
        assert monotonic() - begun_at < 5
        assert {command["name"] for command in discord.commands} >= {"brief", "article", "help"}
        reply = await discord.reply(await discord.slash("brief"))
        assert "no articles yet" in text_of(reply)
    assert complaints(discord.requests) == []


async def test_commands_are_registered_through_a_bad_gateway_and_a_rate_limit(discord, tmp_path):
    discord.faults += [Fault("/commands", 502), rate_limit("/commands", 0.05)]
    async with running(tmp_path, discord):
        await discord.until(lambda: discord.sessions)
    assert [request.status for request in discord.requests if request.path.endswith("/commands")] == [502, 429, 200]


async def test_the_token_may_stand_in_a_file_and_is_not_logged_even_at_debug(discord, tmp_path):
    (tmp_path / "token.txt").write_text(TOKEN + "\n")
    settings = 'discord.token_file = "token.txt"\nlog.level = "debug"'
    async with running(tmp_path, discord, settings, token=None) as bot:
        await discord.until(lambda: discord.sessions)
        await bot.logged("ready")
        assert {line["level"] for line in bot.log_lines} >= {"debug", "info"}


async def test_a_wrong_token_ends_it_with_a_sentence(discord, tmp_path):
    async with running(tmp_path, discord, token=WRONG_TOKEN) as bot:
        assert await bot.ended() == 1
    assert last_words(bot).startswith("briefing-bot: Discord refuses the token.")
    assert WRONG_TOKEN not in bot.log


async def test_a_token_that_is_taken_back_ends_it_with_a_sentence(discord, tmp_path):
    async with running(tmp_path, discord) as bot:
        await discord.until(lambda: discord.sessions)
        await discord.drop(code=4004)
        assert await bot.ended() == 1
    assert last_words(bot).startswith("briefing-bot: Discord refuses the token.")


async def test_without_a_network_it_says_so(tmp_path):
    nobody = StandIn()
    nobody.port = 1
    async with running(tmp_path, nobody) as bot:
        assert await bot.ended() == 1
    assert last_words(bot).startswith("briefing-bot: Discord cannot be reached (Cannot connect")


async def test_where_discord_is_down_it_says_so(discord, tmp_path):
    discord.faults.append(Fault("/users/@me", 503))
    async with running(tmp_path, discord) as bot:
        assert await bot.ended() == 1
    assert last_words(bot).startswith("briefing-bot: Discord is not well (503")


async def test_told_to_stop_it_ends_at_once(discord, tmp_path):
    async with running(tmp_path, discord) as bot:
        await discord.until(lambda: discord.sessions)
        bot.terminate()
        assert await bot.ended(within_s=2) == 0
    assert '"level": "error"' not in bot.log
    last_words(bot)


async def test_told_to_stop_in_the_middle_of_a_load_it_ends_at_once(discord, tmp_path):
    async with running(tmp_path, discord, f"articles.folders = ['{SEEDS}']") as bot:
        await discord.until(lambda: discord.sessions)
        bot.terminate()
        assert await bot.ended(within_s=2) == 0
    assert "folders loaded" not in bot.log
    assert '"level": "error"' not in bot.log
    last_words(bot)


async def test_told_to_stop_while_it_waits_to_begin_it_ends_at_once(discord, tmp_path):
    discord.faults.append(rate_limit("/commands", 600))
    async with running(tmp_path, discord) as bot:
        await discord.until(lambda: discord.count("/commands"))
        bot.terminate()
        assert await bot.ended(within_s=2) == 0
    last_words(bot)


async def test_stopped_with_ctrl_c_it_says_so(discord, tmp_path):
    async with running(tmp_path, discord) as bot:
        await discord.until(lambda: discord.sessions)
        bot.press_ctrl_c()
        assert await bot.ended(within_s=2) == 130
    assert last_words(bot) == "Stopped."


async def test_background_work_that_dies_takes_the_process_with_it(discord, tmp_path):
    discord.faults.append(rate_limit("/commands", 0.5))
    async with running(tmp_path, discord, "database.busy_timeout_ms = 20") as bot:
        await discord.until(lambda: discord.count("/commands"))
        with closing(sqlite3.connect(bot.database, isolation_level=None)) as another_process:
            another_process.execute("BEGIN IMMEDIATE")  # and never ends
            assert await bot.ended() == 1
    assert '"event": "background work died"' in bot.log
    assert bot.log.splitlines()[-1].startswith("briefing-bot: ")
    assert "busy" in bot.log.splitlines()[-1] or "locked" in bot.log.splitlines()[-1]
