from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stories.signature import TERM_DTYPE, signature_of, words_behind
from bot.stories.similarity import BACKGROUND, THRESHOLD, idf, score_all, score_many, shared_terms

STORM = (
    ("Storm keeps Orvane ferries in port", "Twelve ferries stayed in Orvane on Monday as a storm reached the coast."),
    ("Orvane ferries tied up by storm", "A storm kept twelve ferries in the port of Orvane, said Ilka Brandt."),
)
BANK = ("Selmark bank holds rate", "The national bank of Selmark left its rate at 4 per cent, Governor Tove Rask said.")
CUP = ("Ansel win the coastal cup", "Ansel beat Merrow in the final of the coastal cup after a late goal by Pim Dorn.")
TEXTS = (*STORM, BANK, CUP)


def signed(texts=TEXTS):
    return [signature_of(title, (), (text,), "en") for title, text in texts]


def rarity_in(signatures):
    frequencies = Counter(term for each in signatures for term in each["term"].tolist())
    return lambda terms: idf(np.array([frequencies[term] for term in terms.tolist()]), len(signatures))


SIGNATURES = signed()
RARITY = rarity_in(SIGNATURES)


def scores(gap=np.nan):
    return score_many(SIGNATURES[0], SIGNATURES[1:], gaps_hours=np.full(3, gap), idf=RARITY)


def test_two_reports_of_one_event_score_above_the_threshold():
    same, *others = scores()
    assert same > THRESHOLD > max(others)


def test_time_between_counts_against_but_not_without_end():
    at_once, week, month, year = (scores(hours)[0] for hours in (0, 24 * 7, 24 * 30, 24 * 365))
    assert at_once > week > month == year
    assert scores()[0] == at_once


def test_scored_together_or_one_by_one():
    together = score_all(SIGNATURES, hours=np.array([0.0, 5.0, 100.0, 300.0]), idf=RARITY)
    gaps = np.array([5.0, 100.0, 300.0])
    assert together[0, 1:] == pytest.approx(
        score_many(SIGNATURES[0], SIGNATURES[1:], gaps_hours=gaps, idf=RARITY), abs=1e-3
    )
    assert (together == together.T).all()


def test_scores_do_not_depend_on_who_else_is_scored():
    alone = score_all(SIGNATURES[:2], hours=np.full(2, np.nan), idf=RARITY)
    assert score_all(SIGNATURES, hours=np.full(4, np.nan), idf=RARITY)[0, 1] == pytest.approx(alone[0, 1], abs=1e-4)


def test_shared_terms_add_up_to_the_cosine_heaviest_first():
    parts = shared_terms(SIGNATURES[0], SIGNATURES[1], RARITY)
    words = words_behind(STORM[0][0], (), (STORM[0][1],), "en")
    assert {"Storm", "Orvane", "ferries", "port"} <= {words[term] for term, _ in parts}
    assert [weight for _, weight in parts] == sorted((weight for _, weight in parts), reverse=True)
    assert sum(weight for _, weight in shared_terms(SIGNATURES[0], SIGNATURES[0], RARITY)) == pytest.approx(
        1.0, abs=1e-5
    )


def test_common_terms_are_worth_less():
    rare, common, everywhere = idf(np.array([1, 50, 1000]), 1000)
    assert rare > common > everywhere >= 0


def test_in_few_articles_nothing_is_common_yet():
    once, in_all = idf(np.array([1, 3]), 3)
    assert in_all > once / 2
    assert once == pytest.approx(np.log(3 + BACKGROUND))


def test_an_article_without_words_is_like_no_other():
    nothing = np.zeros(0, TERM_DTYPE)
    assert score_many(nothing, SIGNATURES, gaps_hours=np.zeros(4), idf=RARITY).max() < THRESHOLD
    assert score_many(SIGNATURES[0], [nothing], gaps_hours=np.zeros(1), idf=RARITY).max() < THRESHOLD
    assert score_all([nothing, nothing], hours=np.zeros(2), idf=RARITY).max() < THRESHOLD
    assert score_many(SIGNATURES[0], [], gaps_hours=np.zeros(0), idf=RARITY).shape == (0,)
    assert score_all([], hours=np.zeros(0), idf=RARITY).shape == (0, 0)


WORDS = ("storm", "ferry", "Orvane", "bank", "rate", "Selmark", "cup", "12", "port", "goal")


@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=12), min_size=2, max_size=6))
def test_either_way_round_two_articles_score_the_same(texts):
    made = [signature_of("", (), (" ".join(words),), "en") for words in texts]
    rarity = rarity_in(made)
    one, other = made[:2]
    [there] = score_many(one, [other], gaps_hours=np.zeros(1), idf=rarity)
    [back] = score_many(other, [one], gaps_hours=np.zeros(1), idf=rarity)
    assert there == pytest.approx(back, abs=1e-3)
    assert np.isfinite(there)
