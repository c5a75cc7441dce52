"""The pieces of a query text, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from bot.query.tree import Scope
from bot.query.words import words

# Telephones type the curly ones; all have the length of one character, so offsets hold.
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»", '"'))

_PIECE = re.compile(
    rf"""
      (?P<open>\() | (?P<close>\))
    | "(?P<phrase>[^"]*)(?P<end>"\*?)?
    | (?P<field>(?ai:{"|".join(Scope)})):
    | (?P<word>[^\s"()]+)
    """,
    re.VERBOSE,
)


class Kind(Enum):
    """What a piece is to the grammar."""

    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    FIELD = auto()
    TERM = auto()
    UNENDED = auto()


_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a query: `text` is its content without quotes, colon or star; it stands at `start:end`."""

    kind: Kind
    text: str
    start: int
    end: int
    words: tuple[str, ...] = ()
    prefix: bool = False


def lex(text: str) -> list[Piece]:
    """Cut a query into pieces. What holds no letter or digit, as a lone dash does, is left out like white space."""
    pieces = (_piece(found) for found in _PIECE.finditer(text.translate(_QUOTES)))
    return [piece for piece in pieces if piece.words or piece.kind not in {Kind.TERM, Kind.UNENDED}]


def _piece(found: re.Match[str]) -> Piece:
    start, end = found.span()
    if found["open"]:
        return Piece(Kind.OPEN, "(", start, end)
    if found["close"]:
        return Piece(Kind.CLOSE, ")", start, end)
    if found["field"]:
        return Piece(Kind.FIELD, found["field"].lower(), start, end)
    if (word := found["word"]) is not None:
        if word in _OPERATORS:
            return Piece(_OPERATORS[word], word, start, end)
        return Piece(Kind.TERM, word.rstrip("*"), start, end, words(word), prefix=word.endswith("*"))
    phrase, ending = found["phrase"], found["end"]
    if ending is None:
        return Piece(Kind.UNENDED, phrase.strip(), start, end, words(phrase))
    return Piece(Kind.TERM, " ".join(phrase.split()), start, end, words(phrase), prefix=ending.endswith("*"))
