"""Sentences as numbers: which words and word pairs stand where, for rankers that think in arrays.

A word's shape is looked up once in its life: stem, stop word or not, capital, digit. Heavy imports (numpy): only
workers import this module.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from bot.language.lexicon import stemmer_for, stop_words_for

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

_WORD = re.compile(r"\w+")
#: Shapes kept per language; then the memo starts anew. Names never end, and a process runs for weeks.
_MOST_SHAPES = 200_000
_CONTENT, _CAPITAL, _DIGIT, _FLAG_BITS = 1, 2, 4, 3
#: A pair of terms as one number: the first above, the second below; single terms are smaller than any pair.
_PAIR_BITS = 24
_PAIR_MASK = (1 << _PAIR_BITS) - 1


class _Shapes(dict[str, int]):
    """From a word as written to its term, packed with its flags."""

    def __init__(self, stem: Callable[[str], str], stop_words: frozenset[str]) -> None:
        super().__init__()
        self._stem = stem
        self._stop_words = stop_words
        self._terms: dict[str, int] = {}

    def __missing__(self, shape: str) -> int:
        if len(self) >= _MOST_SHAPES:
            self.clear()
            self._terms.clear()
        word = shape.lower()
        term = self._terms.setdefault(self._stem(word), len(self._terms) + 1)
        packed = term << _FLAG_BITS
        if len(word) > 1 and word not in self._stop_words:
            packed |= _CONTENT
        if shape[0].isupper():
            packed |= _CAPITAL
        if shape[0].isdigit():
            packed |= _DIGIT
        self[shape] = packed
        return packed


@cache
def _shapes(language: str) -> _Shapes:
    return _Shapes(stemmer_for(language), stop_words_for(language))


@dataclass(frozen=True, slots=True)
class Terms:
    """What stands in `n` sentences. A concept is a content word's stem, or two neighbouring words of which one is.

    `rows` and `columns` name each (sentence, concept) once, sorted by sentence. By concept: `keys`, its term or terms;
    `capitals`, how often it is written large within a sentence (a share); `digits`, how often it is a number. `words`
    counts the words of each sentence, `numbers` those among them that begin with a digit.
    """

    rows: Ints
    columns: Ints
    keys: Ints
    capitals: Floats
    digits: Floats
    words: Ints
    numbers: Ints

    @property
    def concepts(self) -> int:
        """How many different concepts there are."""
        return len(self.keys)

    @property
    def is_pair(self) -> Flags:
        """By concept, whether it is two words."""
        return self.keys >= 1 << _PAIR_BITS

    def among(self, terms: Ints) -> Flags:
        """By concept, whether its word is one of `terms`, or both of them are."""
        if not len(terms):
            return np.zeros(self.concepts, dtype=bool)
        second = np.isin(self.keys & _PAIR_MASK, terms)
        return second & (~self.is_pair | np.isin(self.keys >> _PAIR_BITS, terms))


def terms_of(sentences: Sequence[str], language: str) -> Terms:
    """Sentences as numbers, in time linear in the number of words."""
    shapes = _shapes(language)
    found = [_WORD.findall(sentence) for sentence in sentences]
    words = np.array([len(one) for one in found], dtype=np.int64)
    packed = np.array([shapes[word] for one in found for word in one], dtype=np.int64)
    sentence_of = np.repeat(np.arange(len(sentences)), words)
    term, is_content = packed >> _FLAG_BITS, (packed & _CONTENT) > 0
    is_first = np.ones(len(packed), dtype=bool)
    is_first[1:] = sentence_of[1:] != sentence_of[:-1]
    is_capital = ((packed & _CAPITAL) > 0) & ~is_first
    is_digit = (packed & _DIGIT) > 0

    follows_content = np.r_[False, is_content[:-1]]
    second = np.flatnonzero(~is_first & (is_content | follows_content))
    single = np.flatnonzero(is_content)
    keys = np.concatenate([term[single], (term[second - 1] << _PAIR_BITS) | term[second]])
    in_sentence = np.concatenate([sentence_of[single], sentence_of[second]])
    capital = np.concatenate([is_capital[single], (is_capital[second] + is_capital[second - 1]) / 2])
    digit = np.concatenate([is_digit[single], is_digit[second]])

    concepts, concept_of = np.unique(keys, return_inverse=True)
    times = np.bincount(concept_of, minlength=len(concepts))
    pairs = np.unique(in_sentence * len(concepts) + concept_of)
    return Terms(
        rows=pairs // max(1, len(concepts)),
        columns=pairs % max(1, len(concepts)),
        keys=concepts,
        capitals=np.bincount(concept_of, weights=capital, minlength=len(concepts)) / np.maximum(times, 1),
        digits=np.bincount(concept_of, weights=digit, minlength=len(concepts)) / np.maximum(times, 1),
        words=words,
        numbers=np.bincount(sentence_of, weights=is_digit, minlength=len(sentences)).astype(np.int64),
    )


def content_terms(texts: Sequence[str], language: str) -> Ints:
    """The different content words of some texts, as terms."""
    shapes = _shapes(language)
    packed = {shapes[word] for text in texts for word in _WORD.findall(text)}
    return np.array(sorted({one >> _FLAG_BITS for one in packed if one & _CONTENT}), dtype=np.int64)


def stems_of(text: str, language: str) -> list[int]:
    """The words of a text as terms, in order, stop words too."""
    shapes = _shapes(language)
    return [shapes[word] >> _FLAG_BITS for word in _WORD.findall(text)]
