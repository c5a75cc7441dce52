"""Agency datelines: `PORT ANSEL, Nov 12 (Calvessa Wire) - ` says where and who, and is no part of the sentence."""

from __future__ import annotations

import re

_PLACE = r"""(?P<place>[^\W\d_][^\d_(),:;!?"“«]{1,40}?)(?:,[ ](?P<detail>[^()"“«:;!?]{2,30}?))?"""
_DASH = r"(?:[ ]?(?:--+|[–—―_])[ ]*|[ ]-[ ]+)"
_DATELINE = re.compile(
    rf"{_PLACE}(?:[ ]?\((?P<agency>[^()]{{2,40}})\))?(?:[ ](?:--+|[-–—―])[ ]+|[ ]?(?:--+|—)(?=[^\W_]))"
)
# Agencies whose name alone tells a dateline, be the place in capitals or not, and a dash there or not.
_KNOWN = r"""(?:AFP|AP|ANP|ANSA|APA|Agencia[ ]EFE|Ansa|Belga
    |Bloomberg|CNN|CNNMoney|CTK|DPA|EFE|IANS|Kyodo|LUSA|Lusa|PAP|PTI
    |Reuters|REUTERS|SDA|TASS|TT|UPI|Xinhua|XINHUA|Yonhap|(?:The[ ])?Associated[ ]Press|dpa)(?:[ /][^()]{2,24})?"""
_KNOWN_DATELINE = re.compile(rf"{_PLACE}[ ]?\({_KNOWN}\)(?P<dash>{_DASH})?\s*", re.VERBOSE)
_AGENCY_ALONE = re.compile(rf"\(\w[^()]{{1,30}}\)(?:{_DASH}|(?=[^\W\d_]))|\((?:[A-Z]{{2,6}}|cnn)\)\s*")
# Acronyms are shorter: `NATO - once again - is divided` has no dateline.
_LONG_PLACE = 7
_SHORT_PLACES = """ALBANY ATHENS AUSTIN BERLIN BOGOTA BOSTON CAIRO DAKAR DALLAS DELHI DENVER DUBAI DUBLIN GAZA
    GENEVA HANOI HAVANA KABUL KIEV KYIV LAGOS LIMA LONDON MADRID MANILA MIAMI MOSCOW OSLO PARIS PRAGUE ROME SEOUL
    SYDNEY TAIPEI TEHRAN TOKYO TUNIS VIENNA WARSAW"""
_PARTICLES = """a al am an and au d' da de del den der des di do du el en in la le les of on sur the upon"""
_HEAD = 140
_SIGN = re.compile(r"\(| --?|[–—―_]")


def dateline_end(paragraph: str) -> int:
    """Where the first sentence of a body starts: past a dateline, else at 0.

    A dateline is an upper-case place with a date or an agency in parentheses and a dash; with a dash alone the place
    must be known, or too long for an acronym. With an agency the world knows, the place may be in any case. `(CNN)`
    alone counts too. When in doubt there is none: a dateline that is shown is harmless, a subject cut off is not.
    """
    head = paragraph[:_HEAD]
    if _SIGN.search(head) is None:
        return 0
    found = _AGENCY_ALONE.match(head) or _known(head) or _written_large(head)
    return found.end() if found and paragraph[found.end() :].strip() else 0


def _known(head: str) -> re.Match[str] | None:
    found = _KNOWN_DATELINE.match(head)
    if found is None or (not found["dash"] and head[found.end() : found.end() + 1].islower()):
        return None
    words = re.split(r"[\s/-]+", found["place"])
    return found if all(word[:1].isupper() or word in _PARTICLES.split() for word in words) else None


def _written_large(head: str) -> re.Match[str] | None:
    found = _DATELINE.match(head)
    if found is None or not found["place"].isupper():
        return None
    dated = any(character.isdigit() for character in found["detail"] or "")
    long = len(found["place"]) >= _LONG_PLACE or found["place"] in _SHORT_PLACES.split()
    lower = head[found.end() : found.end() + 1].islower()
    return found if dated or found["agency"] or (long and not lower) else None
