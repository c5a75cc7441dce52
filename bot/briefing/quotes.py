"""Which stretches of a paragraph are quotations, so that none is torn apart. Pure, any language."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARK = re.compile(r"[\"“”„«»]")
#: The marks that close what a mark opens: English, German („…“ and »…«), Swedish (”…”), French.
CLOSING = {'"': '"', "“": "”", "”": "”", "„": "“”", "«": "»", "»": "«"}
_BEFORE_OPENER = frozenset("([{—–-/'‘")
_AFTER_CLOSER = frozenset(".,;:!?)]}—–-'’…")


def quotations(text: str) -> Iterator[tuple[int, int]]:
    """The quotations of a paragraph that are closed, as `(start, end)` with their marks, in order, none within another.

    A straight mark opens after a blank and closes before one. One that opens while another is open starts anew: a
    quotation of several paragraphs is closed in the last alone.
    """
    closers, start = "", 0
    for mark in _MARK.finditer(text):
        at = mark.start()
        opens = _side(text, at)
        if closers and mark[0] in closers and opens is not True:
            yield start, mark.end()
            closers = ""
        elif opens is not False and (not closers or (opens and mark[0] == text[start])):
            closers, start = CLOSING[mark[0]], at


def _side(text: str, at: int) -> bool | None:
    """Whether a mark opens, by the blanks around it: True, False, or None where they do not tell."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    free_before = not before or before.isspace() or before in _BEFORE_OPENER
    free_after = not after or after.isspace() or after in _AFTER_CLOSER
    return None if free_before == free_after else free_before
