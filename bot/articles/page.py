"""Web pages saved as files: the article within the page, found by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.articles.draft import make_draft
from bot.articles.language import language_code
from bot.articles.moments import parse_moment
from bot.articles.prose import squeeze
from bot.errors import ArticleRejected
from bot.models import ArticleDraft

MAX_PAGE_CHARS = 2_000_000
MAX_TAGS = 50_000
MAX_ATTRIBUTES = 1_000  # of one tag: trafilatura's time grows with their square, 2 s at 24,000

_TAG = re.compile(r"<[A-Za-z][^<>]*>")
_LANGUAGE = re.compile(r"<html\b[^<>]{0,1000}?\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:[-_][A-Za-z]+)*)", re.IGNORECASE)
_PAGE_START = re.compile(
    r"\s*(?:<\?xml[^<>]{0,200}\?>\s*)?(?:<!--[^<>]{0,1000}-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE
)
# Publication dates from metadata only: guesses from the text (`extensive_search`) take copyright years for dates.
_DATES = {
    "original_date": True,
    "extensive_search": False,
    "outputformat": "%Y-%m-%dT%H:%M:%S%z",
    "max_date": "2200-01-01",
}
_PARAGRAPHS = frozenset({"p", "head", "quote", "item", "code"})


def is_page(text: str) -> bool:
    """Whether a text is a whole HTML document."""
    return bool(_PAGE_START.match(text[:4_000]))


def parse_html(text: str, *, origin: str, source: str) -> ArticleDraft:
    """The article of one web page, with the title, date, address and site name that its metadata give.

    Hostile pages are bounded here by characters, tags and attributes, and by the caller in seconds and memory.
    Raises ArticleRejected where the page is over a bound or holds no article.
    """
    _check_bounds(text, origin)
    document = _extract(text, origin)
    title = squeeze(document.title or "")
    paragraphs = [paragraph for element in document.body for paragraph in _paragraphs(element)]
    if paragraphs and paragraphs[0] == title:
        del paragraphs[0]
    language = _LANGUAGE.search(text[:20_000])
    return make_draft(
        title=title,
        paragraphs=paragraphs,
        origin=origin,
        source=document.sitename or source,
        url=document.url,
        published_at=parse_moment(document.date),
        language=language_code(language[1] if language else None),
    )


def _extract(text: str, origin: str) -> Any:
    """The document that trafilatura makes of a page. Its import takes 0.2 s, so only those who read pages pay it."""
    import trafilatura  # noqa: PLC0415

    try:
        document: Any = trafilatura.bare_extraction(
            text, with_metadata=True, include_comments=False, include_tables=False, date_extraction_params=_DATES
        )
    except Exception as error:  # a page may break the extractor or its parsers in any way
        raise ArticleRejected(origin, f"the page could not be read ({type(error).__name__})") from error
    if document is None or document.body is None:
        raise ArticleRejected(origin, "no article found in the page")
    return document


def _check_bounds(text: str, origin: str) -> None:
    if len(text) > MAX_PAGE_CHARS:
        raise ArticleRejected(origin, f"a page of {len(text):,} characters, over the limit of {MAX_PAGE_CHARS:,}")
    if (tags := text.count("<")) > MAX_TAGS:
        raise ArticleRejected(origin, f"a page of {tags:,} tags, over the limit of {MAX_TAGS:,}")
    for tag in _TAG.finditer(text):
        if len(tag[0]) > MAX_ATTRIBUTES and max(tag[0].count("="), len(tag[0].split())) > MAX_ATTRIBUTES:
            raise ArticleRejected(origin, f"a tag with over {MAX_ATTRIBUTES:,} attributes")


def _paragraphs(element: Any) -> Iterator[str]:
    """The paragraphs of trafilatura's XML; list items keep a bullet, so that a list can be told from prose."""
    if element.tag not in _PARAGRAPHS:
        for child in element:
            yield from _paragraphs(child)
    elif text := squeeze("".join(element.itertext())):
        yield f"• {text}" if element.tag == "item" else text
