"""What the news is about: the names that several articles share, and those nearest to what was asked (pure)."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from bot.models import Opening

#: A name in more than this share of the articles says where they are from, not what they are about.
TOO_COMMON = 0.2
_MIN_ARTICLES = 2
_MAX_WORDS = 3

# Words written large in the middle of a sentence, up to three in a row; hyphens and apostrophes belong to them.
_NAME = re.compile(r"(?<=[\w,;:)’'] )[A-ZÀ-ÖØ-ÞΑ-ΩА-Я][\w’'-]+(?: [A-ZÀ-ÖØ-ÞΑ-ΩА-Я][\w’'-]+){0,2}")
_POSSESSIVE = re.compile(r"['’]s?$")
# Written large, but not what news is about.
_CALENDAR = frozenset(
    re.findall(
        r"\w+",
        "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag "
        "sonntag january february march april may june july august september october november december jan feb mar "
        "apr jun jul aug sept sep oct nov dec mr mrs ms dr gen capt",
    )
)


def current_topics(openings: Sequence[Opening], limit: int = 25) -> list[str]:
    """Names that at least two of the articles share, most widely reported first.

    A name that is part of a longer one as widely shared ("Kerro", "Mount Kerro") is left out.
    """
    articles: dict[str, set[int]] = defaultdict(set)
    sources: dict[str, set[str]] = defaultdict(set)
    for opening in openings:
        for name in set(_names(opening.text)):
            articles[name].add(opening.head.id)
            sources[name].add(opening.head.source)
    outlets = {opening.head.source.casefold() for opening in openings}
    most = max(_MIN_ARTICLES, TOO_COMMON * len(openings))
    names = [name for name, ids in articles.items() if _MIN_ARTICLES <= len(ids) <= most]
    names = [name for name in names if not any(name.casefold() in outlet for outlet in outlets)]
    names.sort(key=lambda name: (-len(sources[name]) * len(articles[name]), -len(name), name))
    chosen: list[str] = []
    for name in names:
        if len(chosen) == limit:
            break
        if not any(_overlap(name, other) and articles[name] & articles[other] for other in chosen):
            chosen.append(name)
    return chosen


def nearest_topics(asked: str, topics: Sequence[str], limit: int = 5) -> list[str]:
    """The topics that look most like what was asked (it may be misspelt), filled up with the first ones."""
    words = _fold(asked)

    def likeness(topic: str) -> float:
        return max(
            (difflib.SequenceMatcher(None, word, other).ratio() for word in words for other in _fold(topic)),
            default=0.0,
        )

    near = sorted((topic for topic in topics if likeness(topic) >= 0.7), key=likeness, reverse=True)
    return list(dict.fromkeys([*near, *topics]))[:limit]


def fitting_topics(typed: str, topics: Iterable[str], limit: int = 25) -> list[str]:
    """The topics of which a word begins with each word typed so far."""
    typed_words = _fold(typed)
    return [topic for topic in topics if all(any(w.startswith(t) for w in _fold(topic)) for t in typed_words)][:limit]


def _names(text: str) -> Iterable[str]:
    for match in _NAME.finditer(text):
        words = match[0].split()[:_MAX_WORDS]
        words[-1] = _POSSESSIVE.sub("", words[-1])
        if len(words[-1]) > 2 and not any(word.casefold().rstrip(".") in _CALENDAR for word in words):
            yield " ".join(words)


def _overlap(one: str, other: str) -> bool:
    return bool(set(_fold(one)) & set(_fold(other)))


def _fold(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
