from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.topics import current_topics, fitting_topics, nearest_topics
from bot.models import ArticleHead, Opening

MOMENT = datetime(2026, 11, 21, tzinfo=UTC)


def openings(*texts, sources=("Wire", "Post", "Star")):
    return [
        Opening(ArticleHead(number, "", sources[number % len(sources)], MOMENT), "en", text)
        for number, text in enumerate(texts)
    ]


OTHERS = ("Nothing of note happened today.",) * 10


class TestCurrentTopics:
    def test_are_names_that_two_articles_share(self):
        found = current_topics(openings("Smoke over Mount Kerro.", "All leave Mount Kerro.", "A fair in Sandlip."))
        assert found == ["Mount Kerro"]

    def test_the_most_widely_reported_come_first(self):
        of_kerro = ("Ash falls on Kerro.", "Ash fell on Kerro.", "No ash on Kerro.")
        found = current_topics(openings(*of_kerro, "We saw the Sorrel.", "We see the Sorrel.", *OTHERS))
        assert found == ["Kerro", "Sorrel"]

    def test_a_part_of_a_longer_name_is_left_out(self):
        texts = ("Smoke over Mount Kerro today, and Kerro trembles.", "Ash from Mount Kerro fell, and Kerro is quiet.")
        assert current_topics(openings(*texts, *OTHERS)) == ["Mount Kerro"]

    def test_what_everybody_names_is_no_topic(self):
        assert current_topics(openings(*["A day in Calvessa."] * 20)) == []

    def test_outlets_days_and_titles_are_no_topics(self):
        text = "He told the Harrow Wire on Monday in November that Mr. Pask knew."
        assert current_topics(openings(text, text, *OTHERS, sources=("Harrow Wire",))) == []

    def test_a_name_is_the_same_with_its_possessive(self):
        found = current_topics(openings("It was Brandt's day.", "It was Brandt’s week.", "We met Brandt.", *OTHERS * 2))
        assert found == ["Brandt"]

    def test_names_of_other_alphabets_count(self):
        assert current_topics(openings("Они едут в Москву.", "Он едет в Москву.", *OTHERS)) == ["Москву"]

    def test_there_are_no_more_than_asked_for(self):
        texts = [f"We saw Name{letter} there." for letter in "abcdefgh" for _ in range(2)]
        assert len(current_topics(openings(*texts, *OTHERS), limit=5)) == 5

    def test_of_nothing_there_are_none(self):
        assert current_topics([]) == []

    @given(st.lists(st.text() | st.just("We met Anna Lund at Sandlip."), max_size=8))
    def test_each_stands_in_two_articles(self, texts):
        for topic in current_topics(openings(*texts)):
            assert sum(topic in text for text in texts) >= 2


class TestNearestTopics:
    TOPICS = ("Skaldenmark", "Tarn Holm", "Mount Kerro", "Sorrel", "RailCalve", "Lumacell")

    def test_a_misspelt_one_is_found(self):
        assert nearest_topics("kero", self.TOPICS)[0] == "Mount Kerro"
        assert nearest_topics("the sorell ferry", self.TOPICS)[0] == "Sorrel"
        assert nearest_topics("SKALDENMARC", self.TOPICS, limit=1) == ["Skaldenmark"]

    def test_the_rest_are_those_most_reported(self):
        assert nearest_topics("zzz", self.TOPICS) == list(self.TOPICS[:5])

    def test_none_stands_twice(self):
        assert sorted(nearest_topics("kero", self.TOPICS, limit=6)) == sorted(self.TOPICS)

    def test_of_nothing_there_are_none(self):
        assert nearest_topics("", []) == []
        assert nearest_topics("", self.TOPICS, limit=2) == list(self.TOPICS[:2])


class TestFittingTopics:
    TOPICS = ("Tarn Holm", "Mount Kerro", "Kerrohaven", "Holm Tarn")

    def test_have_a_word_for_each_that_was_typed(self):
        assert fitting_topics("ker", self.TOPICS) == ["Mount Kerro", "Kerrohaven"]
        assert fitting_topics("holm TA", self.TOPICS) == ["Tarn Holm", "Holm Tarn"]

    def test_are_all_before_anything_is_typed(self):
        assert fitting_topics(" ", self.TOPICS) == list(self.TOPICS)
        assert len(fitting_topics("", map(str, range(99)))) == 25

    def test_may_be_none(self):
        assert fitting_topics("kerro x", self.TOPICS) == []
