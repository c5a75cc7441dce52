"""What to do with an article that was read, given what is stored already (pure)."""

from __future__ import annotations

from collections.abc import Sequence

from bot.models import Held, Outcome, PreparedArticle

_SURE_KINDS = frozenset({"guid", "url"})


def decide(
    article: PreparedArticle, held: Sequence[Held], removed: bool, *, asked_for: bool = False
) -> tuple[Outcome, int | None]:
    """The outcome, and the stored article it is about (None for a new one).

    `held` are the stored articles that share a key, surest key first; `removed`: one of its keys was taken out on
    purpose, which only somebody who asks for the article by name (`asked_for`) undoes. A guid or an address names an
    article whatever has become of its text. A headline of the day, or a text, names it within one file: two files may
    hold two reports under one headline, or one text under two names.
    """
    for one in held:
        if one.content_hash == article.content_hash:
            return Outcome.UNCHANGED, one.article_id
    for one in held:
        if _kind(one) in _SURE_KINDS or one.origin == article.draft.origin:
            return Outcome.UPDATED, one.article_id
    for one in held:
        if _kind(one) == "text":
            return Outcome.UNCHANGED, one.article_id
    if removed and not asked_for:
        return Outcome.REMOVED, None
    return Outcome.LOADED, None


def _kind(held: Held) -> str:
    return held.key.partition(":")[0]
