import sys
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.query.match import Document
from bot.query.words import tokenize, words

# FTS5 knows Unicode 6.1, Python its own version and 3.2: what is the same in both of these was never another.
KNOWN = [
    character
    for character in map(chr, range(1, sys.maxunicode))
    if unicodedata.ucd_3_2_0.category(character) == unicodedata.category(character) not in {"Cn", "Cs"}
]
UNLIKE_FTS5 = "Ǡǡ"


def body(text):
    return Document("", "", text, "", "")


def test_every_character_is_taken_as_fts5_takes_it(index):
    text = " ".join(f"{c} Q{c}z" for c in KNOWN if c not in UNLIKE_FTS5)

    index.fill([body(text)])

    assert len(KNOWN) > 90_000
    assert index.words() == words(text)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("aÉe\u0301\u0323ßİıſςΣΆйи\u0306東京한국हि\u093f\u20e3ﬁ²½Ⅷ_-'’. \u00a0\u200d\ue000🚨7")))
def test_runs_of_characters_are_cut_as_fts5_cuts_them(index, text):
    index.fill([body(text)])

    assert index.words() == words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea’s U.S. talks", ["north", "korea", "s", "u", "s", "talks"]),
        ("Élan, e\u0301lan, ÉLAN", ["elan", "elan", "elan"]),
        ("snake_case re-entry", ["snake", "case", "re", "entry"]),
        ("ΣΊΣΥΦΟΣ σίσυφος", ["σίσυφοσ", "σίσυφοσ"]),
        ("东京 7 🚨 ²", ["东京", "7", "²"]),
        ("\u0301 ... \x00 —", []),
    ],
)
def test_words_are_folded(text, expected):
    assert list(words(text)) == expected


@given(st.text())
def test_offsets_give_the_word_as_written(text):
    tokens = tokenize(text)

    assert [words(text[token.start : token.end]) for token in tokens] == [(token.word,) for token in tokens]
    assert all(one.end <= other.start for one, other in pairwise(tokens))


@given(st.text(st.sampled_from(KNOWN)))
def test_folding_twice_changes_nothing(text):
    once = words(text)

    assert words(" ".join(once)) == once
