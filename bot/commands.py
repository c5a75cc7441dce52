"""What the commands do: each takes the parsed options and the settings, prints, and returns an exit code."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import sys
import tempfile
import textwrap
from argparse import Namespace
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

from bot import checks
from bot.app import App, open_app
from bot.articles.files import EXTENSIONS, as_text_file, read_file
from bot.briefing.compose import brief_article
from bot.clock import SystemClock
from bot.config import Settings
from bot.errors import ArticleRejected, NotFound, StorageError
from bot.models import (
    Article,
    ArticleDraft,
    ArticleHead,
    Briefing,
    BriefRequest,
    RankedArticle,
    SearchHit,
    SearchRequest,
)
from bot.periods import read_since
from bot.prepare import Recipe, prepare_drafts
from bot.progress import progress

WIDTH = 100


@asynccontextmanager
async def _open(options: Namespace, settings: Settings) -> AsyncIterator[App]:
    database = settings.resolve(settings.sandbox.path if options.sandbox else settings.database.path)
    try:
        async with open_app(settings, database=database) as app:
            yield app
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.IntegrityError | sqlite3.ProgrammingError):
            raise  # a bug
        raise StorageError(f"{database}: it failed ({error}). `python -m bot check` says what to do.") from error


# -- load, unload -------------------------------------------------------------------------------------------------


async def load(options: Namespace, settings: Settings) -> int:
    """Load files and folders, and count what became of them."""
    async with _open(options, settings) as app:
        with progress(sys.stderr) as on_progress:
            try:
                report = await app.ingest.load(options.paths, asked_for=True, on_progress=on_progress)
            except asyncio.CancelledError:
                print("What was loaded so far stays; the same command goes on from there.", file=sys.stderr)
                raise
    for remark in report.remarks:
        print(f"note: {remark}")
    for rejected in report.rejected:
        print(f"rejected: {rejected}")
    print(report)
    return 1 if report.all_rejected else 0


async def unload(options: Namespace, settings: Settings) -> int:
    """Take out what came from files and folders."""
    async with _open(options, settings) as app:
        removed = await app.ingest.unload(options.paths)
    print(
        f"{removed:,} removed"
        if removed
        else "0 removed: nothing here came from there. Is it the path it was loaded by?"
    )
    return 0


# -- brief --------------------------------------------------------------------------------------------------------


async def brief(options: Namespace, settings: Settings) -> int:
    """Brief a file, without any database; or a topic, or the top stories, from the database."""
    what = options.what
    if what and _is_file(what):
        briefing = _brief_file(what, options, settings)
    else:
        briefing = await _brief_stored(options, settings)
    print(_as_json(briefing) if options.json else _as_text(briefing))
    return 0


def _is_file(what: str) -> bool:
    """Whether a file is meant and not a topic. Raises NotFound for what can only be a file, and is none."""
    # Not Path's methods: they raise for a topic that is too long for a name.
    is_folder = os.path.isdir(what)  # noqa: PTH112
    if what == "-" or (os.path.exists(what) and not is_folder):  # noqa: PTH110
        return True
    if is_folder and what.endswith(os.sep):
        raise NotFound(f"{what} is a folder. Name one file of it, or load it all: python -m bot load {what}")
    if Path(what).is_absolute() or Path(what).suffix.lower() in EXTENSIONS:
        raise NotFound(f"There is no file {what}")
    return False


def _brief_file(name: str, options: Namespace, settings: Settings) -> Briefing:
    draft = _read_stdin(settings) if name == "-" else _read_one(Path(name), settings)
    for warning in draft.warnings:
        print(f"note: {warning}", file=sys.stderr)
    recipe = Recipe(options.method or settings.briefing.method, settings.briefing.max_sentences)
    (prepared,) = prepare_drafts([draft], recipe=recipe)
    article = Article(
        id=0,
        title=draft.title,
        key_points=draft.key_points,
        paragraphs=draft.paragraphs,
        source=draft.source,
        published_at=prepared.published_at,
        language=prepared.language,
        url=draft.url,
        is_sample=draft.is_sample,
        origin=draft.origin,
    )
    return brief_article(RankedArticle(article, prepared.ranking), options.length)


def _read_one(path: Path, settings: Settings) -> ArticleDraft:
    try:
        found = as_text_file(path)
    except OSError as error:
        raise ArticleRejected(str(path), f"cannot be read ({error.strerror})") from error
    items = read_file(found, now=SystemClock().now(), max_bytes=settings.articles.max_file_bytes)
    first = next(items, None) or ArticleRejected(str(path), "no article in it")
    if isinstance(first, ArticleRejected):
        raise first
    if next(items, None) is not None:
        print(f"note: {path} holds more than one article; this is the first", file=sys.stderr)
    return first


def _read_stdin(settings: Settings) -> ArticleDraft:
    # A file of its own: what comes in is bytes of any kind, and the readers know files.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "standard input.txt")
        path.write_bytes(sys.stdin.buffer.read(settings.articles.max_file_bytes + 1))
        try:
            draft = _read_one(path, settings)
        except ArticleRejected as rejected:
            raise ArticleRejected("standard input", rejected.reason) from None
    return replace(draft, source="standard input", origin="standard input", is_sample=False)


async def _brief_stored(options: Namespace, settings: Settings) -> Briefing:
    async with _open(options, settings) as app:
        since = read_since(options.since, app.clock.now()) if options.since else None
        request = BriefRequest(topic=options.what, since=since, length=options.length, method=options.method)
        answer = await app.briefings.brief(request)
        if not answer.briefing.points:
            await _say_nothing_found(app, options, answer.nearest)
        if answer.request.widened:
            print("note: nothing came in on this lately, so this is older", file=sys.stderr)
        return answer.briefing


async def _say_nothing_found(app: App, options: Namespace, nearest: tuple[str, ...]) -> NoReturn:
    if not await app.articles.count():
        raise NotFound("There are no articles yet. Load some: python -m bot load FOLDER")
    if not options.what:
        raise NotFound("Nothing came in during that time.")
    period = f" since {options.since}" if options.since else ""
    tip = f" The nearest topics: {', '.join(nearest)}." if nearest else ""
    raise NotFound(f'Nothing on "{options.what}"{period}.{tip}')


def _as_json(briefing: Briefing) -> str:
    head = briefing.head
    shown = {
        "title": briefing.title,
        "published_at": head.published_at.isoformat() if head else None,
        "language": briefing.language,
        "method": briefing.method,
        "refusal": briefing.refusal,
        "points": [
            {
                "text": point.text,
                "source": point.head.source,
                "url": point.head.url,
                "paragraph": point.paragraph,
                "sentence": point.sentence,
            }
            for point in briefing.points
        ],
    }
    return json.dumps(shown, ensure_ascii=False, indent=2)


def _as_text(briefing: Briefing) -> str:
    lines = [briefing.title or "Top stories"]
    if briefing.head:
        lines.append(_line_of(briefing.head))
    if briefing.refusal:
        lines.append(f"({briefing.refusal}: this is how it begins)")
    for point in briefing.points:
        bullet = textwrap.fill(point.text, WIDTH, initial_indent="• ", subsequent_indent="  ")
        lines += ["", bullet] if briefing.head else ["", bullet, f"  {_line_of(point.head)}"]
    left_out = f"{briefing.left_out.sentences:,} more sentences" if briefing.head else ""
    footer = [briefing.method.value, left_out, briefing.note]
    return "\n".join([*lines, "", f"({', '.join(part for part in footer if part)})"])


def _line_of(head: ArticleHead) -> str:
    sample = ", sample" if head.is_sample else ""
    return f"{head.source}, {head.published_at:%Y-%m-%d}{sample}" + (f", {head.url}" if head.url else "")


# -- search -------------------------------------------------------------------------------------------------------


async def search(options: Namespace, settings: Settings) -> int:
    """Search the articles; exit code 1 where nothing was found, as grep has it."""
    async with _open(options, settings) as app:
        since = read_since(options.since, app.clock.now()) if options.since else None
        request = SearchRequest(query=" ".join(options.query), source=options.source, since=since)
        page = await app.finder.search(request, options.page - 1)
    if page.note:
        print(f"note: taken as plain words: {page.note}", file=sys.stderr)
    if options.json:
        print(json.dumps([_hit_as_json(hit) for hit in page.hits], ensure_ascii=False, indent=2))
    else:
        for hit in page.hits:
            print(hit.head.title, f"  {_line_of(hit.head)}", sep="\n")
            print(textwrap.fill(hit.snippet, WIDTH, initial_indent="  ", subsequent_indent="  "), end="\n\n")
        print(f"{page.total:,} found" + (f", page {page.page + 1} of {page.pages}" if page.pages > 1 else ""))
    return 0 if page.hits else 1


def _hit_as_json(hit: SearchHit) -> dict[str, Any]:
    head = hit.head
    return {
        "id": head.id,
        "title": head.title,
        "source": head.source,
        "url": head.url,
        "published_at": head.published_at.isoformat(),
        "snippet": hit.snippet,
    }


# -- check --------------------------------------------------------------------------------------------------------


async def check(options: Namespace, settings: Settings) -> int:
    """Say of each part whether it is well, and if not, what to do; exit code 1 if one is not."""
    path = settings.resolve(settings.sandbox.path if options.sandbox else settings.database.path)
    findings = [*checks.settings(settings), *await checks.database(path, settings), *checks.sentence_models()]
    for finding in findings:
        print(f"{'ok     ' if finding.is_well else 'PROBLEM'}  {finding.sentence}")
    return 0 if all(finding.is_well for finding in findings) else 1
