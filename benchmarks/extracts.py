"""Texts with summaries that people wrote, and how each system orders their sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, pairwise, zip_longest
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from benchmarks.datasets import CODES, paragraphs_of, rows
from benchmarks.rouge import cut, words_of
from bot.briefing.text import split_sentences
from bot.models import Method, Span

#: The budget of words with which each development set is scored.
WORDS = {"cnn_dev": 50, "dailymail_dev": 60, "multinews_dev": 230, "neus_dev": 65, "orangesum_dev": 35}

NEWSRANK = "newsrank"
LEAD = "lead"
SUMY = ("lexrank", "textrank", "lsa", "luhn", "sumbasic", "kl", "reduction", "edmundson")
SYSTEMS = (NEWSRANK, LEAD, "lead-round-robin", *SUMY, "oracle")

# Fragments and overlong sentences mislead sumy's methods; the bot keeps them away, which is to their advantage.
_SHORTEST, _LONGEST = 4, 80
_CHUNK = 5

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Source:
    """One article of an item."""

    title: str
    paragraphs: tuple[str, ...]

    def sentences(self, language: str) -> list[str]:
        return [_text(self.paragraphs, span) for span in split_sentences(self.paragraphs, language)]


@dataclass(frozen=True, slots=True)
class Item:
    """One article, or several on one story, and the lines that a person summed it up in. `language` is ISO 639-1."""

    id: str
    language: str
    articles: tuple[Source, ...]
    reference: tuple[str, ...]


def read(path: Path, limit: int | None = None) -> list[Item]:
    """The first `limit` items of a `.jsonl` or `.jsonl.gz` file."""
    return [_item(row) for _, row in rows(path, limit)]


def order(item: Item, system: str, words: int) -> Iterable[str]:
    """The item's sentences, best first. Only the oracle looks at the reference and at the budget of `words`."""
    if system == "oracle":
        return _oracle(item, words)
    if system == NEWSRANK:
        return _newsrank(item)
    by_article = [source.sentences(item.language) for source in item.articles]
    if system == "lead-round-robin":
        return [text for turn in zip_longest(*by_article) for text in turn if text is not None]
    sentences = list(chain.from_iterable(by_article))
    return sentences if system == LEAD else _sumy(item, sentences, Method(system))


def in_parallel(function: Callable[[Item], T], items: Sequence[Item], processes: int) -> list[T]:
    """The function of each item, in their order; in fresh processes, or (one) in this."""
    if processes == 1:
        return list(map(function, items))
    with get_context("spawn").Pool(processes) as pool:
        return pool.map(function, items, chunksize=_CHUNK)


def _item(row: dict) -> Item:
    articles = tuple(Source(article["title"] or "", paragraphs_of(article["text"])) for article in row["articles"])
    return Item(str(row["id"]), CODES.get(row["language"], row["language"]), articles, tuple(row["reference"]))


def _text(paragraphs: Sequence[str], span: Span) -> str:
    return paragraphs[span.paragraph][span.start : span.end]


def _newsrank(item: Item) -> list[str]:
    from bot.briefing.rank import ClusterArticle, order_article, order_cluster

    if len(item.articles) == 1:
        source = item.articles[0]
        spans, best_first = order_article(source.paragraphs, title=source.title, language=item.language)
        return [_text(source.paragraphs, spans[position]) for position in best_first]
    cluster = [
        ClusterArticle(source.title, source.paragraphs, f"source {number}")
        for number, source in enumerate(item.articles)
    ]
    found = order_cluster(cluster, language=item.language)
    return [_text(item.articles[number].paragraphs, span) for number, span in found]


def _sumy(item: Item, sentences: Sequence[str], method: Method) -> list[str]:
    """sumy itself, not a twin of it, on all articles as one document; what it was not shown follows."""
    from benchmarks.sumy_order import sumy_order

    shown = {text: None for text in sentences if _SHORTEST <= len(text.split()) <= _LONGEST}
    title = " ".join(source.title for source in item.articles).strip()
    ranked = sumy_order(list(shown), method, item.language, title=title)
    return [*ranked, *(text for text in sentences if text not in shown)]


def _oracle(item: Item, words: int) -> Iterator[str]:
    """The best that any choice of sentences might reach, nearly: greedily by ROUGE-1 + ROUGE-2 F1 of the cut summary.

    As Nallapati et al. (2017, https://arxiv.org/abs/1611.04230), 3.1; it stops where no sentence adds to the score.
    """
    sentences = list(chain.from_iterable(source.sentences(item.language) for source in item.articles))
    tokens: Callable[[str], list[str]] = partial(words_of, language=item.language)
    wanted = _grams([token for line in item.reference for token in tokens(line)])
    chosen: list[str] = []
    best = 0.0
    while len(sentences) > len(chosen):
        rated = [
            (_overlap(_grams(list(chain.from_iterable(map(tokens, cut([*chosen, text], words))))), wanted), -place)
            for place, text in enumerate(sentences)
        ]
        score, place = max(rated)
        if score <= best:
            return
        best = score
        chosen.append(sentences[-place])
        yield sentences[-place]


def _grams(tokens: Sequence[str]) -> tuple[Counter, Counter]:
    return Counter(tokens), Counter(pairwise(tokens))


def _overlap(one: tuple[Counter, Counter], other: tuple[Counter, Counter]) -> float:
    """ROUGE-1 F1 + ROUGE-2 F1."""
    return sum(2 * (a & b).total() / max(1, a.total() + b.total()) for a, b in zip(one, other, strict=True))
