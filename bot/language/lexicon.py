"""Stems and stop words of a language, from sumy; none where sumy has none. Only workers import this module."""
# mypy: allow-untyped-calls
# (sumy carries no annotations)

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache, lru_cache

from sumy.nlp.stemmers import Stemmer, null_stemmer
from sumy.utils import get_stop_words

from bot.language.names import LANGUAGE_NAMES

_STEMS_KEPT = 20_000


@cache
def stemmer_for(language: str) -> Callable[[str], str]:
    """The stemmer of an ISO 639-1 code; words stay as they are where there is none."""
    try:
        stemmer: Callable[[str], str] = Stemmer(LANGUAGE_NAMES[language])
        stemmer("probe")  # Greek's and Polish's ask for a package of their own when they are used, with a ValueError
    except (LookupError, ValueError):
        stemmer = null_stemmer
    return lru_cache(_STEMS_KEPT)(_without_warnings(stemmer) if language == "cs" else stemmer)


def _without_warnings(stemmer: Callable[[str], str]) -> Callable[[str], str]:
    """The Czech stemmer warns of numbers and of words in mixed case."""

    def stem(word: str) -> str:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return stemmer(word)

    return stem


@cache
def stop_words_for(language: str) -> frozenset[str]:
    """The stop words of an ISO 639-1 code; none where there are none."""
    try:
        return frozenset(get_stop_words(LANGUAGE_NAMES[language]))
    except LookupError:
        return frozenset()
