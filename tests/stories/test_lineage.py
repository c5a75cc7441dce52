from __future__ import annotations

import random
from collections import defaultdict
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.stories.lineage import Change, Settled, follow, settle
from bot.story_models import Fate, Move

MERGED, SPLIT, MOVED = Fate.MERGED, Fate.SPLIT, Fate.MOVED


def settled(before, groups, *, next_story_id=100, published=None) -> Settled:
    articles = {*before, *(article for group in groups for article in group)}
    return settle(
        before, groups, published=published or {article: article for article in articles}, next_story_id=next_story_id
    )


def ids(after, *articles):
    return [after[article] for article in articles]


def test_what_is_new_gets_new_ids_in_the_order_of_publication():
    result = settled({}, [{3, 4}, {1}, {2}])
    assert result == Settled({1: 100, 2: 101, 3: 102, 4: 102}, (), 103)


def test_an_article_that_comes_to_a_story_changes_nothing_else():
    assert settled({1: 7, 2: 7}, [{1, 2, 3}]) == Settled({1: 7, 2: 7, 3: 7}, (), 100)


def test_of_two_stories_that_become_one_the_larger_keeps_its_id():
    result = settled({1: 7, 2: 8, 3: 8}, [{1, 2, 3, 4}])
    assert set(result.after.values()) == {8}
    assert result.moves == (Change(MERGED, 7, 8, (1,)),)


@pytest.mark.parametrize(("published", "stays"), [({1: 5.0, 2: 4.0}, 8), ({1: 4.0, 2: 5.0}, 7), ({1: 4.0, 2: 4.0}, 7)])
def test_of_two_as_large_the_older_then_the_smaller_id(published, stays):
    assert ids(settled({1: 7, 2: 8}, [{1, 2}], published=published).after, 1, 2) == [stays, stays]


def test_of_a_story_that_parts_the_larger_part_keeps_the_id():
    result = settled({1: 7, 2: 7, 3: 7}, [{1}, {2, 3}])
    assert ids(result.after, 1, 2, 3) == [100, 7, 7]
    assert result.moves == (Change(SPLIT, 7, 100, (1,)),)


def test_of_parts_as_large_the_earlier_one():
    assert ids(settled({1: 7, 2: 7}, [{2}, {1}]).after, 1, 2) == [7, 100]


def test_a_stray_moves():
    result = settled({1: 7, 2: 7, 3: 7, 4: 8, 5: 8}, [{1, 2}, {3, 4, 5}])
    assert ids(result.after, 1, 2, 3, 4, 5) == [7, 7, 8, 8, 8]
    assert result.moves == (Change(MOVED, 7, 8, (3,)),)


def test_a_story_that_falls_to_pieces_goes_where_most_of_it_went():
    before = {1: 7, 2: 7, 3: 7, 4: 8, 5: 8, 6: 8, 7: 9, 8: 9, 9: 9}
    result = settled(before, [{1, 2, 4, 5, 6}, {3, 7, 8, 9}])
    assert result.moves == (Change(MOVED, 7, 9, (3,)), Change(MERGED, 7, 8, (1, 2)))


def test_a_group_whose_first_choice_is_taken_takes_its_second():
    result = settled({1: 7, 2: 7, 3: 7, 4: 7, 5: 7, 6: 8}, [{1, 2, 3}, {4, 5, 6}])
    assert ids(result.after, 1, 4, 6) == [7, 8, 8]


def test_what_is_gone_leaves_no_trace():
    assert settled({1: 7, 2: 7, 3: 8}, [{2}]) == Settled({2: 7}, (), 100)


def test_a_dated_change():
    at = datetime(2026, 11, 21, tzinfo=UTC)
    assert Change(MERGED, 1, 2, (3,)).at(at) == Move(at, MERGED, 1, 2, (3,))


class TestFollow:
    def test_a_story_that_nothing_happened_to(self):
        assert follow(7, [Change(MERGED, 8, 9, (1,))]) == (7,)

    def test_its_heir_comes_first(self):
        moves = [Change(SPLIT, 7, 20, (1,)), Change(MERGED, 7, 8, (2,)), Change(MERGED, 8, 9, (2, 3))]
        assert follow(7, moves) == (9, 20)

    def test_what_came_back_is_named_once(self):
        assert follow(7, [Change(SPLIT, 7, 20, (1,)), Change(MERGED, 20, 7, (1,))]) == (7,)

    def test_earlier_moves_of_what_it_became_do_not_count(self):
        assert follow(7, [Change(SPLIT, 8, 20, (1,)), Change(MERGED, 7, 8, (2,))]) == (8,)


# -- laws -------------------------------------------------------------------------------------------------------------

partitions = st.lists(st.integers(0, 5), min_size=1, max_size=14)


def groups_of(labels, articles=None):
    groups = defaultdict(set)
    for article, label in zip(articles or range(len(labels)), labels, strict=False):
        groups[label].add(article)
    return list(groups.values())


@st.composite
def histories(draw):
    """Partitions one after another, each of all articles that are there then."""
    steps = draw(st.lists(partitions, min_size=1, max_size=6))
    kept = [draw(st.sets(st.sampled_from(range(len(step))), min_size=1)) for step in steps]
    return [
        groups_of([step[article] for article in sorted(some)], sorted(some))
        for step, some in zip(steps, kept, strict=True)
    ]


@given(histories(), st.randoms(use_true_random=False))
def test_laws(history, dice: random.Random):
    before, free, moves, ever = {}, 1, [], {}
    for groups in history:
        result = settled(before, groups, next_story_id=free)
        _one_id_a_group(result, groups)
        _new_ids_are_new(result, before, free)
        _what_changed_is_told(result, before)
        shuffled = [set(dice.sample(sorted(group), len(group))) for group in dice.sample(groups, len(groups))]
        turned = dict(dice.sample(sorted(before.items()), len(before)))
        assert settled(turned, shuffled, next_story_id=free) == result, "the order of what is given does not matter"
        assert settled(result.after, groups, next_story_id=result.next_story_id) == Settled(
            result.after, (), result.next_story_id
        ), "the same again changes nothing"
        moves += result.moves
        before, free = result.after, result.next_story_id
        ever = {article: ever.get(article, set()) | {story} for article, story in result.after.items()}
        for article, stories in ever.items():
            for story in stories:
                assert result.after[article] in follow(story, moves), "an old id leads to where its articles are"


def _one_id_a_group(result, groups):
    assert set(result.after) == set().union(*groups), "nothing is lost"
    of_group = [{result.after[article] for article in group} for group in groups]
    assert all(len(stories) == 1 for stories in of_group)
    assert len(set().union(*of_group)) == len(groups)


def _new_ids_are_new(result, before, free):
    new = set(result.after.values()) - set(before.values())
    assert new == set(range(free, result.next_story_id))


def _what_changed_is_told(result, before):
    told = {article: (move.from_story, move.to_story) for move in result.moves for article in move.article_ids}
    changed = {
        article: (before[article], story)
        for article, story in result.after.items()
        if article in before and before[article] != story
    }
    assert told == changed
    for move in result.moves:
        assert (move.fate is SPLIT) == (move.to_story not in before.values())
        if move.fate is MERGED:
            assert move.from_story not in result.after.values()


@given(partitions)
def test_merged_and_parted_again_at_least_the_larger_part_has_its_old_id(labels):
    groups = groups_of(labels)
    first = settled({}, groups, next_story_id=1)
    whole = settled(first.after, [set().union(*groups)], next_story_id=first.next_story_id)
    again = settled(whole.after, groups, next_story_id=whole.next_story_id)
    largest = max(len(group) for group in groups)
    keeper = next(group for group in groups if again.after[min(group)] == whole.after[0])
    assert len(keeper) == largest
    assert {again.after[article] for article in keeper} == {first.after[article] for article in keeper}
    assert not set(again.after.values()) & (set(first.after.values()) - set(whole.after.values())), "no id comes back"
