"""Reprints are found, whatever an editor does to them; other articles are not."""

from __future__ import annotations

from random import Random

import pytest

from benchmarks import corpus
from bot.stories.copies import CopyIndex, digest_of

DAY_MS = 86_400_000
ARTICLES = 300


@pytest.fixture(scope="module")
def texts() -> list[list[str]]:
    """Articles as paragraphs."""
    return [list(corpus.article(number, ARTICLES).draft.paragraphs) for number in range(ARTICLES)]


@pytest.fixture(scope="module")
def index(texts) -> CopyIndex:
    made = CopyIndex(window_ms=DAY_MS)
    made.load((number, 0, digest_of("\n".join(paragraphs))) for number, paragraphs in enumerate(texts))
    return made


def edited(paragraphs: list[str], random: Random) -> str:
    """A dateline of its own, every tenth sentence dropped, the last paragraph cut, a few words changed."""
    sentences = " ".join(paragraphs[:-1] if len(paragraphs) > 3 else paragraphs).split(". ")
    kept = ". ".join(sentence for sentence in sentences if random.random() > 0.1)
    words = [word if random.random() > 0.01 else "otherwise" for word in kept.split()]
    return "PORT ANSEL (Wire) — " + " ".join(words).replace('"', "”")


def test_edited_reprints_are_found(texts, index):
    random = Random(1)
    found = [number in index.find(digest_of(edited(text, random)), 0) for number, text in enumerate(texts)]
    assert sum(found) / len(found) >= 0.98


def test_other_articles_are_no_copies(texts, index):
    false = [set(index.find(digest_of("\n".join(text)), 0)) - {number} for number, text in enumerate(texts)]
    assert not any(false)


def test_a_copy_is_one_whatever_case_and_punctuation(texts):
    text = "\n".join(texts[0])
    assert digest_of(text) == digest_of(text.upper().replace(",", " –"))


def test_what_lies_outside_the_window_is_no_copy(texts, index):
    assert index.find(digest_of("\n".join(texts[3])), 2 * DAY_MS) == {}


def test_what_was_removed_is_not_found(texts):
    made = CopyIndex(window_ms=DAY_MS)
    digest = digest_of("\n".join(texts[0]))
    made.add(1, 0, digest)
    made.add(2, 0, digest)
    made.remove([1])
    assert set(made.find(digest, 0)) == {2}


def test_a_text_too_short_to_tell_is_no_copy():
    made = CopyIndex(window_ms=DAY_MS)
    made.add(1, 0, digest_of("Fire in Ansel."))
    assert made.find(digest_of("Fire in Ansel."), 0) == {}
