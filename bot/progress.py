"""How far a load has come: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from tqdm import tqdm

from bot.articles.ingest import LoadReport, OnProgress

#: Where there is no terminal, a line is written at most this often.
LINE_EVERY_S = 5.0


@contextmanager
def progress(stream: TextIO, monotonic: Callable[[], float] = time.monotonic) -> Iterator[OnProgress]:
    """What `Ingest.load` reports its progress to."""
    if not stream.isatty():
        yield _lines(stream, monotonic)
        return
    with tqdm(unit=" files", leave=False, file=stream) as bar:

        def draw(report: LoadReport, done: int, of: int) -> None:
            bar.total = of
            bar.set_postfix_str(str(report), refresh=False)
            bar.update(done - bar.n)

        yield draw


def _lines(stream: TextIO, monotonic: Callable[[], float]) -> OnProgress:
    last = [monotonic()]

    def write(report: LoadReport, done: int, of: int) -> None:
        if monotonic() - last[0] >= LINE_EVERY_S:
            last[0] = monotonic()
            stream.write(f"{done:,} of {of:,} files: {report}\n")
            stream.flush()

    return write
