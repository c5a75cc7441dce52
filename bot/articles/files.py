"""Articles on disk: finding the files, reading them within bounds, filling in what only the disk knows."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from bot.articles.decode import decode_errors, decode_text, encoding_of
from bot.articles.lines import TextLines
from bot.articles.markdown import parse_markdown
from bot.articles.page import is_page, parse_html
from bot.articles.rows import parse_csv, parse_jsonl
from bot.articles.textformat import parse_text
from bot.errors import ArticleRejected
from bot.models import ArticleDraft

MAX_FILE_BYTES = 5 * 2**20
MAX_ROWS_FILE_BYTES = 2**30

SAMPLE_MARK = ".samples"
_MARK_LEVELS_ABOVE = 3
_ABOUT_FILES = frozenset({"readme", "license", "licence", "copying", "changelog", "contributing"})
_HEAD_BYTES = 65_536
_LOW_WORDS = frozenset(
    "a and d da de del der des di die do du e el en et for het in l la las le les of on the und van von y".split()  # noqa: SIM905
)

_Reader = Callable[..., ArticleDraft]
_RowsReader = Callable[..., Iterator[ArticleDraft | ArticleRejected]]


def _parse_text_or_page(text: str, *, origin: str, source: str) -> ArticleDraft:
    parse = parse_html if is_page(text) else parse_text
    return parse(text, origin=origin, source=source)


_READERS: Mapping[str, _Reader] = {
    ".txt": _parse_text_or_page,
    ".md": parse_markdown,
    ".html": parse_html,
    ".htm": parse_html,
}
_ROWS_READERS: Mapping[str, _RowsReader] = {".jsonl": parse_jsonl, ".csv": parse_csv}
EXTENSIONS = frozenset({*_READERS, *_ROWS_READERS})


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file that may hold articles. `origin` is its path as a person gave it, `mtime` when it was last written."""

    path: Path
    origin: str
    is_sample: bool
    mtime: datetime


def find_files(paths: Sequence[Path]) -> Iterator[FoundFile | ArticleRejected]:
    """The readable kinds of files among `paths` and in the folders below them, sorted, and what cannot be read.

    Within folders, other extensions, hidden names and files about the folder (README, LICENSE) are passed over.
    Each folder is read once, however many links lead to it. Files below a folder that holds `.samples`, or up to
    three levels below one that was given, are samples.
    """
    read: set[tuple[int, int]] = set()
    for path in paths:
        # A stack, since folders may be nested deeper than Python's calls.
        stack = [(path, _is_marked_above(path))]
        while stack:
            current, is_sample = stack.pop()
            try:
                status = current.stat()
                if stat.S_ISDIR(status.st_mode):
                    stack.extend(reversed(_entries(current, status, read, is_sample=is_sample)))
                elif current is path or _is_wanted(current):
                    yield _found(current, status, is_sample=is_sample)
            except OSError as error:
                if current is path or _is_wanted(current):
                    yield ArticleRejected(shown_path(current), _reason(error))
            except ArticleRejected as rejected:
                yield rejected


def as_text_file(path: Path) -> FoundFile:
    """A file (or a pipe) that is to be read whatever its name says, as text where the name says nothing."""
    return FoundFile(path, shown_path(path), _is_marked_above(path), _moment(path.stat().st_mtime))


def read_file(
    found: FoundFile,
    *,
    now: datetime,
    max_bytes: int = MAX_FILE_BYTES,
    max_rows_bytes: int = MAX_ROWS_FILE_BYTES,
) -> Iterator[ArticleDraft | ArticleRejected]:
    """The articles of one file, or why there are none: one, or one a row for `.jsonl` and `.csv`, which are streamed.

    A file of a kind that `find_files` passes over is read as text.
    Every draft leaves with a moment: without a date the file's own time, for a date more than a day after `now`
    that moment, each with a warning. `max_bytes` also bounds the characters of a row.
    """
    limit = max_rows_bytes if is_rows(found) else max_bytes
    try:
        with found.path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > limit:
                setting = "articles.max_rows_file_bytes" if is_rows(found) else "articles.max_file_bytes"
                yield ArticleRejected(found.origin, f"{_mb(size)}, over the limit of {_mb(limit)} ({setting})")
                return
            items = _read_rows(file, found, max_bytes) if is_rows(found) else _read_article(file, found, limit)
            for item in items:
                yield item if isinstance(item, ArticleRejected) else _completed(item, found, now)
    except ArticleRejected as rejected:
        yield rejected
    except OSError as error:
        yield ArticleRejected(found.origin, _reason(error))


def read_files(
    batch: Sequence[FoundFile],
    *,
    now: datetime,
    max_bytes: int = MAX_FILE_BYTES,
    max_rows_bytes: int = MAX_ROWS_FILE_BYTES,
) -> list[list[ArticleDraft | ArticleRejected]]:
    """What `read_file` makes of each file, in order: one call for a worker process."""
    return [list(read_file(found, now=now, max_bytes=max_bytes, max_rows_bytes=max_rows_bytes)) for found in batch]


def is_rows(found: FoundFile) -> bool:
    """Whether the file holds an article a row, so that it is better streamed than read whole."""
    return found.path.suffix.lower() in _ROWS_READERS


def prettify_source(folder: str) -> str:
    """An outlet's name from its folder's: "le-matin-de-valombre" is Le Matin de Valombre, "BBC_News" BBC News."""
    words = folder.replace("-", " ").replace("_", " ").split()
    if any(character.isupper() for character in folder):
        return " ".join(words)
    return " ".join(
        word if place and word in _LOW_WORDS else word[:1].upper() + word[1:] for place, word in enumerate(words)
    )


def shown_path(path: Path) -> str:
    """The path as text that can be stored and shown, even where the name on disk is not valid UTF-8."""
    return os.fsencode(path).decode("utf-8", "replace")


def _entries(
    folder: Path, status: os.stat_result, read: set[tuple[int, int]], *, is_sample: bool
) -> list[tuple[Path, bool]]:
    identity = (status.st_dev, status.st_ino)
    if identity in read:
        raise ArticleRejected(shown_path(folder), "leads to a folder that was read already: not read again")
    read.add(identity)
    try:
        names = sorted(os.listdir(folder))  # noqa: PTH208 (names are what is needed)
    except OSError as error:
        raise ArticleRejected(shown_path(folder), _reason(error)) from error
    is_sample = is_sample or SAMPLE_MARK in names
    return [(folder / name, is_sample) for name in names if not name.startswith(".")]


def _is_wanted(path: Path) -> bool:
    return path.suffix.lower() in EXTENSIONS and path.stem.lower() not in _ABOUT_FILES


def _found(path: Path, status: os.stat_result, *, is_sample: bool) -> FoundFile:
    origin = shown_path(path)
    if path.suffix.lower() not in EXTENSIONS:
        kinds = " ".join(sorted(EXTENSIONS))
        raise ArticleRejected(origin, f"not a kind of file that can be read; these can: {kinds}")
    if not stat.S_ISREG(status.st_mode):
        raise ArticleRejected(origin, "not a regular file")
    return FoundFile(path, origin, is_sample, _moment(status.st_mtime))


def _is_marked_above(path: Path) -> bool:
    folders = Path(os.path.abspath(path)).parents[:_MARK_LEVELS_ABOVE]  # noqa: PTH100 (links are not followed upwards)
    return any(os.path.exists(folder / SAMPLE_MARK) for folder in folders)  # noqa: PTH110 (never raises)


def _read_article(file: BinaryIO, found: FoundFile, max_bytes: int) -> Iterator[ArticleDraft]:
    text, warnings = decode_text(file.read(max_bytes), found.origin)
    if not text.strip():
        raise ArticleRejected(found.origin, "empty file")
    read = _READERS.get(found.path.suffix.lower(), _parse_text_or_page)
    draft = read(text, origin=found.origin, source=_source(found.path))
    yield replace(draft, warnings=(*warnings, *draft.warnings))


def _read_rows(file: BinaryIO, found: FoundFile, max_chars: int) -> Iterator[ArticleDraft | ArticleRejected]:
    head = file.read(_HEAD_BYTES)
    if not head.strip():
        raise ArticleRejected(found.origin, "empty file")
    encoding = encoding_of(head, found.origin)
    file.seek(0)
    parse = _ROWS_READERS[found.path.suffix.lower()]
    with io.TextIOWrapper(file, encoding, decode_errors(encoding)) as stream:
        lines = TextLines(stream, origin=found.origin, max_chars=max_chars)
        for item in parse(lines, origin=found.origin, source=_source(found.path)):
            warnings, rejected = lines.take_notes()
            yield from rejected
            yield item if isinstance(item, ArticleRejected) else replace(item, warnings=(*warnings, *item.warnings))
        yield from lines.take_notes()[1]


def _completed(draft: ArticleDraft, found: FoundFile, now: datetime) -> ArticleDraft:
    moment, warnings = draft.published_at, list(draft.warnings)
    if moment is None:
        moment = found.mtime
        warnings.append(f"no date: took the file's own time, {moment:%Y-%m-%d}")
    if moment > now + timedelta(days=1):
        warnings.append(f"dated {moment:%Y-%m-%d}, in the future: took the present moment")
        moment = now
    return replace(
        draft,
        published_at=moment,
        is_dated=draft.published_at is not None,
        is_sample=found.is_sample,
        warnings=tuple(warnings),
    )


def _source(path: Path) -> str:
    folder = Path(os.path.abspath(path)).parent.name  # noqa: PTH100 (a link's own folder names the outlet)
    return prettify_source(shown_path(Path(folder))) or "Local files"


def _moment(mtime: float) -> datetime:
    """File systems hold times that the calendar does not; such a one counts as in the future."""
    try:
        return datetime.fromtimestamp(mtime, UTC)
    except (ValueError, OverflowError, OSError):
        return datetime.max.replace(tzinfo=UTC)


def _reason(error: OSError) -> str:
    return f"cannot be read ({error.strerror or type(error).__name__})"


def _mb(size: int) -> str:
    return f"{size / 2**20:.1f} MB"
