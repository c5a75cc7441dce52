"""From the text of a query to its tree.

    either = all, { "OR", all }
    all    = one, { [ "AND" ], one }
    one    = { "NOT" }, [ field ":" ], ( term | "(", either, ")" )
    term   = ( word | '"', words, '"' ), [ "*" ]

`parse` holds people to it; `read` takes what it does not allow as plain words.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.errors import QueryError
from bot.query.fulltext import to_fulltext
from bot.query.lex import Kind, Piece, lex
from bot.query.tree import And, Field, Node, Not, Or, Query, Scope, Term
from bot.query.words import tokenize

MAX_CHARACTERS = 500
MAX_TERMS = 40
MAX_NESTING = 10


def parse(text: str) -> Query:
    """The query that a text says, to the letter.

    Raises:
        QueryError: it breaks the grammar, with the place, or a limit, with the limit.
    """
    return Query(text, _Parser(_lex_within_limits(text)).query())


def read(text: str) -> Query:
    """The query that a person means: as `parse` has it if that can be searched, else all its words.

    `Query.note` tells why where it is the latter.

    Raises:
        QueryError: there is no word in it, or it breaks a limit.
    """
    pieces = _lex_within_limits(text)
    try:
        query = Query(text, _Parser(pieces).query())
        to_fulltext(query)
    except QueryError as error:
        return Query(text, _plain(text), note=str(error))
    return query


def _plain(text: str) -> Node:
    terms = [Term(text[token.start : token.end], (token.word,)) for token in tokenize(text)]
    if not terms:
        raise QueryError("Type at least one word to look for.")
    _check_terms(len(terms))
    return _all(terms)


def _all(parts: Sequence[Node]) -> Node:
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _lex_within_limits(text: str) -> list[Piece]:
    if len(text) > MAX_CHARACTERS:
        raise QueryError(f"A search can have {MAX_CHARACTERS} characters; this one has {len(text)}.")
    pieces = lex(text)
    _check_terms(sum(piece.kind is Kind.TERM for piece in pieces))
    depth = 0
    for piece in pieces:
        depth += (piece.kind is Kind.OPEN) - (piece.kind is Kind.CLOSE)
        if depth > MAX_NESTING:
            raise QueryError(f"A search can have brackets {MAX_NESTING} deep; this one goes deeper.")
    return pieces


def _check_terms(count: int) -> None:
    if count > MAX_TERMS:
        raise QueryError(f"A search can have {MAX_TERMS} words and phrases; this one has {count}.")


class _Parser:
    """Recursive descent; a method for each rule of the grammar above."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self._pieces = pieces
        self._next = 0
        self._scope: Scope | None = None

    def query(self) -> Node:
        if not self._pieces:
            raise QueryError("Type at least one word to look for.")
        node = self._either()
        if self._next < len(self._pieces):
            raise QueryError(f"Missing ( for the ) {self._place()}.")
        return node

    def _either(self) -> Node:
        parts = [self._all()]
        while self._take(Kind.OR):
            parts.append(self._all())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _all(self) -> Node:
        parts = [self._one()]
        while self._take(Kind.AND) or self._kind() not in {Kind.OR, Kind.CLOSE, None}:
            parts.append(self._one())
        return _all(parts)

    def _one(self) -> Node:
        negated = False
        while self._take(Kind.NOT):
            negated = not negated
        node = self._scoped() if self._kind() is Kind.FIELD else self._atom()
        return Not(node) if negated else node

    def _scoped(self) -> Node:
        field = self._advance()
        scope = Scope(field.text)
        if self._scope:
            raise QueryError(f'"{scope}:" cannot stand inside "{self._scope}:".')
        follows_at_once = self._kind() in {Kind.TERM, Kind.OPEN} and self._pieces[self._next].start == field.end
        if not follows_at_once:
            raise QueryError(f"Missing a word right {self._place()}.")
        self._scope = scope
        node = self._atom()
        self._scope = None
        return Field(scope, node)

    def _atom(self) -> Node:
        if self._take(Kind.OPEN):
            node = self._either()
            if not self._take(Kind.CLOSE):
                raise QueryError(f"Missing ) {self._place()}.")
            return node
        if self._kind() is Kind.UNENDED:
            raise QueryError(f'Missing closing quotation mark after "{self._advance().text}".')
        if self._kind() is not Kind.TERM:
            raise QueryError(f"Missing a word {self._place()}.")
        piece = self._advance()
        return Term(piece.text, piece.words, piece.prefix)

    def _kind(self) -> Kind | None:
        return self._pieces[self._next].kind if self._next < len(self._pieces) else None

    def _take(self, kind: Kind) -> bool:
        found = self._kind() is kind
        self._next += found
        return found

    def _advance(self) -> Piece:
        piece = self._pieces[self._next]
        self._next += 1
        return piece

    def _place(self) -> str:
        """Where the parser stands, told by the piece before, or at the start by the piece that comes."""
        if not self._next:
            return f'before "{self._pieces[0].text}"'
        piece = self._pieces[self._next - 1]
        return f'after "{piece.text}:"' if piece.kind is Kind.FIELD else f'after "{piece.text}"'
