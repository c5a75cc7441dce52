"""Words as the full-text index sees them: FTS5's `unicode61 remove_diacritics 2`, in Python.

It agrees with FTS5 on every character of Unicode 6.1, the version that FTS5 knows, but for Ǡ, the vowels of New Tai
Lue and two Vedic signs. A younger character is a letter to FTS5, be it an emoji; here it is what Unicode says it is.
https://sqlite.org/fts5.html#unicode61_tokenizer
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

# The combining marks that FTS5 drops; any other mark ends a word.
_MARKS = (
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030f\u0311\u031b"
    "\u0323\u0324\u0325\u0326\u0327\u0328\u032d\u032e\u0330\u0331"
)
_PRIVATE_USE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_WORD = re.compile(rf"[\w{_PRIVATE_USE}][\w{_PRIVATE_USE}{_MARKS}]*")


@dataclass(frozen=True, slots=True)
class Token:
    """A folded word and its place: `text[start:end]` is how it was written."""

    word: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """The words of a text in order, folded, with their character offsets."""
    # To `\w` an underscore is a word character; FTS5 splits there.
    return [Token(_fold(found[0]), *found.span()) for found in _WORD.finditer(text.replace("_", " "))]


def words(text: str) -> tuple[str, ...]:
    """The folded words of a text in order."""
    return tuple(token.word for token in tokenize(text))


def _fold(word: str) -> str:
    return word.lower() if word.isascii() else "".join(map(_fold_character, word))


@cache
def _fold_character(character: str) -> str:
    """Lower case, without the accent where the base is a Latin letter: é is e, but й stays й; a mark is nothing."""
    if character in _MARKS:
        return ""
    folded = character.casefold()
    if len(folded) > 1:  # ß is not ss to FTS5
        folded = character.lower()
    base = unicodedata.normalize("NFD", folded)[0]
    return base if base.isascii() else folded
