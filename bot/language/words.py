"""Words as a reader counts and compares them, without a language model."""

from __future__ import annotations

import re
import unicodedata

# Above this share of the smaller set of words, two sentences say the same.
SAME_WORDS = 0.8
# No product language averages this many characters a word; scripts without spaces are counted by it, and Chinese and
# Japanese by two characters a word.
_LONG_WORD = 12
_WORD = re.compile(r"\w+")
_EAST_ASIAN = re.compile("[\u3041-\u30fa\u4e00-\u9fff]{2}")


def word_count(text: str) -> int:
    """The number of words; in a script without spaces, an estimate from the number of characters."""
    words = len(text.split())
    if words > 1 and len(text) < _LONG_WORD * words:
        return words
    return max(words, len(text.strip()) // _LONG_WORD, len(_EAST_ASIAN.findall(text)))


def fold(word: str) -> str:
    """The word without case and diacritics, as full-text search compares it."""
    folded = word.casefold()
    if folded.isascii():  # most words; the long way round takes half the time of a briefing
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def word_set(text: str) -> frozenset[str]:
    """The distinct folded words of a text, numbers included."""
    return frozenset(_WORD.findall(fold(text)))


def nearly_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether a reader of both sentences would meet the same words twice.

    The overlap coefficient (Szymkiewicz-Simpson) rather than Jaccard: a sentence contained in a longer one repeats it.
    """
    smaller = min(len(one), len(other))
    return bool(smaller) and len(one & other) / smaller >= SAME_WORDS
