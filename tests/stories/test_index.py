"""The window in memory finds what a plain search over all signatures would find."""

from __future__ import annotations

from unittest.mock import patch

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.stories import index as module
from bot.stories.index import Entry, WindowIndex
from bot.stories.signature import TERM_DTYPE

WINDOW_MS = 1_000


def entry(id_: int, terms, at: int = 0, language: str = "en") -> Entry:
    signature = np.zeros(len(set(terms)), TERM_DTYPE)
    signature["term"] = sorted(set(terms))
    signature["body"] = 1
    return Entry(id_, signature, at, language)


def small_parts():
    """Freeze and merge after a few articles, so that few are enough to meet every part."""
    return patch.object(module, "TAIL", 3)


articles = st.lists(
    st.tuples(st.sets(st.integers(1, 40), min_size=1, max_size=8), st.integers(0, 3_000)), min_size=1, max_size=60
)


@settings(max_examples=60, deadline=None)
@given(made=articles, gone=st.sets(st.integers(0, 59)), in_bulk=st.integers(0, 60))
def test_candidates_are_those_of_the_window_that_share_a_term(made, gone, in_bulk):
    with small_parts():
        index = WindowIndex(window_ms=WINDOW_MS)
        entries = [entry(number, terms, at) for number, (terms, at) in enumerate(made)]
        index.load(entries[:in_bulk])
        for one in entries[in_bulk:]:
            index.add(one)
        index.remove({number for number in gone if number < len(entries)})
        here = [one for one in entries if one.article_id not in gone]
        for one in here:
            expected = {
                other.article_id
                for other in here
                if other is not one
                and abs(other.published_ms - one.published_ms) <= WINDOW_MS
                and np.intersect1d(other.signature["term"], one.signature["term"]).size
            }
            assert set(index.candidates(one, 100)) == expected


@small_parts()
def test_those_that_share_more_come_first():
    index = WindowIndex(window_ms=WINDOW_MS)
    for number in range(20):
        index.add(entry(number, range(number, number + 10)))
    assert index.candidates(entry(99, range(5, 15)), 3)[0] == 5


def test_frequencies_follow_what_is_here():
    index = WindowIndex(window_ms=WINDOW_MS)
    index.load([entry(1, [7, 8]), entry(2, [8, 9])])
    assert index.document_frequencies(np.array([7, 8, 9, 10], np.uint32)).tolist() == [1, 2, 1, 0]
    index.remove([2])
    assert index.document_frequencies(np.array([7, 8, 9], np.uint32)).tolist() == [1, 1, 0]
    assert (len(index), index.total("en"), 1 in index, 2 in index) == (1, 1, True, False)


def test_an_empty_window_has_no_candidates():
    assert WindowIndex(window_ms=WINDOW_MS).candidates(entry(1, [1]), 5) == []
