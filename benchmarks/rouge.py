"""ROUGE as the field counts it, for any language, and whether a difference is more than chance."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from nltk.stem.porter import PorterStemmer
from nltk.stem.snowball import SnowballStemmer
from rouge_score.rouge_scorer import RougeScorer
from rouge_score.tokenizers import Tokenizer

from bot.language.names import LANGUAGE_NAMES

#: `rougeLsum` is the L of the literature on summaries: the longest common subsequence line by line.
MEASURES = ("rouge1", "rouge2", "rougeLsum")
_RESAMPLES = 1_000
_CONFIDENCE = 0.95
_SEED = 3
_STEMS_KEPT = 100_000
_WORD = re.compile(r"\w+")
_ENGLISH_WORD = re.compile(r"[a-z0-9]+")
# rouge-score stems longer words only, as ROUGE-1.5.5 does.
_UNSTEMMED = 3


class StemTokenizer(Tokenizer):
    """Stemmed lower-case words; in English exactly those of rouge-score's own tokenizer, each stemmed once."""

    def __init__(self, language: str) -> None:
        self._word = _ENGLISH_WORD if language == "en" else _WORD
        self._stem: Callable[[str], str] = lru_cache(_STEMS_KEPT)(_stemmer(language))

    def tokenize(self, text: str) -> list[str]:
        words = self._word.findall(text.lower())
        return [self._stem(word) if len(word) > _UNSTEMMED else word for word in words]


class Interval(NamedTuple):
    """A mean difference in points, and between which two the true one lies with 95 % confidence."""

    mean: float
    low: float
    high: float

    def __str__(self) -> str:
        return f"{self.mean:+.1f} [{self.low:+.1f}, {self.high:+.1f}]"


def scores(summary: Sequence[str], reference: Sequence[str], language: str) -> tuple[float, ...]:
    """The F1 of `MEASURES` in points (0 to 100) of a summary, a list of sentences, against the reference's lines.

    Lin (2004), https://aclanthology.org/W04-1013, as the package rouge-score counts it.
    """
    found = _scorer(language).score("\n".join(reference), "\n".join(summary))
    return tuple(100 * float(found[measure].fmeasure) for measure in MEASURES)


def words_of(text: str, language: str) -> list[str]:
    """The words of a text as ROUGE compares them."""
    return _tokenizer(language).tokenize(text)


def cut(sentences: Iterable[str], words: int) -> list[str]:
    r"""The first sentences up to so many words (`\w+`), the last one cut where they are spent."""
    kept, left = [], words
    for sentence in sentences:
        if left <= 0:
            break
        ends = [word.end() for word in _WORD.finditer(sentence)]
        kept.append(sentence if len(ends) <= left else sentence[: ends[left - 1]])
        left -= len(ends)
    return kept


def length(sentences: Iterable[str]) -> int:
    r"""The number of words (`\w+`)."""
    return sum(len(_WORD.findall(sentence)) for sentence in sentences)


def paired(ours: np.ndarray, theirs: np.ndarray) -> list[Interval]:
    """How much better `ours` is, by measure. Both are items x measures, of the same items.

    The paired bootstrap (Koehn, 2004, https://aclanthology.org/W04-3250): 1,000 resamples of the items, percentiles.
    Seeded, so that equal scores have equal intervals.
    """
    differences = ours - theirs
    count = len(differences)
    # How often each item is drawn is all that a resample's mean depends on.
    draws = np.random.default_rng(_SEED).multinomial(count, np.full(count, 1 / count), size=_RESAMPLES)
    means = draws @ differences / count
    edge = 100 * (1 - _CONFIDENCE) / 2
    low, high = np.percentile(means, [edge, 100 - edge], axis=0)
    return [Interval(*map(float, each)) for each in zip(differences.mean(axis=0), low, high, strict=True)]


@cache
def _scorer(language: str) -> RougeScorer:
    return RougeScorer(list(MEASURES), tokenizer=_tokenizer(language))


@cache
def _tokenizer(language: str) -> StemTokenizer:
    return StemTokenizer(language)


def _stemmer(language: str) -> Callable[[str], str]:
    if language == "en":
        return PorterStemmer().stem
    name = LANGUAGE_NAMES.get(language)
    return SnowballStemmer(name).stem if name in SnowballStemmer.languages else str
