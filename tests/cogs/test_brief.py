"""`/brief` and the buttons under it, as people use them."""

import re

import pytest

from bot.models import Length, Method
from tests.cogs.look import SAMPLE_MARK, buttons, labels, moments, plain, press, sentences, text

WHERE = "Where is this from?"
MOTHS = "Moths do better under red street lamps, Tarn Holm trial finds"


async def suggested(person, channel, typed):
    """What picking the first suggestion sends."""
    return (await person.autocomplete(channel, "brief", "article", typed))[0]["value"]


@pytest.fixture
def outlet(tmp_path, app):
    """A folder of one's own with an article of today; `write` changes it, `remove` takes it out."""

    class Outlet:
        path = tmp_path / "quay-gazette" / "harbour.txt"

        async def write(self, last="Nobody on the quay complained."):
            self.path.parent.mkdir(exist_ok=True)
            self.path.write_text(
                "date 2026-11-21 Crane on the north quay turned by hand\n\n"
                "The crane on the north quay was turned by hand on Friday after its motor burned out at noon. "
                "Eleven dockers pushed the beam through a quarter circle to lower a crate of lamps to the ground. "
                "A spare motor is due from Port Ansel on the morning train, the harbour master promised.\n\n"
                "The crate held four hundred lamps for the lighthouse school, which opens its doors on Monday. "
                f"The headmistress brought the dockers soup and bread in return for their work. {last}\n",
                "utf-8",
            )
            report = await app.ingest.load([self.path], asked_for=True)
            assert not report.rejected

        async def remove(self):
            assert await app.ingest.unload([self.path]) == 1

    return Outlet()


class TestTopic:
    async def test_gives_points_with_source_and_moment_for_all_to_see(self, world):
        answer = await world.alice.slash(world.news, "brief", topic="ferry")
        assert not answer.ephemeral
        assert text(answer).startswith("## ferry\n")
        assert "Calvessa Wire · <t:" in text(answer)
        assert len(sentences(answer)) == 4
        assert labels(answer) == [WHERE] * 4 + ["Shorter", "Longer", "Sources"]

    async def test_every_point_of_a_sample_says_so(self, world):
        answer = await world.alice.slash(world.news, "brief", topic="volcano", length="deep")
        assert text(answer).count(SAMPLE_MARK) == len(moments(answer)) == len(sentences(answer)) > 4

    async def test_what_is_found_by_nobody_offers_topics_that_work(self, world):
        nothing = await world.alice.slash(world.news, "brief", topic="Kero", length="quick")
        assert text(nothing) == "Nothing on **Kero**. The nearest topics:"
        assert labels(nothing)[0] == "Mount Kerro"
        answer = await press(world.bob, nothing, "Mount Kerro")
        assert answer.ephemeral
        assert text(answer).startswith("## Mount Kerro\n")
        assert len(sentences(answer)) == 2

    async def test_that_nothing_came_in_on_lately_is_answered_with_older_news(self, world):
        await world.env.advance_time(16 * 86400)
        answer = await world.alice.slash(world.news, "brief", topic="ferry")
        assert "Nothing came in on this lately, so this is older." in text(answer)
        assert len(sentences(answer)) == 4

    async def test_every_topic_that_is_offered_has_points(self, world):
        nothing = await world.alice.slash(world.news, "brief", topic="zzz")
        assert len(labels(nothing)) == 5
        for topic in labels(nothing):
            assert sentences(await press(world.alice, nothing, topic))

    async def test_outside_the_period_is_nothing(self, world):
        answer = await world.alice.slash(world.news, "brief", topic="ferry", since="1 hour")
        assert text(answer).startswith("Nothing on **ferry** in that time.")

    async def test_without_a_word_is_a_sentence(self, world):
        answer = await world.alice.slash(world.news, "brief", topic="?!")
        assert (answer.ephemeral, text(answer)) == (True, "Type at least one word to look for.")

    @pytest.mark.parametrize("topic", ['"', "((((", "NOT ferry", "* OR *", "@everyone", "a" * 500, "'; DROP TABLE x"])
    async def test_takes_any_text(self, world, topic):
        answer = await world.alice.slash(world.news, "brief", topic=topic)
        assert text(answer)
        assert "number: `" not in text(answer)


class TestArticle:
    async def test_picked_from_the_suggestions(self, world):
        answer = await world.alice.slash(
            world.news, "brief", article=await suggested(world.alice, world.news, "moth red")
        )
        assert text(answer).startswith(f"## {MOTHS}\n-# Tidewater Radio · <t:")
        assert labels(answer)[-2:] == ["Sources", "Read article"]

    async def test_typed_in_words(self, world):
        answer = await world.alice.slash(world.news, "brief", article="street lamps MOTHS")
        assert text(answer).startswith(f"## {MOTHS}\n")

    async def test_that_is_not_there(self, world):
        for named in ("no such headline", "99999", "…", "9" * 300):
            answer = await world.alice.slash(world.news, "brief", article=named)
            assert answer.ephemeral
            assert text(answer).startswith("No article has that title.")

    async def test_is_told_in_its_own_words(self, world, app):
        article_id = int(await suggested(world.alice, world.news, "moth red"))
        body = " ".join((await app.articles.one_ranked(article_id)).article.paragraphs)
        answer = await world.alice.slash(world.news, "brief", article=str(article_id), length="deep")
        assert len(sentences(answer)) == 8
        places = [body.index(sentence) for sentence in sentences(answer)]
        assert places == sorted(places)

    @pytest.mark.parametrize(
        ("named", "why", "first"),
        [
            ("Election night live", "a live blog", "We are closing the page"),
            ("Eleven things to do", "a list", "There are, by our count"),
            ("swing bridge reopens", "too short to brief", "Merrow's swing bridge"),
        ],
    )
    async def test_that_no_few_sentences_stand_for_shows_how_it_begins(self, world, named, why, first):
        answer = await world.alice.slash(world.news, "brief", article=named)
        assert f"This article is {why}" in text(answer)
        assert "in the order of the text" in text(answer)
        assert not {"Shorter", "Longer"} & set(labels(answer))
        assert first in plain(answer)

    @pytest.mark.parametrize("method", list(Method))
    async def test_by_each_method(self, world, method):
        answer = await world.alice.slash(world.news, "brief", article="moths", method=str(method))
        assert len(sentences(answer)) == 4
        how = "in the order of the text" if method is Method.LEAD else f"method: {method}"
        assert re.search(rf"4 of \d+ sentences · {how}$", text(answer))

    async def test_and_a_topic_are_too_much(self, world):
        answer = await world.alice.slash(world.news, "brief", topic="ferry", article="moths")
        assert (answer.ephemeral, text(answer)) == (True, "Give a topic or an article, not both.")


class TestTheDay:
    async def test_is_the_top_of_the_last_day(self, world):
        answer = await world.alice.slash(world.news, "brief")
        assert text(answer).startswith("## Top stories\n")
        assert "Nothing came in" not in text(answer)
        since = world.env.now().timestamp() - 86400
        assert all(moment >= since for moment in moments(answer))

    async def test_that_brought_nothing_gives_the_newest_there_is(self, world):
        await world.env.advance_time(3 * 86400)
        answer = await world.alice.slash(world.news, "brief")
        assert "Nothing came in on this lately, so this is older." in text(answer)
        assert len(sentences(answer)) == 4
        await press(world.alice, answer, "Longer")
        assert "Nothing came in on this lately, so this is older." in text(answer)

    async def test_asked_for_with_a_period_that_brought_nothing(self, world):
        answer = await world.alice.slash(world.news, "brief", since="1 hour")
        assert text(answer) == "Nothing was published in that time."

    @pytest.mark.parametrize(
        ("since", "days"), [("3 days", 3), ("last 72 hours", 3), ("a week ago", 7), ("2026-11-19", 2.9), ("1 w", 7)]
    )
    async def test_since(self, world, since, days):
        answer = await world.alice.slash(world.news, "brief", since=since, length="deep")
        assert len(sentences(answer)) == 8
        assert min(moments(answer)) >= world.env.now().timestamp() - days * 86400

    async def test_since_something_unclear(self, world):
        answer = await world.alice.slash(world.news, "brief", since="*before*")
        assert answer.ephemeral
        assert text(answer).startswith(r"“\*before\*” is no period. Write for example: 6 hours")

    async def test_of_an_empty_database(self, world, app):
        await app.ingest.unload([app.settings.resolve("seeds")])
        answer = await world.alice.slash(world.news, "brief")
        assert text(answer).startswith("There are no articles yet.")
        assert "Nothing on **ferry**" in text(await world.alice.slash(world.news, "brief", topic="ferry"))
        assert (await world.alice.autocomplete(world.news, "brief", "topic", "")) == []


@pytest.mark.parametrize(("length", "points"), [("quick", 2), ("standard", 4), ("deep", 8)])
async def test_length(world, length, points):
    answer = await world.alice.slash(world.news, "brief", topic="Skaldenmark", length=length)
    assert len(sentences(answer)) == points


async def test_private_is_for_the_asker_alone(world):
    answer = await world.alice.slash(world.news, "brief", topic="ferry", private=True)
    assert answer.ephemeral
    longer = await press(world.alice, answer, "Longer")
    assert longer.response.ephemeral


class TestResize:
    async def test_changes_the_message_of_the_one_who_asked(self, world):
        answer = await world.alice.slash(world.news, "brief", topic="election")
        pressed = await press(world.alice, answer, "Longer")
        assert pressed.response.id == answer.response.id
        assert len(sentences(answer)) == 8
        assert "Longer" not in labels(answer)
        await press(world.alice, answer, "Shorter")
        await press(world.alice, answer, "Shorter")
        assert len(sentences(answer)) == 2
        assert "Shorter" not in labels(answer)

    async def test_gives_somebody_else_their_own(self, world):
        answer = await world.alice.slash(world.news, "brief", topic="election")
        before = text(answer)
        copy = await press(world.bob, answer, "Shorter")
        assert copy.ephemeral
        assert len(sentences(copy)) == 2
        assert text(answer) == before
        again = await press(world.bob, copy, "Longer")
        assert again.response.id == copy.response.id
        assert len(sentences(copy)) == 4

    async def test_a_week_later_still_speaks_of_the_same_days(self, world):
        answer = await world.alice.slash(world.news, "brief", length="deep")
        before = text(answer)
        await press(world.alice, answer, "Shorter")
        await world.env.advance_time(7 * 86400)
        await press(world.alice, answer, "Longer")
        assert text(answer) == before

    async def test_keeps_the_method(self, world):
        answer = await world.alice.slash(world.news, "brief", article="moths", method="luhn")
        await press(world.alice, answer, "Longer")
        assert re.search(r"8 of \d+ sentences · method: luhn$", text(answer))

    async def test_of_what_is_forgotten_says_so(self, world, app):
        answer = await world.alice.slash(world.news, "brief", topic="election")
        await app.asks.forget_before(world.env.now().replace(year=2027))
        for button in ("Longer", "Sources"):
            pressed = await press(world.alice, answer, button)
            assert pressed.ephemeral
            assert text(pressed).startswith("These buttons are too old")

    async def test_of_what_is_gone_says_so(self, world, outlet):
        await outlet.write()
        answer = await world.alice.slash(world.news, "brief", topic="dockers lamps soup")
        assert "Quay Gazette" in text(answer)
        await outlet.remove()
        for button in ("Longer", "Sources"):
            pressed = await press(world.alice, answer, button)
            assert (pressed.ephemeral, text(pressed)) == (True, "The articles of this briefing are no longer here.")


class TestWhereIsThisFrom:
    async def test_shows_the_sentence_bold_in_its_paragraph(self, world):
        answer = await world.alice.slash(world.news, "brief", topic="ferry")
        for nth, sentence in enumerate(sentences(answer)):
            place = await press(world.bob, answer, WHERE, nth)
            assert place.ephemeral
            assert f"**{sentence}**" in text(place)
            assert "· paragraph 1 of" in text(place)
            assert SAMPLE_MARK in text(place)
            assert "changed" not in text(place)

    async def test_leads_on_to_the_article(self, world):
        answer = await world.alice.slash(world.news, "brief", article="moths")
        place = await press(world.bob, answer, WHERE)
        assert labels(place) == ["Read article", "Brief"]
        assert text(await press(world.bob, place, "Read article")).startswith(f"## {MOTHS}\n")
        assert text(await press(world.bob, place, "Brief")).startswith(f"## {MOTHS}\n")

    async def test_after_the_article_was_changed(self, world, outlet):
        await outlet.write()
        answer = await world.alice.slash(world.news, "brief", article="crane north quay", method="lead")
        await outlet.write(last="Everybody on the quay complained.")
        assert "changed" not in text(await press(world.alice, answer, WHERE))
        outlet.path.write_text(outlet.path.read_text("utf-8").replace("was turned by hand on Friday", "fell"), "utf-8")
        await world.app.ingest.load([outlet.path], asked_for=True)
        place = await press(world.alice, answer, WHERE)
        assert "The article has been changed since that briefing; this is how it reads now." in text(place)
        assert "**The crane on the north quay fell after" in text(place)

    async def test_after_the_article_was_removed(self, world, outlet):
        await outlet.write()
        answer = await world.alice.slash(world.news, "brief", article="crane north quay")
        await outlet.remove()
        for label in (WHERE, "Read article"):
            pressed = await press(world.alice, answer, label)
            assert pressed.ephemeral
            assert text(pressed).startswith("That article is no longer here.")


async def test_sources_lists_every_article_newest_first(world):
    answer = await world.alice.slash(world.news, "brief", topic="ferry")
    sources = await press(world.bob, answer, "Sources")
    assert sources.ephemeral
    assert text(sources).startswith("### Sources: ferry\n")
    assert moments(sources) == sorted(moments(sources), reverse=True)
    assert text(sources).count(SAMPLE_MARK) == len(moments(sources)) >= 4
    assert f"-# {len(moments(sources))} articles from" in text(answer)


async def test_an_own_article_is_no_sample(world, outlet):
    await outlet.write()
    answer = await world.alice.slash(world.news, "brief", article="crane north quay")
    assert SAMPLE_MARK not in text(answer)


class TestSuggestions:
    async def test_of_articles_are_the_newest_first(self, world, app):
        choices = await world.alice.autocomplete(world.news, "brief", "article", "")
        heads = await app.articles.latest(limit=25)
        assert [choice["value"] for choice in choices] == [str(head.id) for head in heads]
        assert choices[0]["name"] == f"{heads[0].title} · {heads[0].source}"

    async def test_of_articles_fit_what_is_typed(self, world):
        choices = await world.alice.autocomplete(world.news, "brief", "article", "kerro volc")
        assert choices
        assert all("Kerro" in choice["name"] for choice in choices)

    async def test_of_topics_fit_what_is_typed(self, world):
        choices = await world.alice.autocomplete(world.news, "brief", "topic", "ker")
        assert {"name": "Mount Kerro", "value": "Mount Kerro"} in choices

    async def test_of_since(self, world):
        choices = await world.alice.autocomplete(world.news, "brief", "since", "day")
        assert [choice["value"] for choice in choices] == ["1 day", "3 days"]

    @pytest.mark.parametrize("option", ["topic", "article", "since"])
    async def test_take_any_text(self, world, option):
        for typed in ("", " ", '"', "'; --", "*", "NEAR(", "🌋", "x" * 6000, "\x00", "﷽" * 100, "é" * 300, "1" * 40):
            assert len(await world.alice.autocomplete(world.news, "brief", option, typed)) <= 25


async def test_every_button_of_a_standard_briefing_can_be_pressed(world):
    answer = await world.alice.slash(world.news, "brief")
    assert [button["label"] for button in buttons(answer) if button.get("disabled")] == []


def test_every_length_and_method_is_offered(simcord_bot):
    from cogs.brief import LengthName, MethodName

    assert LengthName.__args__ == tuple(Length)
    assert MethodName.__args__ == tuple(Method)
