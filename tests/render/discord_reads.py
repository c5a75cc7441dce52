"""Escaped text as Discord's clients and servers read it, written from what they do, not from how the bot escapes.

https://support.discord.com/hc/en-us/articles/210298617 and https://discord.com/developers/docs/reference (formatting)
"""

import re

ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])")
AT_LINE_START = re.compile(r"#{1,3} |-# |>{1,3}|[-*+] |\d+[.)] ")
INLINE = re.compile(
    r"[*_~|`\[\]]|<(?=[@#/:a-z])|https?://|steam://|discord://|:[\w+-]+:|@everyone|@here", re.IGNORECASE
)
#: What servers and clients look for in the text as it was sent, escapes or not.
RAW = re.compile(r"<@[!&]?\d+>|@everyone|@here|discord(?:app)?\.(?:gg|io|me|li|com/invite)/", re.IGNORECASE)
#: What the bot itself puts into a mention, and nobody sees.
BROKEN_MENTION = "@\u200b"


class MarkupError(AssertionError):
    """Something in the text would not be shown as text."""


def shown(line: str) -> str:
    """What stands there for people to read, of one line that is to be nothing but text."""
    text, bold = shown_with_bold(line)
    if bold:
        raise MarkupError(f"bold in {line!r}")
    return text


def shown_with_bold(line: str) -> tuple[str, list[tuple[int, int]]]:
    """The same of a line that may have bold parts, and where they are."""
    if found := RAW.search(line):
        raise MarkupError(f"{found[0]!r} is sent in {line!r}")
    if found := AT_LINE_START.match(line):
        raise MarkupError(f"{found[0]!r} begins {line!r}")
    seen: list[str] = []
    edges: list[int] = []
    at = 0
    while at < len(line):
        if escaped := ESCAPED.match(line, at):
            seen.append(escaped[1])
            at = escaped.end()
        elif line.startswith(BROKEN_MENTION, at):
            seen.append("@")
            at += len(BROKEN_MENTION)
        elif line.startswith("**", at):
            edges.append(len(seen))
            at += 2
        elif found := INLINE.match(line, at):
            raise MarkupError(f"{found[0]!r} is markup in {line!r}")
        else:
            seen.append(line[at])
            at += 1
    return "".join(seen), list(zip(edges[::2], edges[1::2], strict=True))
