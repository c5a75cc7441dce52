"""`python -m benchmarks.stories`: how well articles are joined to stories, beside plain ways to do it.

All articles of a file are one shuffled stream, and its lines are the true stories. The bot sees the stream article by
article, in several orders. The plain ways see everything at once, and their settings are the best of those tried on
the very data they are scored on. `--corpus` does the same with the sample articles and their labels, dates included.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from itertools import combinations
from pathlib import Path
from random import Random
from statistics import fmean, pstdev
from time import perf_counter
from typing import Any

from benchmarks.clusters import Best, Scores, bcubed, plain_ways, scored
from benchmarks.datasets import CODES, DATA, known_files, paragraphs_of, rows, stem
from benchmarks.report import Table
from bot.articles.files import FoundFile, find_files, read_file
from bot.articles.language import language_of
from bot.clock import to_ms
from bot.models import ArticleDraft
from bot.stories.arrival import NewText

#: The development sets that tell stories apart.
SETS = ("neus_dev", "multinews_dev")
SEEDS = 5

_ROOT = Path(__file__).parents[1]
_LABELS = _ROOT / "tests" / "data" / "seed_labels.json"
_EVENING = datetime(2026, 11, 21, 20, tzinfo=UTC)
# No file says when its articles were published: to the bot they are all of one moment.
_ONE_MOMENT = datetime(2026, 1, 1, tzinfo=UTC)
_WINDOW_DAYS = 14
_BATCH = 200

Stream = Sequence["Text"]


@dataclass(frozen=True, slots=True)
class Text:
    """One article of a stream, with its true story."""

    id: int
    story: Hashable
    title: str
    key_points: tuple[str, ...]
    paragraphs: tuple[str, ...]
    language: str
    published_at: datetime = _ONE_MOMENT

    @property
    def all_of_it(self) -> str:
        return "\n".join((self.title, *self.key_points, *self.paragraphs))


@dataclass(frozen=True, slots=True)
class Result:
    """The bot's scores in each order of the stream, the B-cubed F1 between two orders, and the plain ways.

    `seconds` are those of one order.
    """

    name: str
    articles: int
    stories: int
    runs: tuple[Scores, ...]
    agreement: float
    seconds: float
    baselines: dict[str, Best]

    def as_json(self) -> dict[str, object]:
        """Means over the orders; `spread` is the standard deviation of F1."""
        return {
            "bcubed": _means([run.bcubed.as_json() for run in self.runs]),
            "pairwise": _means([run.pairwise.as_json() for run in self.runs]),
            "baselines": {name: each.as_json() for name, each in self.baselines.items()},
            "spread": {"bcubed": _spread(self.runs), "pairwise": pstdev(run.pairwise.f1 for run in self.runs)},
            "seeds": len(self.runs),
            "agreement": self.agreement,
            "articles": self.articles,
            "stories": self.stories,
            "seconds": round(self.seconds, 1),
        }

    def table(self) -> Table:
        """The bot's means over the orders, then the plain ways."""
        table = Table(
            f"Stories of {self.name}: {self.articles:,} articles, {self.stories:,} stories",
            f"All articles as one stream in {len(self.runs)} shuffled orders, without dates: B-cubed and pairwise "
            f"precision, recall and F1, in the mean. Two orders agree with B-cubed F1 {self.agreement:.3f}; one took "
            f"{self.seconds:.0f} s. The plain ways see everything at once, and their settings are the best of those "
            "tried on these very data; with 2 as its least number of samples DBSCAN is single-link.",
            ["way", "P", "R", "F1", "±", "pairs P", "pairs R", "pairs F1", "setting"],
        )
        table.add("the bot", *_cells(self.runs), "")
        for name, each in self.baselines.items():
            setting = ", ".join(f"{what} {value:g}" for what, value in each.setting.items())
            table.add(name, *_cells([each.scores]), setting)
        return table


def read(path: Path, limit: int | None = None) -> list[Text]:
    """The articles of the first `limit` lines. Raises ValueError with file and line where one is no item."""
    texts: list[Text] = []
    for number, row in rows(path, limit):
        try:
            texts += _texts(row, number, len(texts))
        except (AttributeError, KeyError, TypeError) as error:
            wanted = 'an object with "articles", a list of {"title": text or null, "text": text}'
            raise ValueError(f"{path}, line {number}: not {wanted}") from error
    if not texts:
        raise ValueError(f"{path}: no articles in it")
    return texts


def samples() -> list[Text]:
    """The sample articles, each with the story of its label, in the order of publication."""
    story_of = {file: label["story"] for file, label in json.loads(_LABELS.read_text("utf-8")).items()}
    folder = _ROOT / "seeds"
    drafts = [
        draft
        for found in find_files([folder / file for file in story_of])
        if isinstance(found, FoundFile)
        for draft in read_file(found, now=_EVENING)
        if isinstance(draft, ArticleDraft) and draft.published_at is not None
    ]
    drafts.sort(key=lambda draft: (draft.published_at, draft.origin))
    return [
        Text(
            number,
            story_of[Path(draft.origin).relative_to(folder).as_posix()],
            draft.title,
            draft.key_points,
            draft.paragraphs,
            language_of(draft.title, draft.key_points, draft.paragraphs, draft.language),
            draft.published_at,
        )
        for number, draft in enumerate(drafts, 1)
    ]


def new_text(text: Text) -> NewText:
    """The article as the bot's window takes it."""
    at = to_ms(text.published_at)
    return NewText(text.id, text.title, text.key_points, text.paragraphs, text.language, at)


def through_the_window(stream: Stream) -> dict[int, int]:
    """The story of each article after all of them came, in this order, through the bot's own code."""
    from bot.stories.window import StoryWindow

    window = StoryWindow(window_days=_WINDOW_DAYS)
    story_of: dict[int, int] = {}
    next_story_id = 1
    for start in range(0, len(stream), _BATCH):
        new = list(map(new_text, stream[start : start + _BATCH]))
        for placement in window.place(new, next_story_id=next_story_id):
            story_of.update(placement.memberships)
            next_story_id = max([next_story_id, *(story + 1 for story in placement.memberships.values())])
    return story_of


def compared(
    name: str,
    texts: Stream,
    seeds: int = SEEDS,
    ways: Callable[..., dict[str, Best]] = plain_ways,
    join: Callable[[Stream], dict[int, int]] = through_the_window,
) -> Result:
    """The bot on as many shuffled orders of the texts, and the plain ways."""
    truth = {text.id: text.story for text in texts}
    began = perf_counter()
    found = [join(each) for each in orders(texts, seeds)]
    return Result(
        name,
        len(texts),
        len(set(truth.values())),
        tuple(scored(each, truth) for each in found),
        agreement(found),
        (perf_counter() - began) / seeds,
        ways({text.id: text.all_of_it for text in texts}, truth, english=_is_english(texts)),
    )


def orders(texts: Stream, seeds: int) -> list[list[Text]]:
    """The texts in as many shuffled orders."""
    return [Random(seed).sample(texts, len(texts)) for seed in range(seeds)]


def agreement(found: Sequence[Mapping[int, Hashable]]) -> float:
    """The mean B-cubed F1 between two of the clusterings; 1 where there is only one."""
    return fmean([bcubed(one, other).f1 for one, other in combinations(found, 2)] or [1.0])


def corpus_table(
    texts: Stream,
    seeds: int = SEEDS,
    join: Callable[[Stream], dict[int, int]] = through_the_window,
) -> Table:
    """The sample corpus in the order of publication and shuffled, with its dates."""
    truth = {text.id: text.story for text in texts}
    straight = join(texts)
    shuffled = [join(each) for each in orders(texts, seeds)]
    made = Table(
        f"Stories of the sample corpus: {len(texts)} articles, {len(set(truth.values()))} stories",
        "B-cubed and pairwise precision, recall and F1 against labels by hand; with dates. `agrees` is the B-cubed F1 "
        "between that order and the order of publication.",
        ["order", "P", "R", "F1", "±", "pairs P", "pairs R", "pairs F1", "agrees"],
    )
    made.add("as published", *_cells([scored(straight, truth)]), "")
    agrees = fmean(bcubed(each, straight).f1 for each in shuffled)
    made.add(f"shuffled, {seeds} times", *_cells([scored(each, truth) for each in shuffled]), f"{agrees:.3f}")
    return made


def sample_tables(seeds: int = SEEDS) -> list[Table]:
    """All that is measured on the sample corpus."""
    return [corpus_table(samples(), seeds)]


async def measure(limit: int | None = None, seeds: int = SEEDS) -> list[Table]:
    """The part of the page of results: the development sets, as far as they are there, and the sample corpus."""
    found = [compared(stem(path), read(path, limit), seeds).table() for path in known_files(SETS)]
    if not found:
        left_out = Table("Stories", "How well articles are joined to stories.", ["left out"])
        left_out.add("the development sets are not part of the project")
        found.append(left_out)
    return [*found, *sample_tables(seeds)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the command line asks for; the exit code."""
    os.environ.update(OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")  # scikit-learn, imported later, heeds them
    parser = _parser()
    options = parser.parse_args(arguments)
    paths = options.data or ([] if options.corpus else known_files(SETS))
    if not paths and not options.corpus:
        parser.error(f"no development sets in {DATA}: name a file with --data")
    if paths and find_spec("sklearn") is None:
        parser.error("the plain ways need scikit-learn: run `make bench`, or `pip install -e '.[bench]'`")
    try:
        results = [_measured(path, options) for path in paths]
    except (OSError, ValueError) as error:
        parser.error(str(error))
    if options.corpus:
        print("\n".join(table.markdown() for table in sample_tables(options.seeds)))
    if options.json:
        made = json.dumps({each.name: each.as_json() for each in results}, indent=2)
        options.json.write_text(made + "\n", "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stories", description=__doc__)
    parser.add_argument("--data", nargs="+", type=Path, metavar="FILE", help="default: the development sets")
    parser.add_argument("--json", type=Path, metavar="OUT", help="write all numbers here too")
    parser.add_argument("--seeds", type=_at_least_one, default=SEEDS, metavar="N", help=f"orders; default: {SEEDS}")
    parser.add_argument("--limit", type=_at_least_one, metavar="N", help="only the first N lines of each file")
    parser.add_argument("--corpus", action="store_true", help="the sample articles (too, if there is --data)")
    return parser


def _measured(path: Path, options: argparse.Namespace) -> Result:
    found = compared(stem(path), read(path, options.limit), options.seeds, join=through_the_window)
    print(found.table().markdown(), flush=True)
    return found


def _at_least_one(text: str) -> int:
    if (number := int(text)) < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def _texts(row: Mapping[str, Any], line: int, first_id: int) -> Iterator[Text]:
    named = row.get("language") or ""
    for number, article in enumerate(row["articles"], first_id):
        title = (article.get("title") or "").strip()
        paragraphs = paragraphs_of(article.get("text") or "")
        language = CODES.get(named) or language_of(title, (), paragraphs, named)
        yield Text(number, line, title, (), paragraphs, language)


def _is_english(texts: Stream) -> bool:
    return 2 * sum(text.language == "en" for text in texts) > len(texts)


def _means(runs: Sequence[Mapping[str, float]]) -> dict[str, float]:
    return {name: fmean(run[name] for run in runs) for name in runs[0]}


def _spread(runs: Sequence[Scores]) -> float:
    return pstdev(run.bcubed.f1 for run in runs)


def _cells(runs: Sequence[Scores]) -> list[str]:
    """Means in three digits, and the standard deviation of B-cubed F1 where there are several runs."""
    pairs, items = (_means([getattr(run, name).as_json() for run in runs]) for name in ("pairwise", "bcubed"))
    spread = f"{_spread(runs):.3f}" if len(runs) > 1 else ""
    return [*(f"{value:.3f}" for value in items.values()), spread, *(f"{value:.3f}" for value in pairs.values())]


if __name__ == "__main__":
    sys.exit(main())
