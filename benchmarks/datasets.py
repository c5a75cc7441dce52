"""Files of articles that people summed up or sorted into stories: where they are, and their lines."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from bot.language.names import LANGUAGE_NAMES

#: The development sets, where they are: beside the project, not part of it.
DATA = Path(__file__).parents[2] / "shared" / "data" / "summaries"
#: Files name languages in English.
CODES = {name: code for code, name in LANGUAGE_NAMES.items()}


def known_files(names: Iterable[str]) -> list[Path]:
    """The development sets of these names, as far as they are there."""
    return [path for name in names if (path := DATA / f"{name}.jsonl.gz").exists()]


def stem(path: Path) -> str:
    """A data set's name: its file's, without the endings."""
    return path.name.removesuffix(".gz").removesuffix(".jsonl")


def rows(path: Path, limit: int | None = None) -> Iterator[tuple[int, Any]]:
    """What the first `limit` lines of a `.jsonl` or `.jsonl.gz` file hold, with their numbers; empty ones do not count.

    Raises ValueError with file and line where one is not JSON or cannot be read.
    """
    number = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in islice(((at, line) for at, line in enumerate(lines, 1) if line.strip()), limit):
                yield number, json.loads(line)
    except json.JSONDecodeError as error:
        raise ValueError(f"{path}, line {number}: not JSON ({error.msg} at character {error.pos + 1})") from error
    except (UnicodeDecodeError, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ValueError(f"{path}, after line {number}: cannot be read ({error})") from error


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of an article: its lines."""
    return tuple(filter(str.strip, text.splitlines()))
