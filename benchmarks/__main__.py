"""`python -m benchmarks`: measure everything and write `benchmarks/results.md` (`--quick`: a minute, small sizes)."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from time import perf_counter

from benchmarks import answers, compare, corpus, loading, machine, startup
from benchmarks.report import Table

HERE = Path(__file__).parent
#: Tables that are measured elsewhere, on texts that are not part of the project.

Part = Callable[[], Awaitable[list[Table]]]


@dataclass(frozen=True, slots=True)
class Sizes:
    """How much is measured: articles in the smaller and the larger corpus, runs of each question, files, starts.

    `summaries` are items of each development set (None: all), `lengths` the sentences of articles that are timed,
    `stories` the stories of each development set (None: all), `orders` the orders in which their articles come.
    """

    small: int = 1_000
    large: int = 100_000
    runs: int = 200
    files: int = 600
    starts: int = 5
    summaries: int | None = None
    lengths: tuple[int, ...] = (10, 30, 100, 300, 1_000)
    stories: int | None = None
    orders: int = 5


FULL = Sizes()
QUICK = Sizes(small=500, large=3_000, runs=30, files=64, starts=2, summaries=4, lengths=(), stories=50, orders=2)


def parts(sizes: Sizes, folder: Path) -> dict[str, Part]:
    """What is measured, by name, in the order of the page."""
    small, large, runs = sizes.small, sizes.large, sizes.runs
    return {
        "answers": partial(answers.measure, [small, large], runs, folder),
        "wire": partial(startup.answers_over_the_wire, large, runs, folder),
        "startup": partial(startup.measure, large, sizes.files // 10, sizes.starts, folder),
        "loading": partial(loading.measure, sizes.files, large, runs, folder),
        "ways": partial(compare.measure, large, runs, folder),
        "methods": partial(compare.methods, max(2, runs // 20)),
        "summaries": partial(_summaries, sizes),
        "stories": partial(_stories, sizes),
    }


async def page(sizes: Sizes, only: Sequence[str] = (), *, say: Callable[[str], None] = lambda _line: None) -> str:
    """The page of results. A part that fails says so in its place."""
    sections = [_head(sizes)]
    for size in (sizes.small, sizes.large):
        began = perf_counter()
        await corpus.database(size)
        say(f"corpus of {size:,}: {perf_counter() - began:.0f} s")
    with tempfile.TemporaryDirectory(prefix="briefing-bot-bench-") as folder:
        for name, part in parts(sizes, Path(folder)).items():
            if only and name not in only:
                continue
            began = perf_counter()
            sections += [table.markdown() for table in await _tried(name, part)]
            say(f"{name}: {perf_counter() - began:.0f} s")
    return "\n".join(sections)


async def _summaries(sizes: Sizes) -> list[Table]:
    from benchmarks import summaries  # needs rouge-score, of the extra `bench` only

    return await summaries.measure(sizes.summaries, sizes.lengths)


async def _stories(sizes: Sizes) -> list[Table]:
    from benchmarks import stories  # needs scikit-learn, of the extra `bench` only

    return await stories.measure(sizes.stories, sizes.orders)


async def _tried(name: str, part: Part) -> list[Table]:
    try:
        return await part()
    except Exception as error:  # noqa: BLE001 - the other parts are worth their numbers all the same
        failed = Table(name, "This part failed.", ["error"])
        failed.add(f"{type(error).__name__}: {error}"[:300].replace("\n", " "))
        return [failed]


def _head(sizes: Sizes) -> str:
    return (
        f"# Measured\n\n`make bench` writes this page.\n\n{machine.description()}\n\n"
        f"{sizes.runs} runs of each question, one after another, on generated articles of 300 to 600 words, "
        f"{corpus.ARTICLES_A_DAY} a day. p50 is the median, p99 the time that one run in a hundred exceeds.\n"
    )


def main() -> int:
    """Run what the command line asks for; the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, less than a minute; prints only")
    parser.add_argument("--only", nargs="+", default=(), choices=list(parts(QUICK, Path())), help="some parts; prints")
    options = parser.parse_args()
    sizes = QUICK if options.quick else FULL
    found = asyncio.run(page(sizes, options.only, say=lambda line: print(line, file=sys.stderr)))
    if options.quick or options.only:
        print(found)
    else:
        (HERE / "results.md").write_text(found, "utf-8")
        print(f"written: {HERE / 'results.md'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
