"""Markdown files: front matter or a first heading, then paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.articles.draft import make_draft
from bot.articles.language import language_code
from bot.articles.marks import strip_html_marks, strip_markdown_marks
from bot.articles.moments import parse_moment
from bot.articles.prose import squeeze
from bot.models import ArticleDraft

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.*)")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]+\S")
_CLOSING = re.compile(r" #+$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-{2,})[ \t]*")
_DROPPED = re.compile(r"[ ]{0,3}(?:`{3}.*|~{3}.*|(?:[*_-][ \t]*){3,}|\[[^\[\]]+\]:[ \t]+\S.*)")
_BULLET = re.compile(r"^[ \t]*[-*+][ \t]+(?:\[[ xX]\][ \t]+)?")
_NUMBER = re.compile(r"[ \t]*\d{1,3}[.)][ \t]+")
_QUOTE = re.compile(r"^[ ]{0,3}(?:>[ \t]?)+")


def parse_markdown(text: str, *, origin: str, source: str) -> ArticleDraft:
    """The article of one Markdown file, its marks taken off.

    Front matter is `key: value` lines between `---`, of which `title, date, url, source, language` count.
    Without a title there the first heading is it. List items become paragraphs; bullets stay, as "•", so that a list
    can be told from prose. Raises ArticleRejected where there is no text.
    """
    matter = _FRONT_MATTER.match(text.lstrip())
    fields = _fields(matter[1]) if matter else {}
    body = text.lstrip()[matter.end() :] if matter else text
    title = fields.get("title", "")
    paragraphs: list[str] = []
    for block, is_heading in _blocks(_without_comments(body)):
        plain = squeeze(strip_markdown_marks(strip_html_marks(block)))
        if is_heading:
            plain = _CLOSING.sub("", plain)
        if is_heading and not title:
            title = plain
        elif not (is_heading and plain == title and not paragraphs):
            paragraphs.append(plain)
    published_at = parse_moment(fields.get("date"))
    warnings = []
    if fields.get("date") and published_at is None:
        warnings.append(f'"{fields["date"][:40]}" is no date: treated as none')
    return make_draft(
        title=title,
        paragraphs=paragraphs,
        origin=origin,
        source=fields.get("source") or source,
        url=fields.get("url"),
        published_at=published_at,
        language=language_code(fields.get("language")),
        warnings=warnings,
    )


def _fields(front_matter: str) -> Mapping[str, str]:
    found = (_FIELD.fullmatch(line.strip()) for line in front_matter.split("\n"))
    return {field[1].lower(): _unquoted(field[2].strip()) for field in found if field}


def _unquoted(value: str) -> str:
    is_quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if is_quoted else value


def _without_comments(text: str) -> str:
    """Text without HTML comments; one that never ends is text. Not a pattern, which would try each start to the end."""
    kept, position = [], 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept.append(text[position:start])
        position = end + len("-->")
    return "".join(kept) + text[position:]


def _blocks(text: str) -> Iterator[tuple[str, bool]]:
    """Blocks of Markdown and whether each is a heading: paragraphs, headings, list items."""
    block: list[str] = []
    for raw in [*text.split("\n"), ""]:
        line = _QUOTE.sub("", raw, count=1)
        is_underline = bool(block) and bool(_UNDERLINE.fullmatch(line))
        is_item = bool(_BULLET.match(line) or _NUMBER.match(line))
        is_heading = bool(_HEADING.match(line))
        is_break = not line.strip() or is_underline or bool(_DROPPED.fullmatch(line))
        if block and (is_break or is_item or is_heading):
            yield "\n".join(block), is_underline and len(block) == 1
            block = []
        if is_heading:
            yield line, True
        elif not is_break:
            block.append(_BULLET.sub("• ", line, count=1))
