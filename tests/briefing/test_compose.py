from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.briefing.coherence import dangles
from bot.briefing.compose import brief_article, brief_topic, context
from bot.language.words import nearly_same, word_set
from bot.models import LeftOut, Length, Method, RankedArticle, Ranking, Refusal, Span
from tests.briefing._articles import BRIDGE, article, ranked, texts

FERRY = (
    "The harbour board has hired two ferries for the winter, its chairman said on Friday. Each carries 220 passengers.",
    "The ferries will leave every twenty minutes from the Corn Quay between 5 a.m. and midnight, free of charge.",
    "Drivers complained that neither boat takes cars. The chairman called the complaint fair but late.",
    "Lorries will be sent to the crossing at Ottery, where the road is narrow and two schools stand close to it.",
)


def in_order(sentences, order, *, language="en", **more):
    """An article of one paragraph with a ranking made by hand."""
    paragraph, spans = "", []
    for sentence in sentences:
        spans.append(Span(0, len(paragraph), len(paragraph) + len(sentence)))
        paragraph += sentence + " "
    return RankedArticle(
        article([paragraph], language=language, **more), Ranking(Method.LEXRANK, tuple(spans), tuple(order))
    )


FILL = [f"Pier number {number} was checked by diver {number * 7} on the {number}th day." for number in range(1, 15)]


def shown(briefing):
    return [point.text for point in briefing.points]


@pytest.mark.parametrize("method", list(Method))
def test_a_briefing_is_a_few_sentences_word_for_word_in_the_order_of_the_text(method):
    it = ranked(BRIDGE, method=method, key_points=("Divers found cracks.",), url="https://harrow.example/bridge")

    briefing = brief_article(it, Length.STANDARD)

    sentences = texts(BRIDGE, it.ranking.spans)
    positions = [point.position for point in briefing.points]
    assert shown(briefing) == [sentences[at] for at in positions]
    assert positions == sorted(positions)
    assert 2 <= len(positions) <= 0.3 * len(sentences)
    assert briefing.left_out == LeftOut(sentences=len(sentences) - len(positions))
    assert (briefing.title, briefing.language, briefing.method) == ("Port Vellin bridge to close", "en", method)
    assert briefing.key_points == ("Divers found cracks.",)
    assert briefing.head == briefing.points[0].head
    assert briefing.head.url == "https://harrow.example/bridge"


@pytest.mark.parametrize(("length", "points"), [(Length.QUICK, 2), (Length.STANDARD, 4), (Length.DEEP, 4)])
def test_a_briefing_keeps_its_length_and_never_exceeds_a_third_of_the_article(length, points):
    assert len(brief_article(in_order(FILL, range(14)), length).points) == points


def test_a_point_knows_its_place():
    it = ranked(BRIDGE)
    for point in brief_article(it, Length.DEEP).points:
        paragraph, start, end = context(it.article, it.ranking, point.position)
        assert paragraph == BRIDGE[point.paragraph]
        assert paragraph[start:end] == point.text
        before = [span for span in it.ranking.spans[: point.position] if span.paragraph == point.paragraph]
        assert point.sentence == len(before)


def test_a_sentence_that_points_back_gives_way_to_the_next_best():
    sentences = [*FILL[:8], "However, two of the piers had been struck.", *FILL[8:10]]
    assert shown(brief_article(in_order(sentences, [3, 5, 8, *(set(range(11)) - {8, 3, 5})]), Length.QUICK)) == [
        FILL[3],
        FILL[5],
    ]


def test_one_of_the_very_best_that_points_back_brings_the_sentence_before():
    sentences = [*FILL[:8], "However, two of the piers had been struck.", *FILL[8:10]]
    assert shown(brief_article(in_order(sentences, [8, 3, 5, *(set(range(11)) - {8, 3, 5})]), Length.QUICK)) == [
        FILL[7],
        "However, two of the piers had been struck.",
    ]


@pytest.mark.parametrize(
    ("sentence", "points_back"),
    [
        ("Shortly before midnight on Friday he signed the agreement with the union.", True),
        ("In a short statement she called the figures a mistake.", True),
        ("A lid, he explains, is the whole business of the cannery.", True),
        ("Arne Moe, he explains, is the master of the cannery.", False),
        ("Late on Friday Arne Moe said he would not sign the agreement.", False),
        ("The minister said he would sign the agreement on Friday.", False),
        ("Haugen said on Friday that he would sign the agreement.", False),
    ],
)
def test_a_pronoun_needs_a_name_before_it(sentence, points_back):
    assert dangles(sentence, "en") is points_back


def test_a_sentence_that_points_back_is_shown_after_the_one_it_points_to():
    sentences = [*FILL[:8], "However, two of the piers had been struck.", *FILL[8:10]]
    assert shown(brief_article(in_order(sentences, [8, 7, 5, *(set(range(11)) - {8, 7, 5})]), Length.QUICK)) == [
        FILL[7],
        "However, two of the piers had been struck.",
    ]


def test_no_two_points_say_the_same():
    twins = ["The bridge will close for eleven weeks.", "The bridge will close on Monday for eleven weeks, it is said."]
    assert shown(brief_article(in_order([*twins, *FILL[:9]], range(11)), Length.QUICK)) == [twins[0], FILL[0]]


def test_an_article_of_nothing_but_dangling_sentences_gives_its_best():
    sentences = [f"He said that pier {number} was safe." for number in range(8)]
    assert shown(brief_article(in_order(sentences, [5, *range(5), 6, 7]), Length.QUICK)) == [sentences[0]]
    assert shown(brief_article(in_order(["No.", "He said so."], [1, 0]), Length.QUICK)) == ["He said so."]


def test_the_first_sentence_may_begin_with_any_word_but_not_quote_a_stranger():
    opening = "But for a coal barge, the bridge would be open."
    assert shown(brief_article(in_order([opening, *FILL[:5]], range(6)), Length.QUICK)) == [opening]

    speech = '"The piers could not wait for spring."'
    assert shown(brief_article(in_order([speech, *FILL[:5]], range(6)), Length.QUICK)) == [FILL[0]]


def test_a_refused_article_gives_its_lead_and_says_why():
    live = [
        "21:04",
        "Polls have closed in all of Calvessa.",
        "21:30",
        "The first results come from the islands.",
        *FILL,
    ]
    it = in_order(live, range(18))
    briefing = brief_article(replace(it, ranking=replace(it.ranking, refusal=Refusal.LIVE_BLOG)), Length.DEEP)

    assert (shown(briefing), briefing.refusal) == ([live[1], live[3]], Refusal.LIVE_BLOG)


def test_an_article_without_text_has_no_points():
    nothing = RankedArticle(article([]), Ranking(Method.LEXRANK, (), ()))
    assert brief_article(nothing, Length.QUICK).points == ()
    assert brief_topic("x", [[nothing]], Length.QUICK, None, Method.LEXRANK).left_out == LeftOut(articles=1)


def test_a_topic_has_a_point_for_each_story_and_names_the_others_who_tell_it():
    bridge = ranked(BRIDGE, id=1)
    older, newer = ranked(BRIDGE, id=2, hours=-4, source="Courier"), ranked(BRIDGE, id=3, hours=3, source="Radio")
    ferry = ranked(FERRY, id=4, title="Two ferries hired")
    quay = in_order(FILL, range(14), id=5)

    briefing = brief_topic(
        "bridge", [[bridge, older, newer], [ferry], [quay, older]], Length.QUICK, None, Method.LEXRANK
    )

    assert [point.head.id for point in briefing.points] == [1, 4]
    assert [head.id for head in briefing.points[0].also] == [3, 2]
    assert (briefing.title, briefing.language, briefing.head) == ("bridge", None, None)
    assert briefing.left_out == LeftOut(sentences=len(bridge.ranking.spans) + len(ferry.ranking.spans) - 2, articles=2)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (None, FILL[0]),
        ({"absent"}, FILL[0]),
        ({"ÉCLAIR"}, "The eclair was eaten by the chief diver."),
        ({"anchor"}, FILL[0]),
    ],
)
def test_a_sentence_with_a_word_of_the_query_is_preferred_among_the_best(words, expected):
    sentences = [*FILL[:3], "The eclair was eaten by the chief diver.", *FILL[3:8], "The anchor was lost on the way."]
    groups = [[in_order(sentences, range(10))]]

    briefing = brief_topic("x", groups, Length.QUICK, frozenset(words) if words else None, Method.LEXRANK)

    assert shown(briefing) == [expected]


def test_a_topic_does_not_say_the_same_twice():
    first, second = in_order(FILL, range(14), id=1), in_order(FILL, range(14), id=2)
    assert shown(brief_topic("x", [[first], [second]], Length.QUICK, None, Method.LEXRANK)) == [FILL[0], FILL[1]]

    single = in_order(FILL[:1], [0], id=3)
    briefing = brief_topic("x", [[first], [single]], Length.QUICK, None, Method.LEXRANK)
    assert (shown(briefing), briefing.left_out.articles) == ([FILL[0]], 1)


def test_a_story_is_told_by_the_next_article_where_the_first_has_nothing_to_say():
    empty, full = RankedArticle(article([], id=1), Ranking(Method.LEXRANK, (), ())), in_order(FILL, range(14), id=2)

    (point,) = brief_topic("x", [[empty, full]], Length.QUICK, None, Method.LEXRANK).points

    assert (point.head.id, [head.id for head in point.also]) == (2, [1])


sentence = st.sampled_from(
    [*FILL, "He left.", "However, the bridge stands firm.", '"We wait here.', 'It is over," she said.']
)


@settings(max_examples=80)
@given(st.data(), st.lists(sentence, min_size=1, max_size=30), st.sampled_from(Length))
def test_whatever_the_order_the_points_are_few_verbatim_and_different(data, sentences, length):
    order = data.draw(st.permutations(range(len(sentences))))
    it = in_order(sentences, order)

    points = brief_article(it, length).points

    assert 1 <= len(points) <= max(1, min(length.points, 0.3 * len(sentences)))
    assert all(point.text == sentences[point.position] for point in points)
    taken = {point.position for point in points}
    if len(points) > 1:
        assert all(at == 0 or at - 1 in taken or not dangles(sentences[at], "en") for at in taken)
    pairs = [(one, other) for one in points for other in points if one is not other]
    assert not any(nearly_same(word_set(one.text), word_set(other.text)) for one, other in pairs)
