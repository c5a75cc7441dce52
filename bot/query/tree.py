"""What a query is, once read: a tree of terms, fields and Boolean operators."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Scope(StrEnum):
    """The part of an article that a field looks at. The value is what a person types before the colon."""

    TITLE = "title"
    SOURCE = "source"
    LANGUAGE = "lang"


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that must follow each other; of a `prefix` the last word may go on.

    `words` are folded as in `bot.query.words`, one at least. `text` is how it was typed.
    """

    text: str
    words: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A node that looks at one part of the article only. Fields do not nest."""

    scope: Scope
    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more nodes."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Any of two or more nodes."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a node."""

    node: Node


Node = Term | Field | And | Or | Not


@dataclass(frozen=True, slots=True)
class Query:
    """A query as typed and as understood.

    `note` says why the text was taken as plain words, where its operators could not be followed.
    """

    text: str
    tree: Node
    note: str | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms to show bold in a text: wanted, not excluded, and not of the source or the language."""
        return tuple(_wanted(self.tree, positive=True))


def _wanted(node: Node, *, positive: bool) -> Iterator[Term]:
    match node:
        case Term():
            if positive:
                yield node
        case Not(inner):
            yield from _wanted(inner, positive=not positive)
        case And(parts) | Or(parts):
            for part in parts:
                yield from _wanted(part, positive=positive)
        case Field(Scope.TITLE, inner):
            yield from _wanted(inner, positive=positive)
        case Field():
            pass
