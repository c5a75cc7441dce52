"""How long it takes from the paragraphs of an article to its sentences in order: by method, by length, warm and cold.

Each method runs in a process of its own, on one core: `python -m benchmarks.speed METHOD` reads texts, writes times.
This module imports next to nothing, so that the first article of such a process is as cold as it can be.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from benchmarks.report import Table

#: Sentences of an article, and how many such articles the median is taken of.
LENGTHS = {10: 20, 30: 20, 100: 10, 300: 5, 1_000: 3}
_COLD = 30
_STARTS = 3
_WARM_UP = 40
_PARAGRAPH = 2
# A length is left out where the one before it lets expect more, if time grows with the square of the length.
_PATIENCE_S = 20
_ENOUGH_S = 4
_SUMYS = "sumy's "

Paragraphs = Sequence[str]


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds an article, by its sentences: processor time, warm; None where it was too slow to wait for.

    `cold_ms` is from nothing imported to the order of a first article of 30 sentences, as a clock on the wall shows.
    """

    system: str
    ms: dict[int, float | None]
    cold_ms: float
    articles_a_second: float


def measure(lengths: Sequence[int] = tuple(LENGTHS), systems: Sequence[str] | None = None) -> list[Speed]:
    """Measure each method. Texts are those of a development set where it is there, else invented."""
    from benchmarks.extracts import LEAD, NEWSRANK, SUMY

    names = systems or [NEWSRANK, LEAD, *SUMY, *(_SUMYS + method for method in SUMY)]
    texts = _texts(lengths)
    return [_measured(name, texts) for name in names]


def table(found: Sequence[Speed]) -> Table:
    """One row a method."""
    from benchmarks.report import Table

    lengths = list(found[0].ms)
    made = Table(
        "Speed",
        "From paragraphs to sentences in order, milliseconds an article by its number of sentences: processor time of "
        "one core, warm, medians over different articles. Cold is the first article of 30 sentences in a fresh "
        f"process, imports included, best of {_STARTS}. Articles a second: CNN articles (else invented ones) one after "
        "another. Above `sumy's`: the bot's own implementations.",
        ["method", *(f"{length:,}" for length in lengths), "cold", "articles/s"],
    )
    for each in found:
        cells = ["—" if ms is None else ms for ms in each.ms.values()]
        made.add(each.system, *cells, each.cold_ms, each.articles_a_second)
    return made


def twins_table() -> Table:
    """The bot's implementations of sumy's methods beside sumy's own."""
    from benchmarks import twins_speed
    from benchmarks.report import Table

    made = Table(
        "Sumy's methods and their twins",
        "Milliseconds from words and stems at hand to the ratings of all sentences: the same ratings.",
        ["method", "sentences", "sumy's own", "twin", "ratio"],
    )
    for row in twins_speed.measure():
        sumy = ("—", "—") if row.sumy_ms is None else (row.sumy_ms, row.ratio)
        made.add(row.method, row.sentences, sumy[0], row.twin_ms, sumy[1])
    return made


def _measured(system: str, texts: dict[str, object]) -> Speed:
    cold = [_run(system, {"cold": texts["cold"]})["cold_ms"] for _ in range(_STARTS - 1)]
    found = _run(system, texts)
    ms = {int(length): value for length, value in found["ms"].items()}
    return Speed(system, ms, min([*cold, found["cold_ms"]]), found["articles_a_second"])


def _run(system: str, texts: dict[str, object]) -> dict:
    one_core = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "benchmarks.speed", system]
    found = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, env=one_core, check=False)
    if found.returncode:
        raise RuntimeError(f"{system}: {found.stderr.strip().splitlines()[-1]}")
    return json.loads(found.stdout)


def _texts(lengths: Sequence[int]) -> dict[str, object]:
    """Different articles for every use, each a list of paragraphs of two sentences."""
    sentences = _sentences()

    def take(count: int) -> list[str]:
        taken = [next(sentences) for _ in range(count)]
        return [" ".join(taken[start : start + _PARAGRAPH]) for start in range(0, count, _PARAGRAPH)]

    return {
        "cold": take(_COLD),
        "warm_up": [take(_COLD) for _ in range(_WARM_UP)],
        "lengths": {length: [take(length) for _ in range(LENGTHS[length])] for length in lengths},
        "articles": _articles(),
    }


def _articles() -> list[Paragraphs]:
    from benchmarks import corpus
    from benchmarks.datasets import DATA
    from benchmarks.extracts import read

    path = DATA / "cnn_dev.jsonl.gz"
    if path.exists():
        return [item.articles[0].paragraphs for item in read(path)]
    return [corpus.article(number, number + 1).draft.paragraphs for number in range(300)]


def _sentences() -> Iterator[str]:
    """Sentences of one article after another, without end."""
    from bot.briefing.text import split_sentences

    while True:
        for paragraphs in reversed(_articles()):
            for span in split_sentences(paragraphs, "en"):
                yield paragraphs[span.paragraph][span.start : span.end]


def _ranker(system: str) -> Callable[[Paragraphs], object]:
    """What orders the sentences of English paragraphs. It imports what it needs."""
    if system == "newsrank":
        from bot.briefing.rank import order_article

        return lambda paragraphs: order_article(paragraphs, title="", language="en")
    from bot.briefing.text import split_sentences

    if system == "lead":
        return lambda paragraphs: split_sentences(paragraphs, "en")
    from bot.models import Method

    if system.startswith(_SUMYS):
        from benchmarks.sumy_order import sumy_order

        method = Method(system.removeprefix(_SUMYS))
        return lambda paragraphs: sumy_order(
            list(
                dict.fromkeys(paragraphs[at.paragraph][at.start : at.end] for at in split_sentences(paragraphs, "en"))
            ),
            method,
            "en",
        )
    from bot.briefing import methods

    methods.refusal_for = lambda *_texts: None  # a long text is put together of many stories
    return lambda paragraphs: methods.rank(
        paragraphs, title="", key_points=(), language="en", method=Method(system), max_sentences=max(LENGTHS)
    )


def _times(system: str, texts: dict) -> dict[str, object]:
    began = perf_counter()
    rank = _ranker(system)
    rank(texts["cold"])
    cold_ms = (perf_counter() - began) * 1000
    if "lengths" not in texts:
        return {"cold_ms": cold_ms}
    for paragraphs in texts["warm_up"]:
        rank(paragraphs)
    ms: dict[str, float | None] = {}
    expected_s, before = 0.0, 1
    for length, articles in texts["lengths"].items():
        expected_s *= (int(length) / before) ** 2
        ms[length] = None if expected_s > _PATIENCE_S else _median_ms(rank, articles)
        expected_s, before = (ms[length] or expected_s * 1000) / 1000, int(length)
    return {"cold_ms": cold_ms, "ms": ms, "articles_a_second": _articles_a_second(rank, texts["articles"])}


def _median_ms(rank: Callable[[Paragraphs], object], articles: Sequence[Paragraphs]) -> float:
    found: list[float] = []
    for paragraphs in articles:
        began = process_time()
        rank(paragraphs)
        found.append(process_time() - began)
        if sum(found) > _ENOUGH_S:
            break
    return statistics.median(found) * 1000


def _articles_a_second(rank: Callable[[Paragraphs], object], articles: Sequence[Paragraphs]) -> float:
    began, done = process_time(), 0
    for paragraphs in articles:
        rank(paragraphs)
        done += 1
        if process_time() - began > _ENOUGH_S:
            break
    return done / (process_time() - began)


if __name__ == "__main__":
    print(json.dumps(_times(sys.argv[1], json.load(sys.stdin))))
