"""Agency datelines: `PORT ANSEL, Nov 12 (Calvessa Wire) - ` says where and who, and is no part of the sentence."""

from __future__ import annotations

import re

_DATELINE = re.compile(
    r"""
    (?P<place>[^\W\d_][^\d_(),:;!?"“«]{1,40}?)
    (?:,[ ](?P<detail>[^()"“«:;!?]{2,30}?))?
    (?:[ ]?\((?P<agency>[^()]{2,40})\))?
    [ ](?:--|[-–—])[ ]+
    """,
    re.VERBOSE,
)
_AGENCY_ALONE = re.compile(r"\([A-Z]{2,6}\)\s*(?:(?:--|[-–—])\s+)?")
# Acronyms are shorter: `NATO - once again - is divided` has no dateline.
_LONG_PLACE = 7


def dateline_end(paragraph: str) -> int:
    """Where the first sentence of a body starts: past a dateline, else at 0.

    A dateline is an upper-case place with a date or an agency in parentheses and a dash; with a dash alone the place
    must be too long for an acronym. `(CNN)` alone counts too. When in doubt there is none: a dateline that is shown
    is harmless, a subject that is cut off is not.
    """
    alone = _AGENCY_ALONE.match(paragraph)
    if alone:
        return alone.end() if paragraph[alone.end() :].strip() else 0
    found = _DATELINE.match(paragraph)
    if found is None or not found["place"].isupper() or not paragraph[found.end() :].strip():
        return 0
    dated = any(character.isdigit() for character in found["detail"] or "")
    named = found["agency"] is not None
    long = len(found["place"]) >= _LONG_PLACE and not paragraph[found.end()].islower()
    return found.end() if dated or named or long else 0
