import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.stories.regroup import regroup


@st.composite
def scored_articles(draw):
    """Ids, and a symmetric matrix of scores, some of them equal and some unknown."""
    count = draw(st.integers(1, 9))
    ids = draw(st.lists(st.integers(1, 500), min_size=count, max_size=count, unique=True))
    values = st.one_of(st.integers(-8, 8).map(float), st.floats(-8, 8), st.just(float("nan")), st.just(float("-inf")))
    scores = np.zeros((count, count))
    for at in range(count):
        for other in range(at):
            scores[at, other] = scores[other, at] = draw(values)
    return ids, scores


def matrix(**pairs):
    """The scores of articles 1, 2, 3 ...: `matrix(_12=3.0)`; all others are -5."""
    size = max(int(digit) for pair in pairs for digit in pair[1:])
    scores = np.full((size, size), -5.0)
    for pair, score in pairs.items():
        one, other = (int(digit) - 1 for digit in pair[1:])
        scores[one, other] = scores[other, one] = score
    return list(range(1, size + 1)), scores


def test_what_scores_above_the_threshold_is_together():
    assert regroup(*matrix(_12=2.0, _34=1.0, _23=-1.0)) == [[1, 2], [3, 4]]


def test_one_article_that_touches_two_stories_does_not_chain_them():
    assert regroup(*matrix(_12=3.0, _23=1.0)) == [[1, 2], [3]]


def test_a_group_needs_the_mean_of_all_its_pairs():
    assert regroup(*matrix(_12=3.0, _23=2.0, _13=-1.0)) == [[1, 2, 3]]
    assert regroup(*matrix(_12=3.0, _23=1.0, _13=-2.0)) == [[1, 2], [3]]


def test_the_threshold_itself_joins():
    assert regroup(*matrix(_12=0.0)) == [[1, 2]]
    assert regroup(*matrix(_12=0.0), threshold=0.1) == [[1], [2]]


def test_unknown_pairs_speak_against():
    assert regroup([1, 2], np.full((2, 2), np.nan)) == [[1], [2]]
    assert regroup([1, 2], np.full((2, 2), -np.inf)) == [[1], [2]]


def test_a_story_may_fall_apart_when_its_bridge_is_gone():
    ids, scores = matrix(_12=3.0, _13=3.0, _23=-1.0)
    assert regroup(ids, scores) == [[1, 2, 3]]
    assert regroup([2, 3], scores[1:, 1:]) == [[2], [3]]


def test_nothing_and_one():
    assert regroup([], np.zeros((0, 0))) == []
    assert regroup([7], np.zeros((1, 1))) == [[7]]


@given(scored_articles())
def test_every_article_is_in_one_group(case):
    ids, scores = case
    groups = regroup(ids, scores)
    assert sorted(id_ for group in groups for id_ in group) == sorted(ids)
    assert groups == sorted(sorted(group) for group in groups)


@given(scored_articles(), st.randoms())
def test_the_order_of_the_input_does_not_matter(case, random):
    ids, scores = case
    order = list(range(len(ids)))
    random.shuffle(order)
    assert regroup([ids[at] for at in order], scores[np.ix_(order, order)]) == regroup(ids, scores)


@given(scored_articles())
def test_an_unrelated_article_changes_nothing(case):
    ids, scores = case
    wider = np.full((len(ids) + 1, len(ids) + 1), -np.inf)
    wider[:-1, :-1] = scores
    assert regroup([*ids, 501], wider) == [*regroup(ids, scores), [501]]


@given(scored_articles())
def test_stories_regrouped_apart_are_the_stories_regrouped_together(case):
    ids, scores = case
    for group in regroup(ids, scores):
        places = [ids.index(id_) for id_ in group]
        assert regroup(group, scores[np.ix_(places, places)]) == [group]
