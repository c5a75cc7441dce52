"""What paragraphs are made of: white space, words, sentence ends, the standfirst."""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_KEY_POINTS = 5
MAX_KEY_POINT_WORDS = 40
_MAX_KEY_POINT_CHARS = 400

# Line breaks and blanks that only lay text out. The no-break spaces stay: French typography needs them.
_BLANKS = re.compile("[ \t\n\r\u2028\u2029]+")
# Not characters of a text: controls but for tab and line feed, and halves of surrogate pairs (no UTF-8 holds them).
_NOT_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE_TAIL = re.compile(r"[.!?…。！？:;][\"'”’»)\]]*$")

# A sentence end within a paragraph: the mark, closing quotes, white space, then anything but a lower-case letter.
_INNER_END = re.compile(r"(\S*?)([.!?…]+)[\"'”’»)\]]*\s+(?=[^\s])|[。！？](?=\S)")
_ABBREVIATIONS = frozenset(
    (  # noqa: SIM905
        "dr mr mrs ms mme mlle st ste no nr vs prof gen col capt cmdr lt sgt maj rep sen gov rev hon jr sr sra dra ing "
        "inc ltd co corp jan feb mar apr jun jul aug sep sept oct nov dec approx est dept fig vol art bzw ca usw etc al"
    ).split()
)
_INITIALS = re.compile(r"(?:\w\.)*\w")  # "J", "U.S", "p.m", "z.B": the dots within a token of single letters
_ORDINAL = re.compile(  # German writes "3. November"
    r"\d{1,2}\.\s+(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Jahrhundert)"
)

# Openings of running text: a dateline "PORT ANSEL, Nov 12 (Wire) - ", the time of a live blog's entry, a list mark.
_RUNNING_TEXT = re.compile(
    r"[A-ZÀ-ÞŒ][A-ZÀ-ÞŒ .'’-]{2,40}(?:,[^-–—]{1,40})?(?:\([^()]{1,40}\))?\s*[-–—]{1,2}\s"
    r"|\d{1,2}[.:h]\d{2}\s?(?:[ap]\.?m\.?|Uhr)?\s*[:–—-]?\s"
    r"|(?:[-*•·–]|\d{1,2}[.)])\s"
)


def squeeze(text: str) -> str:
    """One line of text: characters that are none removed, runs of blanks and line breaks made one space."""
    return _BLANKS.sub(" ", _NOT_TEXT.sub("", text)).strip()


def split_paragraphs(text: str) -> tuple[str, ...]:
    r"""The paragraphs of plain text with `\n` line ends, each on one line.

    Blank lines part paragraphs, and single line breaks are mere wrapping. Text without a blank line whose lines
    mostly end as sentences do has a paragraph a line.
    """
    blocks = _BLANK_LINE.split(text.strip())
    if len(blocks) == 1:
        lines = [line for line in blocks[0].split("\n") if line.strip()]
        if 2 * sum(1 for line in lines if _SENTENCE_TAIL.search(line.rstrip()[-20:])) >= len(lines):
            blocks = lines
    return tuple(paragraph for block in blocks if (paragraph := squeeze(block)))


def first_words(text: str, count: int = 12, max_chars: int = 120) -> str:
    """The beginning of `text` in at most `count` words and `max_chars` characters, with "…" where it was cut."""
    squeezed = squeeze(text[: 20 * max_chars])
    head = " ".join(squeezed.split(" ", count)[:count])
    if len(head) > max_chars:
        head = head[:max_chars].rsplit(" ", 1)[0]
    return head if head == squeeze(text) else head.rstrip(" ,;:.–—-") + "…"


def is_one_sentence(paragraph: str) -> bool:
    """Whether no sentence ends before the end of the paragraph; a rule of thumb for short ones, in any language.

    Abbreviations, initials, decimals and German ordinals end no sentence, nor does a mark before a lower-case letter.
    """
    for end in _INNER_END.finditer(paragraph):
        follows = paragraph[end.end() :].lstrip("\"'“‘«„([¿¡")[:1]
        if follows.islower():
            continue
        if end[2] == "." and _is_abbreviation(end[1].lstrip("\"'“‘«„([")):
            continue
        if _ORDINAL.match(paragraph, max(0, end.start(2) - 2)) or _ORDINAL.match(paragraph, max(0, end.start(2) - 1)):
            continue
        return False
    return True


def split_standfirst(paragraphs: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Key points and body: the short one-sentence paragraphs before the first longer one, and the rest.

    Where no longer paragraph follows, or more than `MAX_KEY_POINTS` come before it, the article is one of those
    written a sentence a paragraph: then all is body. So is what begins with a dateline, a time or a list mark.
    """
    count = 0
    for paragraph in paragraphs:
        if not _is_key_point(paragraph):
            break
        count += 1
    if count == len(paragraphs) or count > MAX_KEY_POINTS:
        count = 0
    return tuple(paragraphs[:count]), tuple(paragraphs[count:])


def _is_key_point(paragraph: str) -> bool:
    return (
        len(paragraph) <= _MAX_KEY_POINT_CHARS
        and len(paragraph.split()) <= MAX_KEY_POINT_WORDS
        and not paragraph.endswith(":")
        and not _RUNNING_TEXT.match(paragraph)
        and is_one_sentence(paragraph)
    )


def _is_abbreviation(token: str) -> bool:
    return token.casefold() in _ABBREVIATIONS or (bool(_INITIALS.fullmatch(token)) and not token.isdigit())
