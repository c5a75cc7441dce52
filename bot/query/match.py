"""A query held against one document or one text, without an index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from bot.query.fulltext import COLUMNS, TEXT_COLUMNS
from bot.query.tree import And, Field, Node, Not, Or, Query, Term
from bot.query.words import tokenize, words


@dataclass(frozen=True, slots=True)
class Document:
    """An article as the full-text index has it: each column one string."""

    title: str
    key_points: str
    body: str
    source: str
    language: str


def matches(query: Query, document: Document) -> bool:
    """Whether a document fits a query: what a search would find, and also the complements that it cannot."""
    columns = {field.name: words(getattr(document, field.name)) for field in fields(document)}
    return _holds(query.tree, columns, TEXT_COLUMNS)


def find_matches(query: Query, text: str) -> tuple[tuple[int, int], ...]:
    """Where the terms of a query stand in a text: (start, end) of whole words, in order, without overlap."""
    tokens = tokenize(text)
    folded = tuple(token.word for token in tokens)
    found = sorted(
        (tokens[first].start, tokens[first + len(term.words) - 1].end)
        for term in query.terms
        for first in _places(term, folded)
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _holds(node: Node, columns: Mapping[str, Sequence[str]], names: tuple[str, ...]) -> bool:
    match node:
        case Term():
            return any(next(_places(node, columns[name]), None) is not None for name in names)
        case Field(scope, inner):
            return _holds(inner, columns, COLUMNS[scope])
        case Not(inner):
            return not _holds(inner, columns, names)
        case And(parts):
            return all(_holds(part, columns, names) for part in parts)
        case Or(parts):
            return any(_holds(part, columns, names) for part in parts)


def _places(term: Term, folded: Sequence[str]) -> Iterator[int]:
    """The indices of words at which a term begins."""
    *whole, last = term.words
    for final in range(len(whole), len(folded)):
        fits = folded[final].startswith(last) if term.prefix else folded[final] == last
        first = final - len(whole)
        if fits and list(folded[first:final]) == whole:
            yield first
