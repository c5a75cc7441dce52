"""Outside text is data: nothing in it may format, mention, link, hide or reorder.

`discord.utils.escape_markdown` leaves role and command mentions, timestamps, invites, bidirectional and zero-width
characters, list markers and masked links that are broken over two lines; so this is our own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote, urlsplit

from bot.render.post import MAX_URL, width

#: More marks than this on one letter are a trick, in any script.
MAX_MARKS = 4

_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(r"([\\*_~|`\[\]<])")
# At the start of a line: headings, small print, quotes, lists.
_LINE_START = re.compile(r"^([#>+\-])")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)
_INVITE = re.compile(r"(discord(?:app)?)\.(gg|com/invite|me|io|li)", re.IGNORECASE)
_BREAK = "\u200b"


def clean(text: str) -> str:
    """Text on one line without characters that are invisible, reorder others or pile up."""
    kept: list[str] = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        if category in ("Cc", "Zl", "Zp"):
            kept.append(" ")
        elif category in ("Cf", "Cs", "Co", "Cn"):
            continue
        elif category in ("Mn", "Me"):
            marks += 1
            if marks <= MAX_MARKS:
                kept.append(character)
            continue
        else:
            kept.append(character)
        marks = 0
    return _SPACES.sub(" ", "".join(kept)).strip()


def escape(text: str, limit: int | None = None) -> str:
    """Outside text as Markdown that shows it as it is, at most `limit` characters long, cut at a word with `…`."""
    whole = clean(text)
    escaped = _escaped(whole)
    if limit is None or width(escaped) <= limit:
        return escaped
    return _escaped(_longest_cut(whole, limit)) + "…"


def _longest_cut(text: str, limit: int) -> str:
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if width(_escaped(text[:middle].rstrip())) < limit:
            low = middle
        else:
            high = middle - 1
    cut = text[:low]
    at_word = cut.rfind(" ")
    # A single long word is cut where it must be.
    return (cut[:at_word] if at_word > low // 2 else cut).rstrip()


def _escaped(text: str) -> str:
    return _defused(_MARKUP.sub(r"\\\1", text))


def _defused(text: str) -> str:
    """Break what Discord would read at the start of a line, mentions and invitations."""
    text = _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\\\1", text))
    text = _MENTION.sub("@" + _BREAK, text)
    return _INVITE.sub(rf"\1.{_BREAK}\2", text)


def bold(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """Escaped text with ranges of it bold. `text` is `clean` already; `ranges` are sorted and do not overlap."""
    pieces: list[str] = []
    position = 0
    for start, end in ranges:
        pieces.append(_MARKUP.sub(r"\\\1", text[position:start]))
        if end > start:
            pieces.append("**" + _MARKUP.sub(r"\\\1", text[start:end]) + "**")
        position = end
    pieces.append(_MARKUP.sub(r"\\\1", text[position:]))
    return _defused("".join(pieces))


def clean_around(text: str, start: int, end: int) -> tuple[str, tuple[int, int]]:
    """`clean` text, and where its part [start:end] stands in it."""
    before, part, after = text[:start], text[start:end], text[end:]
    lead = clean(before) + (" " if before[-1:].isspace() and clean(before) else "")
    middle = clean(part)
    tail = (" " if after[:1].isspace() and clean(after) else "") + clean(after)
    return lead + middle + tail, (len(lead), len(lead) + len(middle))


def link(label: str, url: str | None) -> str:
    """A link with an (escaped) label, or the label alone where the address is not a plain web address."""
    address = safe_url(url)
    return f"[{label}](<{address}>)" if address else label


def safe_url(url: str | None) -> str | None:
    """A web address that can stand in Markdown or in a button, or None."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or parts.username or parts.password:
        return None
    address = quote(
        url, safe="%/:=&?~#+!$,;'@*.-_[]", errors="replace"
    )  # no brackets, quotes or spaces that could end the link
    return address if width(address) <= MAX_URL else None


def ago(moment: datetime) -> str:
    """A moment as each reader's own client tells it, relative ("3 hours ago")."""
    return f"<t:{int(moment.timestamp())}:R>"


def on_day(moment: datetime) -> str:
    """A moment as a date in each reader's own time zone."""
    return f"<t:{int(moment.timestamp())}:D>"
