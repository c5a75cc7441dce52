"""Measured numbers as tables, and the page that holds them."""

from __future__ import annotations

import math
import statistics
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from time import perf_counter, process_time


@dataclass(frozen=True, slots=True)
class Times:
    """How long each of many runs took, in milliseconds, and the processor time that one took on average.

    The latter is what a machine that does nothing else would need, but for waits for the disk.
    """

    ms: tuple[float, ...]
    cpu_ms: float = math.nan

    @property
    def p50(self) -> float:
        return statistics.median(self.ms)

    @property
    def p99(self) -> float:
        """The nearest rank: with fewer than 100 runs, the longest."""
        return sorted(self.ms)[math.ceil(0.99 * len(self.ms)) - 1]

    @property
    def longest(self) -> float:
        return max(self.ms)


@dataclass
class Table:
    """A section of the page: what was measured, how, and the numbers. `note` stands above the numbers."""

    title: str
    note: str
    columns: Sequence[str]
    rows: list[Sequence[object]] = field(default_factory=list)

    def add(self, *cells: object) -> None:
        self.rows.append(cells)

    def markdown(self) -> str:
        lines = [self.columns, ["---", *["---:"] * (len(self.columns) - 1)], *self.rows]
        table = "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)
        return f"## {self.title}\n\n{self.note}\n\n{table}\n"


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:,.2f}" if value < 10 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else str(value).replace("|", "\\|")


def verdict(measured: float, aim: float) -> str:
    """Whether a measured number is under its aim."""
    return "yes" if measured < aim else f"**no** (aim {aim:g})"


async def timed(run: Callable[[], Awaitable[object]]) -> float:
    """How long one run takes, in milliseconds."""
    began = perf_counter()
    await run()
    return (perf_counter() - began) * 1000


async def times(runs: Sequence[Callable[[], Awaitable[object]]]) -> Times:
    """How long each run takes, one after the other."""
    cpu_s = process_time()
    ms = tuple([await timed(run) for run in runs])
    return Times(ms, (process_time() - cpu_s) * 1000 / len(runs))
