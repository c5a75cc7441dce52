"""Who can use what, and where: members, managers, and strangers in a direct message."""

import pytest

from tests.cogs.look import labels, press, text

COMMANDS = [
    ("help", {}, "## Briefing Bot"),
    ("brief", {"topic": "ferry"}, "## ferry"),
    ("brief", {"article": "moths"}, "## Moths do better"),
    ("brief", {}, "## Top stories"),
    ("article search", {"query": "volcano"}, "### volcano"),
    ("article show", {"article": "moths"}, "## Moths do better"),
    ("article latest", {}, "### Latest articles"),
]


@pytest.mark.parametrize("who", ["alice", "manager", "stranger"])
@pytest.mark.parametrize(("command", "options", "begins"), COMMANDS)
async def test_every_command_answers_everybody(world, who, command, options, begins):
    answer = await world.ask(who, command, **options)
    assert text(answer).startswith(begins)


@pytest.mark.parametrize("who", ["alice", "manager", "stranger"])
async def test_everybody_is_offered_all_commands(world, who):
    person = getattr(world, who)
    offered = person.available_commands() if who == "stranger" else person.available_commands(world.news)
    assert set(offered) == {command for command, _, _ in COMMANDS}


async def test_buttons_work_in_a_direct_message(world):
    answer = await world.stranger.slash("brief", topic="ferry")
    await press(world.stranger, answer, "Longer")
    assert "Longer" not in labels(answer)
    place = await press(world.stranger, answer, "Where is this from?")
    assert "· paragraph" in text(place)
    assert text(await press(world.stranger, place, "Read article")).startswith("## ")


async def test_suggestions_work_in_a_direct_message(world):
    assert len(await world.stranger.autocomplete("brief", "article", "")) == 25


async def test_help_counts_what_there_is(world):
    answer = await world.alice.slash(world.news, "help")
    assert answer.ephemeral
    assert "98 articles from 9 sources" in text(answer)
    for command in ("/brief", "/article search", "/article show", "/article latest"):
        assert f"**{command}**" in text(answer)
