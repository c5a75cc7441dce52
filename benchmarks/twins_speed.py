"""How long sumy's summarizers and their twins take on the same words: `python -m benchmarks.twins_speed`.

Both find the text split into words. sumy stems them each time, as it comes; twins take numbers, and what it takes to
make those of words is a row of its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from random import Random
from statistics import median
from time import perf_counter
from typing import NamedTuple

from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence

from benchmarks import corpus
from benchmarks.sumy_order import summarizer_for
from bot.briefing import twins
from bot.briefing.text import tokenizer_for
from bot.models import Method

SIZES = (30, 200, 1_000)
_RUNS = 5
_PARAGRAPH = 3
_SEED = 3
# Beyond so many sentences sumy's takes minutes.
_SUMY_SENTENCES = {Method.KL: 200}
_SLOW_MS = 200
_WORDS = range(8, 30)


class Row(NamedTuple):
    """Milliseconds to ratings; `sumy_ms` is None where it would take minutes."""

    method: str
    sentences: int
    sumy_ms: float | None
    twin_ms: float

    @property
    def ratio(self) -> float | None:
        """How many times as long sumy takes."""
        return None if self.sumy_ms is None else self.sumy_ms / self.twin_ms


def measure(sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """Both on the same invented documents, of words as frequent as in news; medians of five runs, warm."""
    return [row for size in sizes for row in _rows(size)]


def _rows(size: int) -> list[Row]:
    document = _document(size)
    lexicon = twins.lexicon_for("en")
    prepared = lexicon.prepare_sumy(document)
    rows = [Row("(words to numbers)", size, None, _ms(partial(lexicon.prepare_sumy, document)))]
    cues = frozenset(document.headings[0].words)
    sets = {"bonus": lexicon.stems(sorted(cues)), "null": lexicon.stems(["the", "of", "and"])}
    for method, twin in _TWINS.items():
        rate = partial(twin, prepared, **sets) if method is Method.EDMUNDSON else partial(twin, prepared)
        twin_ms, sumy_ms = _ms(rate), None  # the twin first: BLAS's threads are busy for a while after sumy's
        if size <= _SUMY_SENTENCES.get(method, size):
            sumy_ms = _ms(partial(summarizer_for(method, "en", cues), document, 3))
        rows.append(Row(method, size, sumy_ms, twin_ms))
    return rows


_TWINS: dict[Method, Callable[..., object]] = {
    Method.LEXRANK: twins.lexrank,
    Method.TEXTRANK: twins.textrank,
    Method.LSA: twins.lsa,
    Method.LUHN: twins.luhn,
    Method.KL: twins.kl,
    Method.SUMBASIC: twins.sumbasic,
    Method.REDUCTION: twins.reduction,
    Method.EDMUNDSON: twins.edmundson,
}


def _document(size: int) -> ObjectDocumentModel:
    """Sentences of 8 to 29 words, by Zipf's law."""
    random, tokenizer, words = Random(_SEED), tokenizer_for("en"), corpus.vocabulary()
    weights = [1 / (rank + 3) for rank in range(len(words))]
    texts = [" ".join(random.choices(words, weights, k=random.choice(_WORDS))) + "." for _number in range(size)]
    sentences = [Sentence(text.capitalize(), tokenizer) for text in texts]
    paragraphs = [sentences[start : start + _PARAGRAPH] for start in range(0, size, _PARAGRAPH)]
    paragraphs[0].insert(0, Sentence(texts[size // 2], tokenizer, is_heading=True))
    return ObjectDocumentModel([Paragraph(paragraph) for paragraph in paragraphs])


def _ms(call: Callable[[], object]) -> float:
    """The median of a few runs after a first; what is slow runs once."""
    taken: list[float] = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        while len(taken) <= _RUNS and max(taken, default=0) < _SLOW_MS:
            began = perf_counter()
            call()
            taken.append(1_000 * (perf_counter() - began))
    return median(taken[1:] or taken)


if __name__ == "__main__":
    for row in measure():
        sumy = f"{row.sumy_ms:10,.2f} {row.ratio:8,.0f}×" if row.sumy_ms is not None else f"{'–':>10}"
        print(f"{row.method:20} {row.sentences:6,} {row.twin_ms:9.3f} {sumy}")
