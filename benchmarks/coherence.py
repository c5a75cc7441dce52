"""How often a summary shows a sentence that leans on one it does not show, and what it costs to avoid that."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np

from benchmarks.datasets import stem
from benchmarks.extracts import NEWSRANK, Item, in_parallel, read
from benchmarks.report import Table
from benchmarks.rouge import Interval, cut, length, paired, scores
from bot.briefing.coherence import dangles
from bot.briefing.compose import brief_article
from bot.models import Article, Length, Method, RankedArticle

# A second opinion, of first words only, so that the rules that choose sentences are not their own judge. It counts
# `It is the first time that …` too, which points to nothing: an upper bound.
_POINTING = {
    "de": "aber also auch außerdem daher dann das deshalb dies diese dieser dieses doch er es ihr ihre jedoch sein "
    "seine sie und",
    "en": "also and another both but he her his however it its meanwhile moreover nevertheless or she so such that "
    "their then therefore these they this those thus yet",
    "es": "además así ella ello ellos esa ese eso esta este esto pero sin su sus también y él",
    "fr": "ainsi alors aussi cela celle celui ces cet cette ce c elle elles et il ils leur leurs mais pourtant puis sa "
    "ses son",
}
# `This week` points to the day of reading, `That year` does not.
_NOW = {"en": "this", "fr": "cette ce cet", "de": "diese dieses diesen", "es": "esta este"}
_TIMES = (
    "afternoon fall month morning spring summer week weekend winter year année automne été hiver matin mois "
    "printemps semaine soir woche monat jahr abend sommer herbst semana mes año mañana tarde noche"
)
_WORD = re.compile(r"[^\W\d_]+")
_NO_DAY = datetime(2000, 1, 1, tzinfo=UTC)


class Found(NamedTuple):
    """What became of one article: is there a leaning sentence, by the bot's rules and by `_POINTING`; ROUGE-1 F1.

    `raw` is the best of the ranking and `composed` what a reader gets, of equally many sentences; their scores are at
    equally many words: at most the budget (`at_budget`), and all that the reader gets (`as_shown`).
    """

    refused: bool
    raw: tuple[bool, bool]
    composed: tuple[bool, bool]
    at_budget: tuple[float, float]
    as_shown: tuple[float, float]


def table(
    budgets: Mapping[Path, int], methods: Sequence[str] | None, limit: int | None = None, processes: int = 1
) -> Table:
    """The shares by data set and method (newsrank, if none are named); sets of clusters are left out."""
    made = Table(
        "Sentences that lean on what is not shown",
        "Share of summaries (%) with a sentence that opens with a pronoun or a connective while the sentence before "
        "it is not shown: the best of the ranking as they are, and as they are composed for a reader (standard "
        "length). By the bot's own rules, and by a plain list of first words that knows no exceptions. ROUGE-1: "
        "composed less raw at equal words, within the budget and as shown, with 95 % intervals.",
        ["data", "method", "articles", "refused", "raw", "composed", "raw (list)", "composed (list)", "R1", "R1 shown"],
    )
    for path, words in budgets.items():
        everything = read(path, limit)
        items = [item for item in everything if len(item.articles) == 1]
        if 2 * len(items) < len(everything):
            continue
        for method in methods or [NEWSRANK]:
            if method not in set(Method):
                print(f"{method}: the bot has no such method", file=sys.stderr)
            else:
                found = in_parallel(partial(examine, words=words, method=Method(method)), items, processes)
                made.add(stem(path), method, len(items), *_cells(found))
    return made


def examine(item: Item, words: int, method: Method) -> Found:
    """Rank and compose one article as the bot does."""
    from bot.briefing.methods import rank

    (source,) = item.articles
    ranking = rank(source.paragraphs, title=source.title, key_points=(), language=item.language, method=method)
    article = Article(0, source.title, (), source.paragraphs, "", _NO_DAY, item.language)
    shown = {point.position for point in brief_article(RankedArticle(article, ranking), Length.STANDARD).points}
    texts = [source.paragraphs[span.paragraph][span.start : span.end] for span in ranking.spans]
    composed = [texts[position] for position in ranking.order if position in shown]
    raw = [texts[position] for position in ranking.order]
    size = length(composed)

    def rouge_1(sentences: Sequence[str], budget: int) -> float:
        return scores(cut(sentences, min(size, budget)), item.reference, item.language)[0]

    return Found(
        ranking.refusal is not None,
        _leaning(set(ranking.order[: len(shown)]), texts, item.language),
        _leaning(shown, texts, item.language),
        (rouge_1(composed, words), rouge_1(raw, words)),
        (rouge_1(composed, size), rouge_1(raw, size)),
    )


def points_back(sentence: str, language: str) -> bool:
    """Whether the first word is one that mostly points back."""
    first, second = [*map(str.lower, _WORD.findall(sentence)[:2]), "", ""][:2]
    if first in _NOW.get(language, "").split() and second in _TIMES.split():
        return False
    return first in _POINTING.get(language, "").split()


def _leaning(shown: set[int], texts: Sequence[str], language: str) -> tuple[bool, bool]:
    alone = [texts[position] for position in shown if position and position - 1 not in shown]
    return any(dangles(text, language) for text in alone), any(points_back(text, language) for text in alone)


def _cells(found: Sequence[Found]) -> list[object]:
    raw, composed = (np.mean([getattr(each, name) for each in found], axis=0) * 100 for name in ("raw", "composed"))
    return [
        sum(each.refused for each in found),
        *(f"{share:.1f}" for share in (raw[0], composed[0], raw[1], composed[1])),
        *(str(_cost([getattr(each, name) for each in found])) for name in ("at_budget", "as_shown")),
    ]


def _cost(pairs: Sequence[tuple[float, float]]) -> Interval:
    both = np.array(pairs)
    return paired(both[:, :1], both[:, 1:])[0]
