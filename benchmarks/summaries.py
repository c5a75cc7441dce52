"""`python -m benchmarks.summaries`: how near each method comes to what people wrote, and whether that is chance.

Every system is treated alike: sentences in the order of rank, the last one cut where the budget of words is spent,
words are `\\w+`, stems are Porter's for English and Snowball's for other languages.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks import coherence, speed
from benchmarks.datasets import DATA, known_files, stem
from benchmarks.extracts import (
    LEAD,
    NEWSRANK,
    SUMY,
    SYSTEMS,
    WORDS,
    Item,
    in_parallel,
    order,
    read,
)
from benchmarks.report import Table
from benchmarks.rouge import MEASURES, cut, paired, scores


@dataclass(frozen=True, slots=True)
class Scored:
    """One data set's scores: by system, an array of items x `MEASURES`, in points. `words` is the budget."""

    name: str
    words: int
    systems: dict[str, np.ndarray]

    @property
    def items(self) -> int:
        return len(next(iter(self.systems.values())))

    @property
    def best_of_sumy(self) -> str | None:
        """The method of sumy with the highest mean ROUGE-1 here."""
        return max(self.systems.keys() & set(SUMY), key=lambda each: self.systems[each][:, 0].mean(), default=None)

    def as_json(self) -> dict[str, object]:
        """Means of all systems, and how much better newsrank is than each other, `[mean, low, high]`."""
        ours = self.systems.get(NEWSRANK)
        return {
            "n": self.items,
            "words": self.words,
            "scores": {each: _by_measure(found.mean(axis=0).tolist()) for each, found in self.systems.items()},
            "difference": {
                each: _by_measure(list(map(list, paired(ours, found))))
                for each, found in self.systems.items()
                if ours is not None and each != NEWSRANK
            },
        }

    def table(self) -> Table:
        """Means, and the differences from Lead and from the best of sumy with their 95 % intervals."""
        best = self.best_of_sumy
        rivals = {"lead": LEAD} | ({f"best of sumy ({best})": best} if best else {})
        versus = [f"R{number} over {label}" for label in rivals for number in (1, 2)]
        table = Table(
            f"{self.name}: {self.items:,} items, {self.words} words",
            "F1 in points; differences with 95 % intervals (paired bootstrap, 1,000 resamples).",
            ["method", "R1", "R2", "L", *versus],
        )
        for each in sorted(self.systems, key=SYSTEMS.index):
            found = self.systems[each]
            cells = [str(gap) if each != rival else "" for rival in rivals.values() for gap in self._gaps(found, rival)]
            table.add(each, *(f"{mean:.1f}" for mean in found.mean(axis=0)), *cells)
        return table

    def _gaps(self, found: np.ndarray, rival: str) -> list[object]:
        return list(paired(found, self.systems[rival])[:2])


def score(name: str, items: Sequence[Item], words: int, systems: Sequence[str], *, processes: int = 1) -> Scored:
    """Score every system on every item; a round-robin of one article is its lead and left out."""
    if all(len(item.articles) == 1 for item in items):
        systems = [each for each in systems if each != "lead-round-robin"]
    rows = in_parallel(partial(_scores, words=words, systems=systems), items, processes)
    found = np.array(rows)
    return Scored(name, words, {each: found[:, number] for number, each in enumerate(systems)})


async def measure(limit: int | None = None, lengths: Sequence[int] = tuple(speed.LENGTHS)) -> list[Table]:
    """The part of the page of results: all systems on all development sets, coherence, and (`lengths`) speed."""
    paths = known_files(WORDS)
    budgets = {path: WORDS[stem(path)] for path in paths}
    processes = 1 if limit else os.cpu_count() or 1  # a quick look is over before other processes are up
    found = [
        score(stem(path), read(path, limit), words, chosen(()), processes=processes).table()
        for path, words in budgets.items()
    ]
    if paths:
        found.append(coherence.table(budgets, None, limit, processes))
    else:
        left_out = Table("Summaries", "How near each method comes to what people wrote.", ["left out"])
        left_out.add("the development sets are not part of the project")
        found.append(left_out)
    return [*found, speed.table(speed.measure(lengths)), speed.twins_table()] if lengths else found


def chosen(methods: Sequence[str], *, alone: bool = False) -> list[str]:
    """The systems to score: those asked for (all, if none are) and, unless `alone`, those they are compared with."""
    asked = set(methods or SYSTEMS) | {LEAD} | (set() if alone else set(SUMY))
    return [each for each in SYSTEMS if each in asked]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; the exit code."""
    parser = _parser()
    options = parser.parse_args(arguments)
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")  # for processes to come: one core each
    paths = options.data or known_files(WORDS)
    if not paths and not options.speed:
        parser.error(f"no development sets in {DATA}: name a file with --data")
    budgets = {path: options.words or WORDS.get(stem(path)) for path in paths}
    unknown = [str(path) for path in paths if not budgets[path]]
    if unknown:
        parser.error(f"--words is needed for {', '.join(unknown)}")
    if options.speed:
        print(speed.table(speed.measure()).markdown())
        print(speed.twins_table().markdown())
    if options.coherence:
        print(coherence.table(budgets, options.method, options.limit, options.processes).markdown())
    if options.charts:
        from benchmarks import charts

        charts.draw([_score(path, budgets[path], options) for path in paths], speed.measure())
    if options.speed or options.coherence or options.charts:
        return 0
    found = [_score(path, budgets[path], options) for path in paths]
    if options.json:
        made = json.dumps({each.name: each.as_json() for each in found}, indent=2)
        options.json.write_text(made + "\n", "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.summaries", description=__doc__)
    parser.add_argument("--data", nargs="+", type=Path, metavar="FILE", help="default: all development sets")
    parser.add_argument("--words", type=int, help="the budget; development sets have their own")
    parser.add_argument("--method", action="append", choices=SYSTEMS, help="(again for more) default: all")
    parser.add_argument("--alone", action="store_true", help="compare with lead only: faster")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write means and differences here too")
    parser.add_argument("--limit", type=int, metavar="N", help="only the first N items of each file")
    parser.add_argument("--processes", type=int, default=os.cpu_count(), metavar="N")
    parser.add_argument("--coherence", action="store_true", help="instead: sentences that lean on what is not shown")
    parser.add_argument("--speed", action="store_true", help="instead: milliseconds an article")
    parser.add_argument("--charts", action="store_true", help="instead: draw docs/images/rouge.png and speed.png")
    return parser


def _score(path: Path, words: int, options: argparse.Namespace) -> Scored:
    systems = chosen(options.method or (), alone=options.alone)
    found = score(stem(path), read(path, options.limit), words, systems, processes=options.processes)
    print(found.table().markdown(), flush=True)
    return found


def _scores(item: Item, words: int, systems: Sequence[str]) -> list[tuple[float, ...]]:
    return [scores(cut(order(item, each, words), words), item.reference, item.language) for each in systems]


def _by_measure(values: Sequence[object]) -> dict[str, object]:
    return dict(zip(MEASURES, values, strict=True))


if __name__ == "__main__":
    sys.exit(main())
