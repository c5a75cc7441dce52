"""The text format: `date YYYY-MM-DD Headline`, then key points and body in paragraphs between blank lines."""

from __future__ import annotations

import re
from datetime import datetime

from bot.articles.draft import make_draft
from bot.articles.marks import strip_html_marks, strip_markdown_marks
from bot.articles.moments import parse_moment
from bot.articles.prose import is_one_sentence, split_paragraphs, split_standfirst, squeeze
from bot.models import ArticleDraft

_MAX_HEADLINE_WORDS = 40
_MAX_TITLE_PARAGRAPH_WORDS = 20
_DATED = re.compile(r"(?:date\b[ \t:]*)?(\d{4}-\d{1,2}-\d{1,2})(T\S+)?(?!\d)[ \t:|–—-]*(.*)", re.IGNORECASE)


def parse_text(text: str, *, origin: str, source: str) -> ArticleDraft:
    """The article of one text file, decoded; HTML tags and Markdown marks in it are taken off.

    The first line is white space, `date YYYY-MM-DD` and the headline, each of which may be missing: without a date
    `published_at` is None, without a headline a short first paragraph or the first words take its place.
    An impossible date counts as none, with a warning. Raises ArticleRejected where there is no text.
    """
    first, _, rest = strip_html_marks(text).strip().partition("\n")
    first = strip_markdown_marks(first)
    warnings: list[str] = []
    published_at: datetime | None = None
    dated = _DATED.match(first.strip())
    if dated:
        published_at = parse_moment(_two_digits(dated[1]) + (dated[2] or ""))
        first = dated[3]
        if published_at is None:
            warnings.append(f'"{dated[1]}{dated[2] or ""}" is no day of the calendar: treated as no date')
    if not _is_headline(first, rest, is_dated=dated is not None):
        first, rest = "", f"{first}\n{rest}"
    paragraphs = split_paragraphs(strip_markdown_marks(rest))
    if not first.strip() and len(paragraphs) > 1 and _may_be_title(paragraphs[0]):
        first, paragraphs = paragraphs[0], paragraphs[1:]
        warnings.append("no headline in the first line: took the first paragraph")
    key_points, body = split_standfirst(paragraphs)
    return make_draft(
        title=first,
        key_points=key_points,
        paragraphs=body,
        origin=origin,
        source=source,
        published_at=published_at,
        warnings=warnings,
    )


def _is_headline(line: str, rest: str, *, is_dated: bool) -> bool:
    """Whether the first line is a headline: not too long, and, where no date marks it, not wrapped into the next."""
    runs_on = not is_dated and rest[:1].islower()
    return len(squeeze(line).split()) <= _MAX_HEADLINE_WORDS and not runs_on


def _may_be_title(paragraph: str) -> bool:
    return len(paragraph.split()) <= _MAX_TITLE_PARAGRAPH_WORDS and is_one_sentence(paragraph)


def _two_digits(date: str) -> str:
    year, month, day = date.split("-")
    return f"{year}-{month:0>2}-{day:0>2}"
