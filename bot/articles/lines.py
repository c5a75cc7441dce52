"""The lines of a large text file, one at a time, each within a bound."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from bot.articles.decode import mend_text
from bot.errors import ArticleRejected


class TextLines(Iterator[str]):
    r"""Iterates over mended lines of `stream`, whose universal newlines are on.

    A line of over `max_chars` characters comes out as an empty one, so that line numbers stay true;
    `take_notes` says so.
    """

    def __init__(self, stream: TextIO, *, origin: str, max_chars: int) -> None:
        self._stream = stream
        self._origin = origin
        self._max_chars = max_chars
        self._number = 0
        self._warnings: dict[str, None] = {}
        self._rejected: list[ArticleRejected] = []

    def __next__(self) -> str:
        line = self._stream.readline(self._max_chars + 1)
        if not line:
            raise StopIteration
        self._number += 1
        if len(line) > self._max_chars:
            self._skip_rest(line)
            reason = f"a line of over {self._max_chars:,} characters (articles.max_file_bytes)"
            self._rejected.append(ArticleRejected(self._origin, reason, self._number))
            return "\n"
        text, warnings = mend_text(line)
        self._warnings.update(dict.fromkeys(warnings))
        return text

    def take_notes(self) -> tuple[tuple[str, ...], tuple[ArticleRejected, ...]]:
        """Warnings and rejections since the last call."""
        notes = tuple(self._warnings), tuple(self._rejected)
        self._warnings.clear()
        self._rejected.clear()
        return notes

    def _skip_rest(self, line: str) -> None:
        while line and not line.endswith("\n"):
            line = self._stream.readline(self._max_chars)
