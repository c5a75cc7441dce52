"""What to do with an article that was read, given what is stored already (pure).

A guid or an address names an article whatever has become of its text. Anything less names it within its file: there,
the same text under another headline is the article with a new headline, and the same headline (of the same day, or
without dates) the article with a new text; a file that holds neither any more holds another article, as one does that
is written anew each day. From another file, the same text is a copy, and no news.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.articles.identity import content_hash
from bot.models import ArticleDraft, Held, Outcome, PreparedArticle

_SURE_KINDS = ("guid:", "url:")


def decide(
    article: PreparedArticle, held: Sequence[Held], removed: bool, *, asked_for: bool = False
) -> tuple[Outcome, int | None]:
    """The outcome, and the stored article it is about (None for a new one).

    `held` are the stored articles that share a key, surest key first; `removed`: one of its keys was taken out on
    purpose, which only somebody who asks for the article by name (`asked_for`) undoes.
    """
    return _decide(article.draft.origin, article.content_hash, held, removed, asked_for)


def decide_draft(
    draft: ArticleDraft, held: Sequence[Held], removed: bool, *, asked_for: bool = False
) -> tuple[Outcome, int | None]:
    """The same of an article that was not prepared yet, and perhaps need not be."""
    return _decide(draft.origin, content_hash(draft), held, removed, asked_for)


def _decide(
    origin: str, text_hash: str, held: Sequence[Held], removed: bool, asked_for: bool
) -> tuple[Outcome, int | None]:
    named = [one for one in held if one.key.startswith(_SURE_KINDS)] or [one for one in held if one.origin == origin]
    for one in named:
        if one.content_hash == text_hash:
            return Outcome.UNCHANGED, one.article_id
    if named:
        return Outcome.UPDATED, named[0].article_id
    for one in held:
        if one.key.startswith("text:"):
            return Outcome.UNCHANGED, one.article_id
    if removed and not asked_for:
        return Outcome.REMOVED, None
    return Outcome.LOADED, None
