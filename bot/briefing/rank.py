"""NewsRank: which sentences tell the news, for one article and for several that tell one story.

It chooses the sentences that cover most of what a person's summary would be about (maximum coverage of concepts:
Gillick and Favre 2009, https://aclanthology.org/W09-1802). A concept is a content word's stem or a pair of neighbouring
words. What a concept is worth is the probability that a summary holds it, by a logistic regression over a dozen plain
features (Hong and Nenkova 2014, https://aclanthology.org/E14-1075): how many sentences hold it, how early, how
central those are, whether it is a name, a number, quoted, in a headline, told by several sources. No feature knows a
word of any language, so that what was fitted on English news serves others. `benchmarks/fit.py` derives every number
below, and `docs/ranking.md` tells of each.

Heavy imports (numpy, sumy): only workers import this module.
"""
# mypy: allow-untyped-calls

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from sumy.nlp.stemmers import null_stemmer
from sumy.summarizers._summarizer import AbstractSummarizer

from bot.briefing.furniture import is_furniture
from bot.briefing.terms import Floats, Ints, Terms, content_terms, terms_of
from bot.briefing.text import split_sentences
from bot.models import Span

#: The order is decided choice by choice so far; nobody is shown more, and what follows keeps its last gain.
MAX_CHOICES = 20
#: Below so many words, a sentence rarely says what happened.
SHORT_WORDS = 8
_QUOTE = re.compile(r"[\"“”„«»]")


class Budget(StrEnum):
    """What is scarce. Of words, a short sentence leaves some for others; of sentences, it wastes one."""

    WORDS = "words"
    SENTENCES = "sentences"


@dataclass(frozen=True, slots=True)
class ConceptWeights:
    """Coefficients of a logistic regression: the log-odds that a summary holds a concept.

    `sentences`: log of how many sentences hold it. `early`: log of the sum of (1 + position)^-1/2 over those.
    `late`: log(1 + position) of the first. `late_often`: the product of the first and the third. `opens`: it stands in
    a first sentence. `central`: mean cosine of its sentences with the centroid. `ahead`: mean similarity of its
    sentences with those that follow them. `quoted`: share of its sentences with a quotation mark. `capital`: share of
    its occurrences within a sentence that are written large. `number`: share that are numbers. `titled`: it stands in
    a headline. `sources`: share of the articles that hold it.
    """

    constant: float
    sentences: float
    early: float
    late: float
    late_often: float
    opens: float
    central: float
    ahead: float
    quoted: float
    capital: float
    number: float
    titled: float = 0.0
    sources: float = 0.0


@dataclass(frozen=True, slots=True)
class Setting:
    """How NewsRank weighs and chooses.

    A concept is worth `probability ** sharpness`, a pair `pair_share` times that. A sentence gains the worth of its
    concepts that no chosen sentence holds, divided by `words ** per_word` (or `words ** per_sentence`, see `Budget`)
    and by `(1 + position) ** position_exponent`; a short one (`SHORT_WORDS`) counts `exp(short)` of that, one with a
    number `exp(numbers)`.
    """

    word: ConceptWeights
    pair: ConceptWeights
    sharpness: float
    pair_share: float
    per_word: float
    per_sentence: float
    position_exponent: float
    short: float
    numbers: float


#: For one article: fitted on cnn_dev and dailymail_dev, which have no headlines.
ARTICLE = Setting(
    word=ConceptWeights(-2.528, 0.569, 1.542, 0.142, -0.255, -0.329, 3.668, 0.284, -0.427, 0.279, 0.565),
    pair=ConceptWeights(-3.050, 1.516, 0.229, -0.535, -0.138, -0.589, 3.642, 0.492, -0.404, 0.473, 0.506),
    sharpness=1.54,
    pair_share=1.74,
    per_word=0.96,
    per_sentence=0.4,
    position_exponent=0.07,
    short=-0.30,
    numbers=0.12,
)
#: For several articles of one story: fitted on multinews_dev and neus_dev.
CLUSTER = Setting(
    word=ConceptWeights(
        -2.089, 0.199, 1.319, 0.316, -0.261, -0.142, 0.073, 0.169, 0.239, 0.335, 0.348, titled=1.136, sources=1.225
    ),
    pair=ConceptWeights(
        -3.005, 0.666, 1.076, 0.245, -0.266, -0.059, 0.796, 0.115, 0.361, 0.474, 0.421, titled=1.030, sources=1.189
    ),
    sharpness=1.765,
    pair_share=1.49,
    per_word=0.935,
    per_sentence=0.4,
    position_exponent=0.07,
    short=-0.30,
    numbers=0.12,
)


@dataclass(frozen=True, slots=True)
class ClusterArticle:
    """One of the articles that tell a story."""

    title: str
    paragraphs: Sequence[str]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """Sentences of one article or several: position of each within its article, and which article that is.

    `articles` ascends from 0; `titles` are all headlines.
    """

    sentences: Sequence[str]
    positions: Ints
    articles: Ints
    titles: Sequence[str]
    language: str


def order_article(
    paragraphs: Sequence[str],
    *,
    title: str = "",
    key_points: Sequence[str] = (),
    language: str,
    budget: Budget = Budget.WORDS,
) -> tuple[tuple[Span, ...], tuple[int, ...]]:
    """The sentences of an article, in the order of the text, and their order of worth; page furniture comes last."""
    spans = split_sentences(paragraphs, language)
    shown, rest = _parted(paragraphs, spans)
    sentences = [_sentence(paragraphs, spans[position]) for position in shown]
    order = order_sentences(sentences, titles=[title, *key_points], language=language, budget=budget)
    return spans, (*(shown[index] for index in order), *rest)


def order_cluster(
    articles: Sequence[ClusterArticle], *, language: str, budget: Budget = Budget.WORDS
) -> list[tuple[int, Span]]:
    """The sentences of several articles of one story, best first: (index of the article, place in it)."""
    places: list[tuple[int, Span]] = []
    furniture: list[tuple[int, Span]] = []
    for number, one in enumerate(articles):
        spans = split_sentences(one.paragraphs, language)
        shown, rest = _parted(one.paragraphs, spans)
        places += [(number, spans[position]) for position in shown]
        furniture += [(number, spans[position]) for position in rest]
    order = order_sentences(
        [_sentence(articles[number].paragraphs, span) for number, span in places],
        article_of=[number for number, _ in places],
        titles=[one.title for one in articles],
        language=language,
        setting=CLUSTER,
        budget=budget,
    )
    return [*(places[index] for index in order), *furniture]


def _parted(paragraphs: Sequence[str], spans: Sequence[Span]) -> tuple[list[int], list[int]]:
    """Positions of sentences that tell something, and of page furniture."""
    parted: tuple[list[int], list[int]] = ([], [])
    for position, span in enumerate(spans):
        parted[is_furniture(_sentence(paragraphs, span), paragraphs[span.paragraph])].append(position)
    return parted


def _sentence(paragraphs: Sequence[str], span: Span) -> str:
    return paragraphs[span.paragraph][span.start : span.end]


def order_sentences(
    sentences: Sequence[str],
    *,
    article_of: Sequence[int] | None = None,
    positions: Sequence[int] | None = None,
    titles: Sequence[str] = (),
    language: str,
    setting: Setting = ARTICLE,
    budget: Budget = Budget.WORDS,
) -> list[int]:
    """Indices of sentences, best first.

    `article_of` says which article each is of, ascending from 0 (default: all of one), `positions` where in its
    article each stands (default: one after the other). Every prefix of the order is a summary: each sentence was
    chosen for what it adds to those before it.
    """
    if not sentences:
        return []
    text = text_of(sentences, article_of or [0] * len(sentences), titles, language)
    if positions is not None:
        text = replace(text, positions=np.array(positions, dtype=np.int64))
    terms = terms_of(sentences, language)
    return choose(terms, worths_of(terms, text, setting), handicaps_of(terms, text, setting, budget))


def text_of(sentences: Sequence[str], article_of: Sequence[int], titles: Sequence[str], language: str) -> Text:
    """Sentences with their positions."""
    articles = np.array(article_of, dtype=np.int64)
    positions = np.arange(len(sentences)) - np.searchsorted(articles, articles)
    return Text(sentences, positions, articles, titles, language)


def worths_of(terms: Terms, text: Text, setting: Setting) -> Floats:
    """By concept, what covering it is worth."""
    features = features_of(terms, text)
    log_odds = np.where(terms.is_pair, _dot(setting.pair, features), _dot(setting.word, features))
    worth = (1 / (1 + np.exp(-log_odds))) ** setting.sharpness
    shared: Floats = np.where(terms.is_pair, worth * setting.pair_share, worth)
    return shared


def features_of(terms: Terms, text: Text) -> tuple[Floats, ...]:
    """By concept, what `ConceptWeights` weighs, in its order."""
    rows, columns, size = terms.rows, terms.columns, terms.concepts
    position = text.positions[rows].astype(float)
    times = np.bincount(columns, minlength=size).astype(float)
    first = np.empty(size)
    backwards = np.argsort(-position, kind="stable")
    first[columns[backwards]] = position[backwards]  # the last to be written, and so the first position, stays
    central, ahead = _centralities(terms, len(text.sentences))
    quotes = np.array([_QUOTE.search(one) is not None for one in text.sentences], dtype=float)
    held_by = np.unique(text.articles[rows] * size + columns) % max(1, size)

    def mean(by_sentence: Floats) -> Floats:
        means: Floats = np.bincount(columns, weights=by_sentence[rows], minlength=size) / times
        return means

    return (
        np.ones(size),
        np.log(times),
        np.log(np.bincount(columns, weights=(1 + position) ** -0.5, minlength=size)),
        np.log1p(first),
        np.log(times) * np.log1p(first),
        (first == 0).astype(float),
        mean(central),
        mean(ahead),
        mean(quotes),
        terms.capitals,
        terms.digits,
        terms.among(content_terms(text.titles, text.language)).astype(float),
        np.bincount(held_by, minlength=size) / (text.articles[-1] + 1.0),
    )


def _dot(weights: ConceptWeights, features: Sequence[Floats]) -> Floats:
    total = np.zeros_like(features[0])
    for name, feature in zip(ConceptWeights.__slots__, features, strict=True):
        if weight := getattr(weights, name):
            total += weight * feature
    return total


def _centralities(terms: Terms, size: int) -> tuple[Floats, Floats]:
    """By sentence: cosine with the centroid of all, and ten times the mean similarity with the sentences after it.

    Vectors are of single words, weighted by log((n + 1) / sentences that hold the word).
    """
    single = ~terms.is_pair[terms.columns]
    rows, columns = terms.rows[single], terms.columns[single]
    times = np.bincount(columns, minlength=terms.concepts)
    weight = np.log((size + 1) / times[columns])
    length = np.sqrt(np.bincount(rows, weights=weight**2, minlength=size))
    value = weight / np.where(length > 0, length, 1)[rows]
    total = np.bincount(columns, weights=value, minlength=terms.concepts)
    norm = float(np.linalg.norm(total)) or 1.0
    central = np.bincount(rows, weights=value * total[columns], minlength=size) / norm
    # What follows a sentence has, of each word, the total less what has passed: a running sum within each column.
    by_column = np.argsort(columns, kind="stable")
    running = np.cumsum(value[by_column])
    is_first = np.diff(columns[by_column], prepend=-1) > 0
    before = np.maximum.accumulate(np.where(is_first, np.r_[0.0, running[:-1]], 0.0)) if len(value) else running
    passed = np.empty_like(value)
    passed[by_column] = running - before
    ahead = np.bincount(rows, weights=value * (total[columns] - passed), minlength=size)
    return central, ahead / max(1, size) * 10


def handicaps_of(terms: Terms, text: Text, setting: Setting, budget: Budget = Budget.WORDS) -> Floats:
    """By sentence, what its gain is multiplied by."""
    words = np.maximum(terms.words, 1).astype(float)
    exponent = setting.per_word if budget is Budget.WORDS else setting.per_sentence
    factor: Floats = words ** (-exponent) * (1.0 + text.positions) ** (-setting.position_exponent)
    factor[terms.words < SHORT_WORDS] *= np.exp(setting.short)
    factor[terms.numbers > 0] *= np.exp(setting.numbers)
    return factor


def choose(terms: Terms, worths: Floats, handicaps: Floats) -> list[int]:
    """Greedily, the sentence that gains most; of equals the first."""
    size = len(handicaps)
    ends = np.searchsorted(terms.rows, np.arange(size + 1))
    left = worths.copy()
    waiting = np.ones(size, dtype=bool)
    gains = np.zeros(size)
    chosen: list[int] = []
    while len(chosen) < min(size, MAX_CHOICES):
        gains = np.bincount(terms.rows, weights=left[terms.columns], minlength=size) * handicaps
        best = int(np.argmax(np.where(waiting, gains, -1.0)))
        chosen.append(best)
        waiting[best] = False
        left[terms.columns[ends[best] : ends[best + 1]]] = 0.0
    rest = np.flatnonzero(waiting)
    return [*chosen, *(int(index) for index in rest[np.argsort(-gains[rest], kind="stable")])]


class NewsRank(AbstractSummarizer):
    """NewsRank as a summarizer of sumy's: `NewsRank("en")(document, 3)` is the three best sentences of a document.

    `title` (default: the document's headings) and `sources` (the index of the article that each sentence is of,
    ascending; default: one article) may be given, and `words`, a budget in place of a count of sentences: as many of
    the best sentences as begin within it.
    """

    def __init__(self, language: str, stemmer: Callable[[str], str] = null_stemmer) -> None:
        super().__init__(stemmer)
        self.language = language

    def __call__(
        self,
        document: Any,
        sentences_count: object = None,
        *,
        words: int | None = None,
        title: str | None = None,
        sources: Sequence[int] | None = None,
    ) -> tuple[Any, ...]:
        """The chosen sentences in the order of the document."""
        sentences = document.sentences
        titles = [title] if title is not None else [str(heading) for heading in document.headings]
        order = order_sentences(
            [str(sentence) for sentence in sentences],
            article_of=sources,
            titles=titles,
            language=self.language,
            setting=CLUSTER if sources is not None and len(set(sources)) > 1 else ARTICLE,
            budget=Budget.SENTENCES if words is None else Budget.WORDS,
        )
        if words is not None:
            kept, used = [], 0
            for index in order:
                if used >= words:
                    break
                kept.append(index)
                used += len(str(sentences[index]).split())
            return tuple(sentences[index] for index in sorted(kept))
        places = {id(sentences[index]): place for place, index in enumerate(order)}
        chosen: tuple[Any, ...] = self._get_best_sentences(sentences, sentences_count, lambda one: -places[id(one)])
        return chosen
