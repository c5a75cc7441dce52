import pytest
from hypothesis import given
from hypothesis import strategies as st
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from bot.briefing.rank import (
    CLUSTER,
    MAX_CHOICES,
    Budget,
    ClusterArticle,
    NewsRank,
    order_article,
    order_cluster,
    order_sentences,
)
from bot.briefing.text import tokenizer_for

BRIDGE = (
    "The Orrin bridge was closed on Friday after divers found cracks in two of its piers.",
    "Engineers of the harbour board said the Orrin bridge could not carry lorries before the spring.",
    "A baker on the north bank, Mrs. Ida Quill, sold eleven loaves all morning.",
    "The cracks in the piers are up to 40 centimetres long, the divers' report says.",
    "It rained.",
    "The harbour board will run a free ferry while the bridge is closed.",
)
sentences = st.lists(st.text(max_size=60) | st.sampled_from(BRIDGE), max_size=30)


def document(*paragraphs, heading=None):
    tokenizer = tokenizer_for("en")
    models = [[Sentence(text, tokenizer) for text in texts] for texts in paragraphs]
    if heading:
        models[0].insert(0, Sentence(heading, tokenizer, is_heading=True))
    return ObjectDocumentModel(map(Paragraph, models))


class TestOrder:
    @given(sentences, st.sampled_from(["en", "de", "ru", "el", "und"]), st.sampled_from(Budget))
    def test_is_a_permutation_of_any_text(self, texts, language, budget):
        assert sorted(order_sentences(texts, language=language, budget=budget)) == list(range(len(texts)))

    @given(sentences)
    def test_is_the_same_each_time(self, texts):
        assert order_sentences(texts, language="en") == order_sentences(texts, language="en")

    def test_puts_what_the_article_is_about_first(self):
        order = order_sentences(BRIDGE, language="en", budget=Budget.SENTENCES)
        assert order[0] in (0, 1)
        assert BRIDGE[order[-1]] == "It rained."

    def test_does_not_say_the_same_twice(self):
        order = order_sentences([*BRIDGE, BRIDGE[0]], language="en")
        assert order.index(6) >= 5 or order.index(0) >= 5

    def test_of_a_few_words_prefers_short_sentences(self):
        def mean_length(budget):
            chosen = order_sentences(BRIDGE, language="en", budget=budget)[:3]
            return sum(len(BRIDGE[index]) for index in chosen)

        assert mean_length(Budget.WORDS) <= mean_length(Budget.SENTENCES)

    def test_of_a_story_heeds_the_headlines(self):
        def place_of_the_baker(*titles):
            return order_sentences(BRIDGE, language="en", titles=titles, setting=CLUSTER).index(2)

        assert place_of_the_baker("Baker Ida Quill sold eleven loaves on the north bank") < place_of_the_baker()

    def test_of_very_many_sentences_is_decided_for_as_many_as_anybody_is_shown(self):
        texts = [f"Pier number {index} was seen by diver {index * 7} on that day." for index in range(MAX_CHOICES * 2)]
        assert sorted(order_sentences(texts, language="en")) == list(range(len(texts)))


def test_of_an_article_comes_with_its_places():
    spans, order = order_article(["It rained. The bridge was closed.", BRIDGE[1]], title="Bridge closed", language="en")
    assert [(span.paragraph, span.start) for span in spans] == [(0, 0), (0, 11), (1, 0)]
    assert sorted(order) == [0, 1, 2]


class TestCluster:
    ARTICLES = (
        ClusterArticle("Bridge closed", (BRIDGE[0], BRIDGE[2]), "Orrin Gazette"),
        ClusterArticle("Cracks close bridge", (BRIDGE[3], BRIDGE[1]), "Radio Orrin"),
        ClusterArticle("Bridge shut after cracks found", ("Divers found cracks in two piers of the Orrin bridge.",)),
    )

    def test_weighs_the_sentences_of_all(self):
        order = order_cluster(self.ARTICLES, language="en")
        assert len(order) == 5
        assert {number for number, _ in order} == {0, 1, 2}

    def test_puts_what_several_tell_before_what_one_tells(self):
        number, span = order_cluster(self.ARTICLES, language="en")[0]
        assert (number, span.paragraph) in {(0, 0), (1, 0), (2, 0)}

    def test_of_nothing_is_nothing(self):
        assert order_cluster([], language="en") == []
        assert order_cluster([ClusterArticle("", ())], language="en") == []


class TestSumyInterface:
    def test_takes_a_document_and_a_count(self):
        chosen = NewsRank("en")(document(BRIDGE[:3], BRIDGE[3:]), 2)
        assert len(chosen) == 2
        assert [str(one) for one in chosen] == [text for text in BRIDGE if text in map(str, chosen)]

    @pytest.mark.parametrize(("count", "number"), [("50%", 3), (0, 0), (99, 6), (lambda infos: infos[:1], 1)])
    def test_takes_every_count_that_sumy_takes(self, count, number):
        assert len(NewsRank("en")(document(BRIDGE), count)) == number

    def test_takes_a_budget_of_words(self):
        chosen = NewsRank("en")(document(BRIDGE), words=20)
        assert 1 <= len(chosen) < 4

    def test_takes_sources(self):
        chosen = NewsRank("en")(document(BRIDGE), 2, sources=[0, 0, 0, 1, 1, 1], title="Bridge closed")
        assert len(chosen) == 2

    def test_of_sentences_that_are_equal_chooses_one(self):
        assert [str(one) for one in NewsRank("en")(document([BRIDGE[0], BRIDGE[0], BRIDGE[3]]), 2)] == [
            BRIDGE[0],
            BRIDGE[3],
        ]

    def test_of_an_empty_document_is_empty(self):
        assert NewsRank("en")(document([]), 3) == ()
