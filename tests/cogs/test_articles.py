"""`/article` as people use it."""

import pytest

from tests.cogs.look import SAMPLE_MARK, buttons, labels, moments, plain, press, text

LINE = "Stoker found dead on burned-out ferry Sorrel, deckhand still missing"


async def search(world, query, **options):
    return await world.alice.slash(world.news, "article search", query=query, **options)


def footer(answer):
    return text(answer).split("\n")[-1]


class TestSearch:
    async def test_answers_the_asker_alone_with_the_words_bold(self, world):
        answer = await search(world, "volcano")
        assert answer.ephemeral
        assert text(answer).startswith("### volcano\n")
        assert "**volcano**" in text(answer)
        assert text(answer).count(SAMPLE_MARK) == len(moments(answer)) == 5
        assert labels(answer) == ["Brief"] * 5 + ["Next"]

    async def test_public_answers_everybody(self, world):
        assert not (await search(world, "volcano", public=True)).ephemeral

    async def test_pages_go_on_and_back(self, world):
        answer = await search(world, "ferry")
        first = text(answer)
        assert footer(answer) == "-# 15 articles · page 1 of 3"
        await press(world.alice, answer, "Next")
        second = text(answer)
        await press(world.alice, answer, "Next")
        assert footer(answer) == "-# 15 articles · page 3 of 3"
        assert labels(answer) == ["Brief"] * 5 + ["Previous"]
        await press(world.alice, answer, "Previous")
        assert text(answer) == second
        await press(world.alice, answer, "Previous")
        assert text(answer) == first

    async def test_pages_are_turned_for_somebody_else_in_a_copy(self, world):
        answer = await search(world, "ferry", public=True)
        before = text(answer)
        copy = await press(world.bob, answer, "Next")
        assert copy.ephemeral
        assert footer(copy) == "-# 15 articles · page 2 of 3"
        assert text(answer) == before

    async def test_no_article_stands_on_two_pages(self, world):
        answer = await search(world, "ferry")
        seen = []
        for _ in range(3):
            seen += [button["custom_id"] for button in buttons(answer) if button["label"] == "Brief"]
            if "Next" in labels(answer):
                await press(world.alice, answer, "Next")
        assert len(seen) == len(set(seen)) == 15

    @pytest.mark.parametrize(
        ("query", "said", "count"),
        [
            ('"swing bridge"', "### “swing bridge”", 1),
            ("stoker AND valves", "### stoker and valves", 4),
            ("moths OR herring", "### moths or herring", None),
            ("sorrel NOT stoker", "### sorrel, not stoker", None),
            ("campylob*", "### a word starting with “campylob”", None),
            ("title:sorrel source:courier", "### sorrel in the title, from courier", None),
            ("lang:fr théâtre", "### théâtre, in French", 2),
            ("(moths OR wolf) AND lamps", "### (moths or wolf) and lamps", 1),
        ],
    )
    async def test_speaks_the_query_language(self, world, query, said, count):
        answer = await search(world, query)
        assert text(answer).startswith(said + "\n")
        assert moments(answer)
        assert count is None or footer(answer).startswith(f"-# {count} article{'s' if count > 1 else ''} ·")

    async def test_says_when_a_query_was_taken_as_plain_words(self, world):
        answer = await search(world, "ferry AND (")
        assert 'Taken as plain words: Missing a word after "("' in text(answer)
        assert "**ferry**" in text(answer).lower()

    async def test_marks_words_beside_the_spaces_of_french(self, world):
        answer = await search(world, "lang:fr théâtre")
        snippets = [line for line in text(answer).split("\n")[1:] if "théâtre" in line.lower()]
        assert snippets
        assert all("**théâtre**" in line.lower() for line in snippets)

    async def test_of_one_source(self, world):
        answer = await search(world, "sorrel", source="Calvessa Wire")
        lines = [line for line in text(answer).split("\n") if SAMPLE_MARK in line]
        assert lines
        assert all(line.startswith("-# Calvessa Wire · ") for line in lines)
        assert text(await search(world, "sorrel", source="calvessa")) == text(answer)

    async def test_since(self, world):
        answer = await search(world, "ferry", since="2 days")
        assert min(moments(answer)) >= world.env.now().timestamp() - 2 * 86400
        assert "is no period" in text(await search(world, "ferry", since="soon"))

    @pytest.mark.parametrize("query", ["qwertyuiop", "title:qwertyuiop", "ferry AND qwertyuiop", "<@&777> @qwertyuiop"])
    async def test_that_finds_nothing_says_what_it_looked_for(self, world, query):
        answer = await search(world, query)
        assert text(answer).startswith("Nothing found for ")
        assert labels(answer) == []

    @pytest.mark.parametrize("query", ["?", '""', "AND", "(((((((((((((x", "word " * 99])
    async def test_that_cannot_be_is_a_sentence(self, world, query):
        answer = await search(world, query)
        assert answer.ephemeral
        assert text(answer).endswith(".") or text(answer).startswith("###")
        assert "number: `" not in text(answer)

    async def test_leads_to_a_briefing(self, world):
        answer = await search(world, "title:moths")
        briefing = await press(world.alice, answer, "Brief")
        assert briefing.ephemeral
        assert text(briefing).startswith("## Moths do better")


class TestShow:
    async def test_shows_the_article_in_pages(self, world, app):
        article_id = await app.finder.one_by_name(LINE)
        article = (await app.articles.one_ranked(article_id)).article
        answer = await world.alice.slash(world.news, "article show", article=str(article_id))
        assert answer.ephemeral
        assert text(answer).startswith(f"## {LINE}\n-# Calvessa Wire · <t:")
        assert SAMPLE_MARK in text(answer)
        read = plain(answer)
        while "Next" in labels(answer):
            await press(world.alice, answer, "Next")
            read += plain(answer)
        for paragraph in (*article.key_points, *article.paragraphs):
            assert " ".join(paragraph.split()) in read

    async def test_turns_pages_back(self, world):
        answer = await world.alice.slash(world.news, "article show", article="last winter at hask ness")
        first = text(answer)
        assert "-# page 1 of 2" in first
        await press(world.alice, answer, "Next")
        assert text(answer) != first
        await press(world.alice, answer, "Previous")
        assert text(answer) == first

    async def test_public_pages_turn_for_the_asker(self, world):
        answer = await world.alice.slash(world.news, "article show", article="last winter at hask ness", public=True)
        copy = await press(world.bob, answer, "Next")
        assert copy.ephemeral
        assert "-# page 1 of 2" in text(answer)
        await press(world.alice, answer, "Next")
        assert "-# page 2 of 2" in text(answer)

    async def test_of_nothing_is_a_sentence(self, world):
        answer = await world.alice.slash(world.news, "article show", article="nothing like it")
        assert text(answer).startswith("No article has that title.")


class TestLatest:
    async def test_is_the_newest_first_in_pages(self, world, app):
        answer = await world.alice.slash(world.news, "article latest")
        assert answer.ephemeral
        assert text(answer).startswith("### Latest articles\n")
        titles = [head.title for head in await app.articles.latest(limit=10)]
        shown = plain(answer)
        await press(world.alice, answer, "Next")
        shown += plain(answer)
        assert [title for title in titles if title in shown] == titles
        assert labels(answer) == ["Brief"] * 5 + ["Previous", "Next"]

    async def test_ends(self, world):
        answer = await world.alice.slash(world.news, "article latest", source="El Faro de Costaluz")
        assert text(answer).startswith("### Latest articles from El Faro de Costaluz\n")
        assert labels(answer) == ["Brief"] * 2

    async def test_of_a_source_by_a_part_of_its_name(self, world):
        answer = await world.alice.slash(world.news, "article latest", source="ansel", public=True)
        assert not answer.ephemeral
        assert text(answer).startswith("### Latest articles from The Ansel Courier\n")

    @pytest.mark.parametrize(("named", "said"), [("Nowhere Times", "No source has"), ("er", "Several sources have")])
    async def test_of_a_source_that_is_not_clear(self, world, named, said):
        answer = await world.alice.slash(world.news, "article latest", source=named)
        assert (answer.ephemeral, text(answer).startswith(f"{said} that name.")) == (True, True)

    async def test_of_an_empty_database(self, world, app):
        await app.ingest.unload([app.settings.resolve("seeds")])
        assert text(await world.alice.slash(world.news, "article latest")) == "There are no articles yet."


class TestSuggestions:
    async def test_of_sources(self, world, app):
        for command in ("article search", "article latest"):
            choices = await world.alice.autocomplete(world.news, command, "source", "")
            assert [choice["value"] for choice in choices] == await app.articles.sources()
            choices = await world.alice.autocomplete(world.news, command, "source", "wir")
            assert [choice["value"] for choice in choices] == ["Calvessa Wire"]

    async def test_of_articles_are_the_newest_first(self, world, app):
        choices = await world.alice.autocomplete(world.news, "article show", "article", "s")
        heads = await app.articles.heads([int(choice["value"]) for choice in choices])
        assert [choice["value"] for choice in choices] == [str(head.id) for head in heads]
        assert len(choices) == 25

    @pytest.mark.parametrize(
        ("command", "option"),
        [("search", "source"), ("search", "since"), ("show", "article"), ("latest", "source")],
    )
    async def test_take_any_text(self, world, command, option):
        for typed in ("", " ", '"', "'; --", "*", "NEAR(", "🌋", "x" * 6000, "\x00", "﷽" * 100, "é" * 300, "1" * 40):
            assert len(await world.alice.autocomplete(world.news, f"article {command}", option, typed)) <= 25


async def test_long_titles_make_suggestions_that_fit(world, app, tmp_path):
    path = tmp_path / ("outlet " * 20) / "a.txt"
    path.parent.mkdir()
    path.write_text(
        "date 2026-11-21 " + "🌋 Vesuvian " * 30 + "\n\nSome words that make a paragraph. And more.\n", "utf-8"
    )
    await app.ingest.load([path], asked_for=True)
    choices = await world.alice.autocomplete(world.news, "article show", "article", "vesuvian")
    assert choices[0]["name"].startswith("🌋 Vesuvian 🌋 Vesuvian")
    assert "… · Outlet Outlet" in choices[0]["name"]
