"""Files that hold an article a row: JSON Lines and CSV."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.articles.draft import make_draft
from bot.articles.language import language_code
from bot.articles.marks import strip_html_marks
from bot.articles.moments import parse_moment
from bot.articles.prose import split_paragraphs
from bot.errors import ArticleRejected
from bot.models import ArticleDraft

COLUMNS = ("title", "body", "url", "published_at", "source", "language", "guid")
_TEXT_COLUMNS = ("title", "body", "url", "source", "language")
_DELIMITERS = ",;\t"
_MAX_FIELD_CHARS = 5 * 2**20
_SHOWN_CHARS = 200


def parse_jsonl(lines: Iterable[str], *, origin: str, source: str) -> Iterator[ArticleDraft | ArticleRejected]:
    """An article, or why there is none, for each line that is not blank. Names other than `COLUMNS` are ignored."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            yield _article(_json_object(line, origin, number), origin=origin, source=source, line=number)
        except ArticleRejected as rejected:
            yield rejected


def parse_csv(lines: Iterable[str], *, origin: str, source: str) -> Iterator[ArticleDraft | ArticleRejected]:
    """An article, or why there is none, for each row after the header (RFC 4180; `;` and tabs part columns too).

    A row's line is the one it begins on. Without a `body` column there is one rejection, with the names that are there.
    """
    # The library's own bound of 131,072 characters, which is one for the process, is too low for a long article.
    csv.field_size_limit(_MAX_FIELD_CHARS)
    numbered = enumerate(lines, start=1)
    header_line, header = next(((number, line) for number, line in numbered if line.strip()), (1, ""))
    delimiter = max(_DELIMITERS, key=header.count)
    names = [name.strip().lower() for name in next(csv.reader([header], delimiter=delimiter), [])]
    if "body" not in names:
        shown = ", ".join(names)[:_SHOWN_CHARS] or "none"
        yield ArticleRejected(origin, f'no column named "body"; the columns are: {shown}', header_line)
        return
    rows = _csv_rows((line for _, line in numbered), delimiter, origin, first_line=header_line + 1)
    for number, row in rows:
        if isinstance(row, ArticleRejected):
            yield row
            continue
        try:
            yield _article(dict(zip(names, row, strict=False)), origin=origin, source=source, line=number)
        except ArticleRejected as rejected:
            yield rejected


def _csv_rows(
    lines: Iterator[str], delimiter: str, origin: str, *, first_line: int
) -> Iterator[tuple[int, list[str] | ArticleRejected]]:
    """Rows that are not blank, with the line each begins on.

    Strict, since a quote that is never closed would otherwise swallow the rest of the file without a word.
    """
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        number = first_line + reader.line_num
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, ArticleRejected(origin, f"not valid CSV ({error})", number)
            continue
        if any(cell.strip() for cell in row):
            yield number, row


def _json_object(line: str, origin: str, number: int) -> Mapping[str, Any]:
    try:
        value = json.loads(line.rstrip())
    except json.JSONDecodeError as error:
        raise ArticleRejected(origin, f"not valid JSON ({error.msg}, column {error.colno})", number) from error
    except (ValueError, RecursionError) as error:
        raise ArticleRejected(
            origin, "not JSON that can be read (a number too long, or nested too deep)", number
        ) from error
    if not isinstance(value, dict):
        raise ArticleRejected(origin, "not a JSON object", number)
    return value


def _article(row: Mapping[str, Any], *, origin: str, source: str, line: int) -> ArticleDraft:
    if wrong := [name for name in _TEXT_COLUMNS if not isinstance(row.get(name, ""), str | None)]:
        raise ArticleRejected(origin, f'"{wrong[0]}" is not text', line)
    if not (body := split_paragraphs(strip_html_marks(row.get("body") or ""))):
        raise ArticleRejected(origin, 'no text in "body"', line)
    date = row.get("published_at")
    published_at = parse_moment(date) if isinstance(date, str | int | float) else None
    guid = row.get("guid")
    return make_draft(
        title=strip_html_marks(row.get("title") or ""),
        paragraphs=body,
        origin=origin,
        line=line,
        source=row.get("source") or source,
        url=row.get("url"),
        guid=None if guid is None else str(guid),
        published_at=published_at,
        language=language_code(row.get("language")),
        warnings=[f'"{date!s:.40}" is no date: treated as none'] if date and published_at is None else [],
    )
