"""Every post, made of anything: within Discord's limits, readable, and without markup from outside."""

import re
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.delivery.views import to_view
from bot.models import (
    Article,
    ArticleHead,
    Briefing,
    LeftOut,
    Length,
    Method,
    Place,
    Point,
    Refusal,
    SearchHit,
    SearchPage,
    SearchRequest,
)
from bot.render.articles import article_post, latest_post, notice_post, pieces_of, results_post
from bot.render.briefing import briefing_post, no_articles_post, nothing_post, place_post, sources_post
from bot.render.escape import clean, escape, safe_url
from bot.render.help import help_post
from bot.render.post import Button, Post, Row, Section, Text, press_id, shortened, width
from tests.cogs.wire import about_message, text_of
from tests.render.discord_reads import shown_with_bold
from tests.render.hostile import articles, heads, numbers, places, points, ranges, short_texts, texts

MOMENT = datetime(2026, 11, 21, 8, tzinfo=UTC)
HEAD = ArticleHead(7, "The ferry is late", "Calvessa Wire", MOMENT)
few = settings(max_examples=30, deadline=None)


def check(post):
    """Hold Discord's limits against a post; what it says."""
    view = to_view(post)
    message = {"components": view.to_components()}
    assert list(about_message(message, "post")) == []
    assert view.total_children_count == post.components <= 40
    assert view.content_length() <= post.characters <= 4000
    assert msgspec.json.decode(msgspec.json.encode(post), type=Post) == post
    said = text_of(message)
    assert not re.search(r"(?<!\\)<(?!t:-?\d+:[RD]>|https?://)|@everyone|@here", said)
    lines = said.replace("@\u200b", "@").split("\n")
    assert [clean(line) for line in lines] == [line.rstrip(" ") for line in lines]
    # Each label opens at a bracket of ours, and leads to an address that is written out.
    for address in re.findall(r"(?<!\\)\]\(<(.*?)>\)", said):
        assert safe_url(address) == address
    return said


@st.composite
def briefings(draw):
    told = tuple(
        draw(st.lists(points, min_size=1, max_size=8, unique_by=lambda point: (point.head.id, point.position)))
    )
    return Briefing(
        title=draw(texts),
        points=tuple(told),
        method=draw(st.sampled_from(Method)),
        refusal=draw(st.none() | st.sampled_from(Refusal)),
        note=draw(st.none() | texts),
        left_out=LeftOut(draw(st.integers(0, 10**6)), draw(st.integers(0, 10**6))),
        head=draw(st.none() | heads),
    )


@st.composite
def hits(draw):
    head, snippet = draw(heads), draw(texts)
    return SearchHit(head, snippet, draw(ranges(head.title)), draw(ranges(snippet)))


@st.composite
def pages(draw):
    found = tuple(draw(st.lists(hits(), max_size=5, unique_by=lambda hit: hit.head.id)))
    request = SearchRequest(draw(st.none() | texts), draw(st.none() | texts))
    of = draw(st.integers(1, 10**6))
    return SearchPage(request, found, draw(st.integers(0, of - 1)), of, len(found), draw(st.none() | texts))


class TestAnyPost:
    @few
    @given(briefings(), numbers, st.sampled_from(Length), numbers, st.booleans())
    def test_of_a_briefing(self, briefing, ask_id, length, asker_id, widened):
        post = briefing_post(briefing, ask_id=ask_id, length=length, asker_id=asker_id, widened=widened)
        check(post)
        assert [block for block in post.blocks if isinstance(block, Section)]

    @few
    @given(places(), st.booleans())
    def test_of_a_place(self, place, changed):
        said = check(place_post(place, changed=changed))
        if place.sentence[:1].isalnum():  # and so begins no sentence in the middle of a letter
            assert clean(place.sentence[:1400]) in shown_with_bold(said.split("\n")[-1])[0]

    @few
    @given(pages(), numbers, numbers, texts)
    def test_of_search_results(self, page, ask_id, asker_id, explained):
        check(results_post(page, ask_id=ask_id, asker_id=asker_id, explained=explained))
        check(latest_post(page, ask_id=ask_id, asker_id=asker_id))

    @few
    @given(articles, st.integers(0, 3), numbers)
    def test_of_an_article(self, article, page, asker_id):
        check(article_post(article, page, asker_id=asker_id))

    @few
    @given(texts, st.lists(heads, max_size=60))
    def test_of_sources(self, title, found):
        check(sources_post(title, found))

    @few
    @given(st.none() | texts, st.lists(short_texts | texts, max_size=8), st.sampled_from(Length), st.booleans())
    def test_of_nothing(self, asked, nearest, length, in_period):
        check(nothing_post(asked, nearest, length=length, in_period=in_period))

    @given(texts)
    def test_of_a_sentence_that_quotes(self, text):
        check(notice_post(f"“{escape(text, 100)}” is no period."))

    def test_of_ours(self):
        check(help_post(10**9, 10**9))
        check(no_articles_post())


class TestBriefing:
    def post(self, **changes):
        point = Point("The ferry left at nine.", HEAD, 0, 0, 0)
        given = {"title": "ferry", "points": (point,), "method": Method.LSA} | changes
        return briefing_post(Briefing(**given), ask_id=1, length=Length.STANDARD, asker_id=2)

    def test_says_sentence_source_and_moment(self):
        said = check(self.post())
        assert said.startswith("## ferry\n**The ferry is late**\nThe ferry left at nine.\n-# Calvessa Wire · <t:")
        assert said.endswith("-# 1 article from 1 source · method: lsa")

    def test_links_to_the_article(self):
        head = ArticleHead(7, "Late", "Wire", MOMENT, "https://wire.example/a_(b)")
        point = Point("The ferry left.", head, 0, 0, 0)
        assert "[Late](<https://wire.example/a_%28b%29>)" in check(self.post(points=(point,)))
        assert "[Wire](<https://wire.example/a_%28b%29>)" in check(self.post(points=(point,), head=head))

    def test_of_a_refused_article_is_in_the_order_of_the_text(self):
        said = check(self.post(head=HEAD, refusal=Refusal.LIST))
        assert "This article is a list" in said
        assert said.endswith("in the order of the text")

    def test_names_other_outlets_of_the_story(self):
        also = tuple(
            ArticleHead(n, "t", source, MOMENT) for n, source in enumerate(["Wire", "Post", "Wire", "Sun", "Star"])
        )
        said = check(self.post(points=(Point("It left.", HEAD, 0, 0, 0, also),)))
        assert "· also Wire, Post, Sun and 1 more" in said

    def test_counts_the_points_that_find_no_room(self):
        long = tuple(Point("word " * 250, HEAD, 0, 0, n) for n in range(8))
        said = check(self.post(points=long))
        assert "6 points left out for want of room" in said

    def test_shows_a_sentence_whole(self):
        sentence = " ".join(["word"] * 270)
        assert sentence in check(self.post(points=(Point(sentence, HEAD, 0, 0, 0),)))


class TestPlace:
    def test_has_the_sentence_bold_and_the_paragraph_as_it_is(self):
        paragraph = "It was late. The *ferry* left at nine. Nobody minded."
        said = check(place_post(Place(HEAD, paragraph, 13, 38, 2, 5), changed=False))
        assert said.endswith("It was late. **The \\*ferry\\* left at nine.** Nobody minded.")
        assert "· paragraph 2 of 5" in said

    def test_cuts_a_long_paragraph_around_the_sentence(self):
        before, sentence, after = "before " * 1000, "Here it stands.", " after" * 1000
        place = Place(HEAD, before + sentence + after, len(before), len(before) + len(sentence), 1, 1)
        said = check(place_post(place, changed=True))
        assert " before **Here it stands.** after " in said
        assert "\n…before before" in said
        assert said.endswith(" after…")
        assert len(said) > 2500


class TestArticle:
    @few
    @given(articles)
    def test_every_word_is_on_one_of_its_pages(self, article):
        said, page = [], 0
        while True:
            post = article_post(article, page, asker_id=1)
            said.append(text_of({"components": to_view(post).to_components()}))
            buttons = [button for block in post.blocks if isinstance(block, Row) for button in block.buttons]
            if all(button.label != "Next" or button.disabled for button in buttons):
                break
            page += 1
        read = "".join(re.sub(r"\\(.)|@\u200b", lambda m: m[1] or "@", text) for text in said)
        for paragraph in article.paragraphs:
            for word in clean(paragraph).split()[:50]:
                assert len(word) > 1000 or word in read

    def test_key_points_stand_close_together(self):
        article = Article(1, "t", ("One.", "Two."), ("- Three.", "Four."), "s", MOMENT, "en")
        assert "- One.\n- Two.\n\n\\- Three.\n\nFour." in check(article_post(article, asker_id=1))

    def test_hundreds_of_key_points_take_pages(self):
        article = Article(1, "t", ("word " * 90,) * 300, ("End.",), "s", MOMENT, "en")
        assert "page 1 of 50" in check(article_post(article, asker_id=1))
        assert "End." in check(article_post(article, 99, asker_id=1))

    @given(texts.map(clean), st.integers(1, 50))
    def test_pieces_are_the_text(self, text, length):
        pieces = pieces_of(text, length)
        assert "".join(pieces).replace(" ", "") == text.replace(" ", "")
        assert all(0 < len(piece) <= length for piece in pieces)

    @pytest.mark.timeout(20)
    @pytest.mark.parametrize("piece", ["word ", "*", "🌋", "a:b@1 "])
    def test_of_300_000_characters_takes_a_moment(self, piece):
        text = piece * (300_000 // len(piece))
        check(article_post(Article(1, text, (text,), (text,), "s", MOMENT, "en"), asker_id=1))
        check(place_post(Place(HEAD, text, 150_000, 150_100, 1, 1), changed=False))


class TestPostParts:
    def test_a_custom_id_that_is_too_long_is_a_bug(self):
        assert press_id("where", 1, "x") == "bb:where:1:x"
        with pytest.raises(ValueError, match="custom id of 101 characters"):
            press_id("a", "x" * 96)

    @given(texts, st.integers(1, 99))
    def test_shortened(self, text, limit):
        cut = shortened(text, limit)
        assert text.startswith(cut)
        assert width(cut) <= limit

    def test_counts_as_discord_does(self):
        post = Post((Text("🌋a"), Section("b", Button("B", "bb:b")), Row((Button("C", "bb:c"),))))
        assert (post.components, post.characters) == (7, 4)
        check(post)
