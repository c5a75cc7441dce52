"""What an article is about, small enough to keep a hundred thousand of them in memory (pure).

A signature is a bag of stems that still knows where each of them stands: in the headline, in the lead or further down.
Salted with the language, the terms of two languages never meet. Only workers import this module (sumy, numpy).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from zlib import crc32

import numpy as np
import numpy.typing as npt

from bot.language.lexicon import stemmer_for, stop_words_for
from bot.language.words import fold

#: Counts changes of this module that make signatures differ: stored ones of another version are made anew.
SIGNATURE_VERSION = 1
#: One row a distinct term, sorted by term: how often it stands in each part of the article, saturated.
TERM_DTYPE = np.dtype([("term", "<u4"), ("title", "u1"), ("lead", "u1"), ("body", "<u2")])
#: At most so many terms are kept: 1.6 KB an article.
MAX_TERMS = 200
#: The first words of a body say what it is about, later ones what else is known, the end is background.
LEAD_WORDS = 60
BODY_WORDS = 1000

Signature = npt.NDArray[np.void]

_MOST_TIMES = 255
# 1,000 and 1.000 are one number; 3.5 and 35 seldom meet.
_WORD = re.compile(r"\d+(?:[.,]\d+)*|\w+")
_MOST_SHAPES = 200_000


class _Terms(dict[str, int | None]):
    """From a word as written to its term; None for what tells nothing (stop words, single letters)."""

    def __init__(self, language: str, stem: Callable[[str], str], stop_words: frozenset[str]) -> None:
        super().__init__()
        self._language = language
        self._stem = stem
        self._stop_words = stop_words

    def __missing__(self, shape: str) -> int | None:
        if len(self) >= _MOST_SHAPES:  # names never end, and a process runs for weeks
            self.clear()
        self[shape] = term = self._term(shape)
        return term

    def _term(self, shape: str) -> int | None:
        word = shape.lower()
        if word[0].isdigit():
            stem = word.replace(",", "").replace(".", "")
        elif len(word) < 2 or word in self._stop_words:
            return None
        else:
            stem = fold(self._stem(word))
        return crc32(f"{self._language}\x1f{stem}".encode())


@cache
def _terms_in(language: str) -> _Terms:
    return _Terms(language, stemmer_for(language), stop_words_for(language))


def signature_of(title: str, key_points: Sequence[str], paragraphs: Sequence[str], language: str) -> Signature:
    """The signature of an article; `title` may be empty. 0.5 ms at 600 words."""
    terms = _terms_in(language)
    rows: dict[int, list[int]] = {}
    for part, words in enumerate(_parts(title, key_points, paragraphs)):
        for word, times in Counter(words).items():
            term = terms[word]
            if term is not None:
                rows.setdefault(term, [0, 0, 0])[part] += times
    kept = sorted(rows.items(), key=_worth)[:MAX_TERMS]  # stable: of equals, what stands first
    kept.sort()
    signature = np.zeros(len(kept), TERM_DTYPE)
    signature["term"] = [term for term, _ in kept]
    counts = np.array([row for _, row in kept], np.int64).reshape(-1, 3).clip(max=_MOST_TIMES)
    signature["title"], signature["lead"], signature["body"] = counts.T
    return signature


def to_bytes(signature: Signature) -> bytes:
    """Eight bytes a term."""
    return signature.tobytes()


def from_bytes(data: bytes) -> Signature:
    """The signature that `to_bytes` wrote; read-only."""
    return np.frombuffer(data, dtype=TERM_DTYPE)


def words_behind(title: str, key_points: Sequence[str], paragraphs: Sequence[str], language: str) -> dict[int, str]:
    """By term, the word as it is first written in the article: signatures keep no words."""
    terms = _terms_in(language)
    written: dict[int, str] = {}
    for words in _parts(title, key_points, paragraphs):
        for word in words:
            term = terms[word]
            if term is not None:
                written.setdefault(term, word)
    return written


def _worth(item: tuple[int, list[int]]) -> int:
    title, lead, body = item[1]
    return -(4 * title + 2 * lead + body)


def _parts(title: str, key_points: Sequence[str], paragraphs: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """The words of the headline, of the lead (key points and the first words of the body) and of what follows."""
    body: list[str] = []
    for paragraph in paragraphs:
        body += _WORD.findall(paragraph)
        if len(body) >= BODY_WORDS:
            break
    lead = [word for text in key_points for word in _WORD.findall(text)] + body[:LEAD_WORDS]
    return _WORD.findall(title), lead, body[LEAD_WORDS:BODY_WORDS]
