"""A query said in plain English, so that people see how they were understood."""

from __future__ import annotations

from collections.abc import Sequence

from bot.query.tree import And, Field, Node, Not, Or, Query, Scope, Term

_LANGUAGES = {
    "cs": "Czech",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "nl": "Dutch",
    "pl": "Polish",
    "pt": "Portuguese",
    "ru": "Russian",
    "sv": "Swedish",
    "tr": "Turkish",
}


def explain(query: Query) -> str:
    """What a query looks for, as a phrase: `missile, in German, not from Tidewater Radio`.

    The words in it are as typed: text from outside.
    """
    match query.tree:
        case Field(scope=Scope.TITLE) as field:
            return _in_title(field)
        case tree:
            return _say(tree)


def _say(node: Node, scope: Scope | None = None) -> str:
    match node:
        case Term():
            return _term(node, scope)
        case Field(Scope.TITLE, inner):
            return f"{_bracketed(inner)} in the title"
        case Field():
            return f"anything {_filter(node)}"
        case Not(Field(Scope.SOURCE | Scope.LANGUAGE) as field):
            return f"not {_filter(field)}"
        case Not(inner):
            return f"not {_bracketed(inner, scope)}"
        case Or(parts):
            return " or ".join(_bracketed(part, scope) for part in parts)
        case And(parts):
            return _all(parts, scope)


def _all(parts: Sequence[Node], scope: Scope | None) -> str:
    """What is wanted first, then the filters, then what is not wanted."""
    wanted, filters, unwanted = [], [], []
    for part in parts:
        match part:
            case Field(Scope.SOURCE | Scope.LANGUAGE):
                filters.append(_filter(part))
            case Not():
                unwanted.append(_say(part, scope))
            case _:
                wanted.append(part)
    match wanted:
        case [Field() as field]:
            head = _in_title(field)
        case _:
            head = " and ".join(_bracketed(part, scope) for part in wanted) or "anything"
    return ", ".join([head, *filters, *unwanted])


def _in_title(field: Field) -> str:
    """A title field that stands alone: a comma spares it the brackets, unless it has one itself."""
    inner = _say(field.node)
    if isinstance(field.node, Term) or "," in inner:
        return _say(field)
    return f"{inner}, in the title"


def _filter(field: Field) -> str:
    preposition = "from" if field.scope is Scope.SOURCE else "in"
    return f"{preposition} {_bracketed(field.node, field.scope)}"


def _bracketed(node: Node, scope: Scope | None = None) -> str:
    said = _say(node, scope)
    return f"({said})" if isinstance(node, And | Or) else said


def _term(term: Term, scope: Scope | None) -> str:
    if scope is Scope.LANGUAGE and not term.prefix:
        return _LANGUAGES.get(" ".join(term.words), f"the language “{term.text}”")
    if scope:
        return f"{term.text}…" if term.prefix else term.text
    if term.prefix:
        return f"a {'phrase' if len(term.words) > 1 else 'word'} starting with “{term.text}”"
    return f"“{term.text}”" if " " in term.text else term.text
