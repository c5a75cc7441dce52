"""How sentences are put in order of worth: by NewsRank or a twin of one of sumy's summarizers, bounded and made safe.

Heavy imports: only workers import this module.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bot.briefing.furniture import is_furniture
from bot.briefing.rank import Budget, order_sentences
from bot.briefing.refuse import refusal_for
from bot.briefing.text import split_sentences, tokenizer_for
from bot.briefing.twins import (
    Document,
    edmundson,
    kl,
    lexicon_for,
    lexrank,
    lsa,
    luhn,
    reduction,
    sumbasic,
    textrank,
)
from bot.briefing.twins.words import Floats
from bot.language.lexicon import stop_words_for
from bot.language.words import word_count
from bot.models import Method, Ranking, Span

MAX_SENTENCES = 1_000
# Below, a sentence is a fragment (`"No."`, `9.04pm`); above, it is a list or a broken text, and no point to post.
MIN_WORDS = 4
MAX_WORDS = 80
MAX_CHARACTERS = 1000

# Ratings that differ by less are equal: sums over sets differ in the last digits from process to process.
_RATING_DIGITS = 9

_TWINS: dict[Method, Callable[[Document], Floats]] = {
    Method.LEXRANK: lexrank,
    Method.TEXTRANK: textrank,
    Method.LSA: lsa,
    Method.LUHN: luhn,
    Method.KL: kl,
    Method.SUMBASIC: sumbasic,
    Method.REDUCTION: reduction,
}


@dataclass(frozen=True, slots=True)
class _Body:
    """What a method is asked to order: sentences with their places, and the article's own summary of itself."""

    paragraphs: Sequence[str]
    spans: Sequence[Span]
    texts: Sequence[str]
    title: str
    cues: str
    language: str


def rank(
    paragraphs: Sequence[str],
    *,
    title: str,
    key_points: Sequence[str],
    language: str,
    method: Method,
    max_sentences: int = MAX_SENTENCES,
) -> Ranking:
    """Every sentence of a body, best first, by NewsRank, one of sumy's methods or in the order of the text (`lead`).

    The method sees at most the first `max_sentences` distinct sentences of 4 to 80 words; what it did not
    see follows in the order of the text, and fragments, overlong and repeated sentences come last.
    A body that is refused a briefing keeps the order of the text, and so does one the method can make nothing of.
    """
    spans = split_sentences(paragraphs, language)
    refusal = refusal_for(title, key_points, paragraphs, spans)
    if refusal is not None:
        return Ranking(method, spans, tuple(range(len(spans))), refusal)
    texts = [paragraphs[span.paragraph][span.start : span.end] for span in spans]
    body = _Body(paragraphs, spans, texts, title, " ".join([title, *key_points]), language)
    shown = _worth_showing(body)
    bound = len(shown) if method is Method.LEAD else max_sentences
    seen, note = shown[:bound], None
    if len(seen) < len(shown):
        note = f"ranked the first {len(seen):,} of {len(shown):,} sentences"
    order = seen if method is Method.LEAD else _order(body, seen, method)
    if order is None:
        order, note = seen, f"in the order of the text: {method} cannot rank these sentences"
    last = sorted(set(range(len(spans))) - set(shown))
    return Ranking(method, spans, (*order, *shown[bound:], *last), note=note)


def _worth_showing(body: _Body) -> list[int]:
    """The positions of the sentences a reader could be shown, each text once."""
    texts: dict[str, int] = {}
    for position, (span, text) in enumerate(zip(body.spans, body.texts, strict=True)):
        whole = len(text) <= MAX_CHARACTERS and MIN_WORDS <= word_count(text) <= MAX_WORDS
        if whole and not is_furniture(text, body.paragraphs[span.paragraph]):
            texts.setdefault(text, position)
    return list(texts.values())


def _order(body: _Body, positions: Sequence[int], method: Method) -> list[int] | None:
    """The positions, best first, or None where the method fails on such sentences."""
    if method is Method.NEWSRANK:
        texts = [body.texts[at] for at in positions]
        order = order_sentences(texts, titles=[body.cues], language=body.language, budget=Budget.SENTENCES)
        return [positions[index] for index in order]
    ratings = _edmundson(body, positions) if method is Method.EDMUNDSON else _TWINS[method](_document(body, positions))
    if not np.isfinite(ratings).all():
        return None
    ranked = np.argsort(-np.round(ratings, _RATING_DIGITS), kind="stable")
    return [positions[index] for index in ranked]


def _edmundson(body: _Body, positions: Sequence[int]) -> Floats:
    """Edmundson's ratings: the title is a heading of the first paragraph, its and the key points' words are cues.

    No stigma words: stop words for them only favour the shortest sentences.
    """
    stop_words = stop_words_for(body.language)
    cues = {word.lower() for word in tokenizer_for(body.language).to_words(body.cues)} - stop_words
    document = _document(body, positions, heading=body.title)
    lexicon = lexicon_for(body.language)
    return edmundson(document, bonus=lexicon.stems(sorted(cues)), null=lexicon.stems(sorted(stop_words)))


def _document(body: _Body, positions: Sequence[int], *, heading: str = "") -> Document:
    to_words = tokenizer_for(body.language).to_words
    paragraphs = {body.spans[at].paragraph for at in positions}
    number = {paragraph: place for place, paragraph in enumerate(sorted(paragraphs))}
    return lexicon_for(body.language).prepare(
        [to_words(body.texts[at]) for at in positions],
        paragraph=[number[body.spans[at].paragraph] for at in positions],
        heading=to_words(heading),
    )
