"""Outside text is data: nothing in it may format, mention, link, hide or reorder.

`discord.utils.escape_markdown` leaves role and command mentions, timestamps, invites, bidirectional and zero-width
characters, list markers and masked links that are broken over two lines; so this is our own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import quote, urlsplit, urlunsplit

from bot.render.post import MAX_URL, width

#: More marks than this on one letter are a trick, in any script.
MAX_MARKS = 4

# Latin, Greek and Cyrillic text with typographic punctuation: nothing in it to clean but spaces.
_PLAIN = re.compile(
    r"[ -~\xa1-\xac\xae-\u02af\u038e-\u03a1\u03a3-\u03ff\u0400-\u0482\u048a-\u052f"
    r"\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
# Letters and marks that show nothing (Unicode's Default_Ignorable_Code_Point, but for the two that choose between
# a sign and its emoji), and letters that show as a space.
_UNSEEN = re.compile("[\u034f\u17b4\u17b5\u180b-\u180f\ufe00-\ufe0d\U000e0000-\U000e0fff]")
_BLANKS = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")
_SPACES = re.compile(r"\s+")
_MARKUP = re.compile(r"([\\*_~|`\[\]<])")
# At the start of a line: headings, small print, quotes, lists.
_LINE_START = re.compile(r"^([#>+\-])")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_MENTION = re.compile(r"@(?=everyone|here|[!&]?\d)", re.IGNORECASE)
_INVITE = re.compile(r"(discord(?:app)?)\.(?=(?:gg|com/invite|me|io|li)\b)", re.IGNORECASE)
# An address, which would become a link and show the escapes within it, and the name of an emoji.
_COLON = re.compile(r":(?=//|[^\s:]+:)")
# A reverse stroke is not enough for the servers, which look for mentions in the text as it is sent.
_BREAK = "\u200b"
_HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)+")
_IN_ADDRESS = "%/:=&?~+!$,;@*.-_"


def clean(text: str) -> str:
    """Text on one line without characters that are invisible, reorder others or pile up."""
    if not _PLAIN.fullmatch(text):
        text = _without_tricks(text)
    return _SPACES.sub(" ", text).strip()


def _without_tricks(text: str) -> str:
    text = _BLANKS.sub(" ", _UNSEEN.sub("", text))
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
    return "".join(kept)


def clean_ranges(text: str, ranges: Sequence[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """`clean` text, and where ranges of it stand in it; they are sorted and do not overlap, before and after."""
    cleaned, moved, last = clean(text), [], 0
    for start, end in ranges:
        first = min(max(last, len(clean(text[:start] + "x")) - 1), len(cleaned))
        last = max(first, len(clean(text[:end])))
        moved.append((first, last))
    return cleaned, moved


def escape(text: str, limit: int | None = None) -> str:
    """Outside text as Markdown that shows it as it is, at most `limit` characters long, cut at a word with `…`."""
    whole = clean(text)
    if limit is None or (len(whole) <= limit and width(_escaped(whole)) <= limit):
        return _escaped(whole)
    return _escaped(_longest_cut(whole, limit)) + "…"


def _longest_cut(text: str, limit: int) -> str:
    low, high = 0, min(len(text), limit)
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
    return _COLON.sub(r"\:", _INVITE.sub(r"\1\.", text))


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
        host = (parts.hostname or "").encode("idna").decode("ascii")
        port = f":{parts.port}" if parts.port is not None else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host) or "@" in parts.netloc:
        return None
    # Discord refuses a whole message for one address that is not well formed; brackets, quotes and spaces end a link.
    path, query, fragment = (quote(part, safe=_IN_ADDRESS, errors="ignore") for part in parts[2:])
    address = _MENTION.sub("%40", urlunsplit((parts.scheme, host + port, path, query, fragment)))
    return address if len(address) <= MAX_URL else None


def ago(moment: datetime) -> str:
    """A moment as each reader's own client tells it, relative ("3 hours ago")."""
    return f"<t:{int(moment.timestamp())}:R>"


def on_day(moment: datetime) -> str:
    """A moment as a date in each reader's own time zone."""
    return f"<t:{int(moment.timestamp())}:D>"
