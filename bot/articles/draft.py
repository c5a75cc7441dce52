"""The last step of every reader of articles: what was found becomes a draft, or is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from urllib.parse import urlsplit

from bot.articles.prose import first_words, squeeze
from bot.errors import ArticleRejected
from bot.models import ArticleDraft

MAX_TITLE_CHARS = 300
MAX_URL_CHARS = 2_000
MAX_GUID_CHARS = 1_000


def make_draft(
    *,
    title: str | None,
    paragraphs: Iterable[str],
    origin: str,
    source: str,
    line: int | None = None,
    key_points: Sequence[str] = (),
    url: str | None = None,
    guid: str | None = None,
    published_at: datetime | None = None,
    language: str | None = None,
    warnings: Sequence[str] = (),
) -> ArticleDraft:
    """A draft with clean one-line texts; without a title it gets the first words of the text.

    Links other than http(s) are dropped. Raises ArticleRejected where there is no text.
    """
    title = squeeze(title or "")
    body = tuple(paragraph for raw in paragraphs if (paragraph := squeeze(raw)))
    if not body:
        raise ArticleRejected(origin, "no text after the headline" if title else "empty, no text", line)
    notes = list(warnings)
    if not title:
        title = first_words(body[0])
        notes.append("no headline: took the first words of the text")
    elif len(title) > MAX_TITLE_CHARS:
        title = first_words(title, count=MAX_TITLE_CHARS, max_chars=MAX_TITLE_CHARS)
        notes.append(f"the headline was cut to {MAX_TITLE_CHARS} characters")
    link = web_link(url)
    if url and not link:
        notes.append("the link is not a web address: left out")
    return ArticleDraft(
        title=title,
        key_points=tuple(squeeze(point) for point in key_points),
        paragraphs=body,
        source=squeeze(source),
        origin=origin if line is None else f"{origin}:{line}",
        url=link,
        guid=squeeze(guid or "")[:MAX_GUID_CHARS] or None,
        published_at=published_at,
        language=language,
        warnings=tuple(notes),
    )


def web_link(url: str | None) -> str | None:
    """The address if it is one that a reader may be sent to: http or https, with a host, of bounded length."""
    link = (url or "").strip()
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    is_web = parts.scheme in {"http", "https"} and bool(parts.hostname) and len(link) <= MAX_URL_CHARS
    return link if is_web and link.isprintable() and " " not in link else None
