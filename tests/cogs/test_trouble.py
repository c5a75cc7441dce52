"""When something goes wrong: a restart, a bug, a slow answer, Discord itself."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.delivery import replies
from bot.delivery.views import to_view
from bot.render.post import Button, Post, Row
from tests.cogs.look import press, sentences, text

#: How Discord was told to wait: "… is thinking", or nothing to see.
THINKING, LATER = 5, 6


def acknowledged(world):
    """The kinds of the first answers to interactions, in order."""
    return [request.json["type"] for request in world.env.http_requests if request.path.endswith("/callback")]


class TestAfterARestart:
    async def test_every_button_still_works(self, world, restart):
        briefing = await world.alice.slash(world.news, "brief", article="moths")
        results = await world.alice.slash(world.news, "article search", query="ferry", public=True)
        reading = await world.alice.slash(world.news, "article show", article="hask ness", public=True)
        nothing = await world.alice.slash(world.news, "brief", topic="Kero")
        await restart()
        await press(world.alice, briefing, "Longer")
        assert len(sentences(briefing)) == 8
        assert "· paragraph" in text(await press(world.bob, briefing, "Where is this from?"))
        assert text(await press(world.bob, briefing, "Sources")).startswith("### Sources")
        assert text(await press(world.bob, briefing, "Read article")).startswith("## Moths")
        await press(world.alice, results, "Next")
        assert "page 2 of 3" in text(results)
        assert text(await press(world.bob, results, "Brief")).startswith("## ")
        await press(world.alice, reading, "Next")
        assert "page 2 of 2" in text(reading)
        assert text(await press(world.bob, nothing, "Mount Kerro")).startswith("## Mount Kerro")

    async def test_the_second_one_too(self, world, restart):
        briefing = await world.alice.slash(world.news, "brief", topic="ferry")
        await restart()
        await restart()
        await press(world.alice, briefing, "Shorter")
        assert len(sentences(briefing)) == 2


class TestButtonsOfAnotherVersion:
    @pytest.fixture
    def posted(self, world):
        async def posted(custom_id):
            channel = world.env.bot.get_channel(world.news.id)
            return await channel.send(view=to_view(Post((Row((Button("Old", custom_id),)),))))

        return posted

    @pytest.mark.parametrize("custom_id", ["bb:gone", "bb:gone:1:2:3", "bb:whereabouts:1"])
    async def test_answer_that_they_are(self, world, posted, custom_id):
        pressed = await world.alice.click(await posted(custom_id), label="Old")
        assert pressed.ephemeral
        assert text(pressed) == "This button is from another version of the bot. Please ask again."

    @pytest.mark.parametrize("custom_id", ["bb:where", "bb:read:x", "bb:resize:1:huge:1:s", "bb:page:1", "bb:brief:"])
    async def test_that_make_no_sense_are_answered(self, world, posted, custom_id):
        pressed = await world.alice.click(await posted(custom_id), label="Old")
        assert pressed.ephemeral
        assert text(pressed) == "This button is from another version of the bot. Please ask again."


class TestABug:
    @pytest.fixture
    def broken(self, app, monkeypatch):
        async def brief(_request):
            raise RuntimeError("the secret of the failing service")

        monkeypatch.setattr(app.briefings, "brief", brief)

    @pytest.mark.usefixtures("broken")
    async def test_is_a_sentence_with_a_number_that_is_in_the_log(self, world):
        with capture_logs() as logs:
            answer = await world.alice.slash(world.news, "brief", topic="ferry")
        (logged,) = [entry for entry in logs if entry["log_level"] == "error"]
        assert answer.ephemeral
        assert text(answer) == (
            "Something went wrong on our side. If it happens again, tell whoever runs the bot this number: "
            f"`{logged['error_id']}`."
        )
        assert logged["command"] == "brief"
        assert "secret" in str(logged["exc_info"])

    async def test_behind_a_button_too(self, world, request):
        briefing = await world.alice.slash(world.news, "brief", topic="ferry")
        before = text(briefing)
        request.getfixturevalue("broken")
        with capture_logs() as logs:
            pressed = await press(world.alice, briefing, "Longer")
        assert pressed.ephemeral
        assert logs[-1]["error_id"] in text(pressed)
        assert logs[-1]["command"] == "bb:resize"
        assert text(briefing) == before

    async def test_in_suggestions_shows_none(self, world, app, monkeypatch, caplog):
        async def suggest(_typed):
            raise RuntimeError("broken")

        monkeypatch.setattr(app.briefings, "suggest_topics", suggest)
        assert await world.alice.autocomplete(world.news, "brief", "topic", "f") == []
        assert "RuntimeError: broken" in caplog.text


class TestSlowWork:
    @pytest.fixture
    def slow(self, app, monkeypatch):
        quick = app.briefings.brief

        async def brief(request):
            await asyncio.sleep(0.02)
            return await quick(request)

        monkeypatch.setattr(app.briefings, "brief", brief)
        monkeypatch.setattr(replies, "DEFER_AFTER_S", 0.01)

    @pytest.mark.usefixtures("slow")
    @pytest.mark.parametrize("private", [False, True])
    async def test_is_announced_and_then_answered(self, world, private):
        answer = await world.alice.slash(world.news, "brief", topic="ferry", private=private)
        assert acknowledged(world) == [THINKING]
        assert answer.ephemeral is private
        assert text(answer).startswith("## ferry\n")

    @pytest.mark.usefixtures("slow")
    async def test_behind_a_button_changes_the_message(self, world):
        answer = await world.alice.slash(world.news, "brief", topic="ferry")
        await press(world.alice, answer, "Shorter")
        assert acknowledged(world) == [THINKING, LATER]
        assert len(sentences(answer)) == 2
        copy = await press(world.bob, answer, "Longer")
        assert copy.ephemeral
        assert len(sentences(copy)) == 4

    @pytest.mark.usefixtures("slow")
    async def test_that_fails_is_told(self, world):
        answer = await world.alice.slash(world.news, "brief", topic="?")
        assert acknowledged(world) == [THINKING]
        assert text(answer) == "Type at least one word to look for."


class TestDiscordErrors:
    CALLBACK = "/interactions/*/callback"

    async def test_a_refused_answer_is_told_with_a_number(self, world):
        world.env.inject_error("POST", self.CALLBACK, status=400, code=50035)
        with capture_logs() as logs:
            answer = await world.alice.slash(world.news, "brief", topic="ferry")
        assert answer.ephemeral
        assert f"`{logs[-1]['error_id']}`" in text(answer)

    async def test_an_interaction_that_ran_out_is_only_logged(self, world):
        world.env.inject_error("POST", self.CALLBACK, status=404, code=10062, message="Unknown interaction")
        with capture_logs() as logs:
            answer = await world.alice.slash(world.news, "brief", topic="ferry")
        assert not answer.acknowledged
        assert logs == [
            {
                "event": "an interaction ran out before it was answered",
                "log_level": "warning",
                "command": "brief",
            }
        ]

    async def test_when_nothing_can_be_said_the_bot_goes_on(self, world):
        world.env.inject_error("POST", self.CALLBACK, status=403, code=50001, times=2)
        with capture_logs() as logs:
            await world.alice.slash(world.news, "brief", topic="ferry")
        assert [entry["log_level"] for entry in logs] == ["error", "warning"]
        assert text(await world.alice.slash(world.news, "brief", topic="ferry")).startswith("## ferry")

    async def test_slow_work_for_nobody_is_given_up(self, world, app, monkeypatch):
        ended = []

        async def brief(_request):
            try:
                await asyncio.sleep(3600)
            finally:
                ended.append(True)

        monkeypatch.setattr(app.briefings, "brief", brief)
        monkeypatch.setattr(replies, "DEFER_AFTER_S", 0.01)
        world.env.inject_error("POST", self.CALLBACK, status=404, code=10062, message="Unknown interaction")
        await world.alice.slash(world.news, "brief", topic="ferry")
        assert ended == [True]
