"""How sentences are put in order of worth: sumy's summarizers, asked for the whole order, bounded and made safe.

Heavy imports: only workers import this module.
"""
# mypy: allow-untyped-calls
# (sumy carries no annotations)

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from typing import Any

from numpy.linalg import LinAlgError
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence  # type: ignore[attr-defined] # no __all__
from sumy.nlp.stemmers import Stemmer, null_stemmer
from sumy.summarizers.edmundson import EdmundsonSummarizer
from sumy.summarizers.kl import KLSummarizer
from sumy.summarizers.lex_rank import LexRankSummarizer
from sumy.summarizers.lsa import LsaSummarizer
from sumy.summarizers.luhn import LuhnSummarizer
from sumy.summarizers.reduction import ReductionSummarizer
from sumy.summarizers.sum_basic import SumBasicSummarizer
from sumy.summarizers.text_rank import TextRankSummarizer
from sumy.utils import get_stop_words

from bot.briefing.refuse import refusal_for
from bot.briefing.text import LANGUAGE_NAMES, OfflineTokenizer, split_sentences, tokenizer_for
from bot.briefing.words import word_count
from bot.models import Method, Ranking, Span

MAX_SENTENCES = 200
# KL compares every sentence left with all those taken so far: 0.5 s at 100 sentences, 3.4 s at 200.
KL_MAX_SENTENCES = 100
# Below, a sentence is a fragment (`"No."`, `9.04pm`); above, it is a list or a broken text, and no point to post.
MIN_WORDS = 4
MAX_WORDS = 80
MAX_CHARACTERS = 1000

# Ratings that differ by less are equal: sums over sets differ in the last digits from process to process.
_RATING_DIGITS = 9
_STEMS_KEPT = 20_000
# sumy's Edmundson refuses empty word sets; no word is empty.
_NO_WORDS = frozenset({""})

_SUMMARIZERS: dict[Method, Callable[[Callable[[str], str]], Any]] = {
    Method.LEXRANK: LexRankSummarizer,
    Method.TEXTRANK: TextRankSummarizer,
    Method.LSA: LsaSummarizer,
    Method.LUHN: LuhnSummarizer,
    Method.EDMUNDSON: EdmundsonSummarizer,
    Method.KL: KLSummarizer,
    Method.SUMBASIC: SumBasicSummarizer,
    Method.REDUCTION: ReductionSummarizer,
}


@dataclass(frozen=True, slots=True)
class _Body:
    """What a method is asked to order: chosen sentences, and the article's own summary of itself."""

    paragraphs: Sequence[str]
    spans: Sequence[Span]
    title: str
    cues: str
    language: str

    def text(self, position: int) -> str:
        span = self.spans[position]
        return self.paragraphs[span.paragraph][span.start : span.end]


def rank(
    paragraphs: Sequence[str],
    *,
    title: str,
    key_points: Sequence[str],
    language: str,
    method: Method,
    max_sentences: int = MAX_SENTENCES,
) -> Ranking:
    """Every sentence of a body, best first, by one of sumy's methods or in the order of the text (`lead`).

    The method sees at most the first `max_sentences` (KL: 100) distinct sentences of 4 to 80 words; what it did not
    see follows in the order of the text, and fragments, overlong and repeated sentences come last.
    A body that is refused a briefing keeps the order of the text, and so does one the method can make nothing of.
    """
    spans = split_sentences(paragraphs, language)
    refusal = refusal_for(title, key_points, paragraphs, spans)
    if refusal is not None:
        return Ranking(method, spans, tuple(range(len(spans))), refusal)
    body = _Body(paragraphs, spans, title, " ".join([title, *key_points]), language)
    shown = _worth_showing(body)
    bound = len(shown) if method is Method.LEAD else _bound(method, max_sentences)
    seen, note = shown[:bound], None
    if len(seen) < len(shown):
        note = f"ranked the first {len(seen):,} of {len(shown):,} sentences"
    order = seen if method is Method.LEAD else _order(body, seen, method)
    if order is None:
        order, note = seen, f"in the order of the text: {method} cannot rank these sentences"
    last = sorted(set(range(len(spans))) - set(shown))
    return Ranking(method, spans, (*order, *shown[bound:], *last), note=note)


def summarizer_for(method: Method, language: str, *, cues: Iterable[str] = ()) -> Any:
    """Make sumy's summarizer with the stemmer and stop words sumy has for the language.

    `cues` are the bonus words of Edmundson's method (1969, https://doi.org/10.1145/321510.321519). It gets no stigma
    words: stop words for them only favour the shortest sentences, and sumy's parsers have Czech ones for any language.
    """
    summarizer = _SUMMARIZERS[method](_stemmer(language))
    stop_words = _stop_words(language)
    if method is Method.EDMUNDSON:
        summarizer.null_words = stop_words or _NO_WORDS
        summarizer.stigma_words = _NO_WORDS
        summarizer.bonus_words = frozenset(word.lower() for word in cues) - stop_words or _NO_WORDS
    else:
        summarizer.stop_words = stop_words
    return summarizer


def document_of(
    paragraphs: Iterable[Iterable[str]], tokenizer: OfflineTokenizer, *, heading: str | None = None
) -> ObjectDocumentModel:
    """Make sumy's document of sentences by paragraph.

    A heading, for Edmundson, stands in the first paragraph: one of its own would take the place of the lead.
    """
    models = [[Sentence(text, tokenizer) for text in sentences] for sentences in paragraphs]
    if heading and models:
        models[0].insert(0, Sentence(heading, tokenizer, is_heading=True))
    return ObjectDocumentModel(map(Paragraph, models))


def _bound(method: Method, max_sentences: int) -> int:
    return min(max_sentences, KL_MAX_SENTENCES) if method is Method.KL else max_sentences


def _worth_showing(body: _Body) -> list[int]:
    """The positions of the sentences a reader could be shown, each text once.

    sumy keeps ratings in dicts by text, where a repeated sentence would take its twin's rating or double it.
    """
    texts: dict[str, int] = {}
    for position in range(len(body.spans)):
        text = body.text(position)
        if len(text) <= MAX_CHARACTERS and MIN_WORDS <= word_count(text) <= MAX_WORDS:
            texts.setdefault(text, position)
    return list(texts.values())


def _order(body: _Body, positions: Sequence[int], method: Method) -> list[int] | None:
    """The positions, best first, or None where the method fails on such sentences."""
    tokenizer = tokenizer_for(body.language)
    grouped = (list(group) for _paragraph, group in groupby(positions, lambda at: body.spans[at].paragraph))
    document = document_of(
        (map(body.text, group) for group in grouped),
        tokenizer,
        heading=body.title if method is Method.EDMUNDSON else None,
    )
    summarizer = summarizer_for(method, body.language, cues=tokenizer.to_words(body.cues))
    ratings = _ratings(summarizer, document)
    if len(ratings) != len(positions) or not all(map(math.isfinite, ratings)):
        return None
    ranked = sorted(range(len(positions)), key=lambda index: -round(ratings[index], _RATING_DIGITS))
    return [positions[index] for index in ranked]


def _ratings(summarizer: Any, document: ObjectDocumentModel) -> list[float]:
    """Ask sumy for the rating of each sentence in the order of the text; empty where its arithmetic fails.

    A summarizer hands all rated sentences to a count that is callable; this one takes note and chooses none.
    """
    caught: list[Any] = []

    def catch(infos: Sequence[Any]) -> tuple[Any, ...]:
        caught.extend(infos)
        return ()

    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore"
        )  # numpy's division by nothing; LSA on few words; the Czech stemmer on mixed case
        try:
            summarizer(document, catch)
        except (ArithmeticError, LinAlgError):
            return []
    return [float(info.rating) for info in sorted(caught, key=lambda info: info.order)]


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    try:
        stemmer: Callable[[str], str] = Stemmer(LANGUAGE_NAMES[language])
        stemmer("probe")  # Greek's and Polish's ask for a package of their own when they are used, with a ValueError
    except (LookupError, ValueError):
        stemmer = null_stemmer
    return lru_cache(_STEMS_KEPT)(stemmer)


@cache
def _stop_words(language: str) -> frozenset[str]:
    try:
        return frozenset(get_stop_words(LANGUAGE_NAMES[language]))
    except LookupError:
        return frozenset()
