"""From a query to an SQLite FTS5 expression.

FTS5 has no sign for "everything but": its NOT stands between two sets. So each node becomes a set or the complement
of one, De Morgan's laws carry the complements up, and a query can be searched if and only if its root is a set.
https://sqlite.org/fts5.html#full_text_query_syntax
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.errors import QueryError
from bot.query.tree import And, Field, Node, Not, Or, Query, Scope, Term

TEXT_COLUMNS = ("title", "key_points", "body")
COLUMNS = {Scope.TITLE: ("title",), Scope.SOURCE: ("source",), Scope.LANGUAGE: ("language",)}

# An FTS5 expression, and whether the complement of what it finds is meant.
_Found = tuple[str, bool]


def to_fulltext(query: Query) -> str:
    """The FTS5 MATCH expression over the columns `title, key_points, body, source, language`.

    What was typed ends as folded words within FTS5 strings, so there is none that FTS5 could refuse.

    Raises:
        QueryError: the query says only what to leave out.
    """
    expression, complement = _translate(query.tree, TEXT_COLUMNS)
    if complement:
        raise QueryError("Add a word to look for: this search only says what to leave out.")
    return expression


def _translate(node: Node, columns: tuple[str, ...]) -> _Found:
    match node:
        case Term():
            return _term(node, columns), False
        case Field(scope, inner):
            return _translate(inner, COLUMNS[scope])
        case Not(inner):
            return _complement(_translate(inner, columns))
        case And(parts):
            return _all_of(_translate(part, columns) for part in parts)
        case Or(parts):
            return _complement(_all_of(_complement(_translate(part, columns)) for part in parts))


def _term(term: Term, columns: tuple[str, ...]) -> str:
    return f'{{{" ".join(columns)}}} : "{" ".join(term.words)}"{" *" if term.prefix else ""}'


def _complement(found: _Found) -> _Found:
    expression, complement = found
    return expression, not complement


def _all_of(parts: Iterable[_Found]) -> _Found:
    wanted: list[str] = []
    unwanted: list[str] = []
    for expression, complement in parts:
        (unwanted if complement else wanted).append(expression)
    if not wanted:
        return _join("OR", unwanted), True
    if not unwanted:
        return _join("AND", wanted), False
    return f"({_join('AND', wanted)} NOT {_join('OR', unwanted)})", False


def _join(operator: str, expressions: list[str]) -> str:
    return expressions[0] if len(expressions) == 1 else f"({f' {operator} '.join(expressions)})"
