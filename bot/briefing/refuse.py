"""What is no prose to brief: too short, a list, a table, a live blog, an interview, several stories in one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.briefing.interviews import is_interview
from bot.briefing.roundups import has_several_stories
from bot.briefing.tables import is_table
from bot.language.words import word_count
from bot.models import Refusal, Span

# Of fewer than four sentences a briefing of at most 30 % shows one at most, as the lead does; sixty words are read
# sooner than a briefing is asked for.
MIN_SENTENCES = 4
MIN_WORDS = 60

_MIN_ITEMS = 3
_HEADING_WORDS = 8
_MIN_ENTRIES = 4
_ENTRY_SHARE = 0.25

_ITEM = re.compile(r"\s*(?:[•·*▪◦‣-]\s|#?\(?\d{1,3}[.):]\s|(?:№|No\.|Nr\.|N\.º|N°)\s?\d|[a-z]\)\s)")
_SENTENCE_END = re.compile(r"[.!?…:;][\"”’»“')]*$")
_CLOCK = r"(?:[01]?\d|2[0-3])"
_ENTRY = re.compile(
    rf"\W*(?:{_CLOCK}[.:][0-5]\d\s?(?:(?i:[ap]\.?m|uhr|h)\b|[A-Z]{{2,4}}\b|[:.–—-]|$|\s?(?=[A-ZÀ-Ý\"“«„]))"
    rf"|{_CLOCK}\s?h\s?(?:[0-5]\d)?\s?[:–—-]"
    rf"|{_CLOCK}\s?(?i:[ap]\.?m\.?)\s?[:–—-])"
)
_LIVE_TITLE = re.compile(
    r"\blive\s?:|\blive (?:updates?|blog|coverage|ticker)\b|[-–—|:] live\b|\blive$|\bas it happened\b|\blive-?ticker\b"
    r"|\b(?:en direct|en directo|en vivo|in diretta|ao vivo|na żywo)\b",
    re.IGNORECASE,
)
_NUMBER_WORDS = (
    "two three four five six seven eight nine ten eleven twelve",
    "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
    "deux trois quatre cinq six sept huit neuf dix onze douze",
    "dos tres cuatro cinco seis siete ocho nueve diez once doce",
    "due tre quattro cinque sei sette otto nove dieci undici dodici",
    "dois três quatro cinco seis sete oito nove dez onze doze",
    "twee drie vier vijf zes zeven acht negen tien elf twaalf",
)
_NUMBERS = {word: number for words in _NUMBER_WORDS for number, word in enumerate(words.split(), 2)}
_FIRST_WORDS = re.compile(r"\W*(?:(?:the|our|my|die|les|los|las|i|le|os|as|de)\s+)?(\w+)", re.IGNORECASE)


def refusal_for(
    title: str, key_points: Sequence[str], paragraphs: Sequence[str], spans: Sequence[Span]
) -> Refusal | None:
    """Why this article gets its lead instead of a briefing, or None. `spans` are the sentences of `paragraphs`.

    Key points count as paragraphs here: a reader of files may take the first entries of a live blog for a standfirst.
    """
    blocks = [*key_points, *paragraphs]
    if _is_live_blog(title, blocks):
        return Refusal.LIVE_BLOG
    if is_table(blocks):
        return Refusal.TABLE
    if is_interview(blocks):
        return Refusal.INTERVIEW
    if _is_list(title, blocks):
        return Refusal.LIST
    if has_several_stories(title, blocks):
        return Refusal.SEVERAL_STORIES
    if len(spans) < MIN_SENTENCES or sum(map(word_count, paragraphs)) < MIN_WORDS:
        return Refusal.TOO_SHORT
    return None


def _is_live_blog(title: str, blocks: Sequence[str]) -> bool:
    """Whether entries begin with times; under a title that says `live`, fewer will do."""
    entries = sum(1 for block in blocks if _ENTRY.match(block))
    if _LIVE_TITLE.search(title):
        return entries >= _MIN_ITEMS
    return entries >= max(_MIN_ENTRIES, _ENTRY_SHARE * len(blocks))


def _is_list(title: str, blocks: Sequence[str]) -> bool:
    """Whether half of the paragraphs are numbered or bulleted, or the title counts items and each has a heading."""
    items = sum(1 for block in blocks if _ITEM.match(block))
    if items >= max(_MIN_ITEMS, len(blocks) / 2):
        return True
    announced = _announced(title)
    return announced >= _MIN_ITEMS and announced - 1 <= _headings(blocks) <= announced + 2


def _announced(title: str) -> int:
    """The number a title begins with, in digits or in words; 0 if none."""
    first = _FIRST_WORDS.match(title)
    if first is None:
        return 0
    word = first[1].lower()
    return int(word) if word.isdecimal() and len(word) <= 2 else _NUMBERS.get(word, 0)


def _headings(blocks: Sequence[str]) -> int:
    """How many paragraphs are short, end like no sentence and stand before a longer one."""
    short = [word_count(block) <= _HEADING_WORDS and not _SENTENCE_END.search(block) for block in blocks]
    return sum(1 for this, following in pairwise(short) if this and not following)
