"""Several stories in one article: news in brief, a morning's briefing, a police log."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import comb

from bot.language.words import word_count

_HEADING_WORDS = 8
_HEADING_LETTERS = 80
_MIN_STORY_LETTERS = 50
_MIN_STORIES = 3
_MIN_PLAIN_STORIES = 5
# Stories of one paragraph are compared by their beginnings, and no more of them than tell.
_COMPARED_STORIES = 8
# Mean overlap of the words of two parts. In 1,300 articles of CNN and Orange, cut into parts of two sentences, 1 % stay
# below 0.05; of single sentences, 0.5 % below 0.02. Parts of different articles: half below 0.04 and 0.02.
_UNLIKE = 0.06
# What longer parts have in common by chance grows with them.
_UTTERLY_UNLIKE_PER_LETTER = 0.0001
_COMPARED_LETTERS = 360
# Where words are longer on average, they are not parted by spaces, and what they share cannot be seen.
_MAX_WORD_LETTERS = 16

_STEM = re.compile(r"\b[^\W\d_]{4,6}")
_SENTENCE_END = re.compile(r"[.!?…:;]\s?[\"”’»“')]*$")
_LABEL = re.compile(r"\W*([^\W\d_][\w.'’-]*(?: [\w.'’-]+){0,2})\s?:\s")
_NEXT_STORY = re.compile(
    r"(?:in other news|elsewhere|also today|and finally|in sport|außerdem|ferner|und sonst|zum schluss|und zum schluss"
    r"|par ailleurs|ailleurs|et enfin|également à la une|en otras noticias|además|por otra parte|y por último"
    r"|in altre notizie|altrove|infine|em outras notícias|tot slot|elders|ponadto|poza tym|dále|dessutom|ayrıca"
    r"|кроме того|επίσης)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\bin brief\b(?!,)|\b(?:news|world|local|sports?) briefs\b|\bround-?up\b|\b(?:morning|evening|daily|weekly) "
    r"(?:briefing|digest|news|report)\b|\bnewsletter\b|\bheadlines\b|\bnews at a glance\b|\bpolice (?:log|blotter)\b"
    r"|\bin other news\b"
    r"|\bkurz gemeldet\b|\bkurzmeldungen\b|\b(?:nachrichten|meldungen) (?:in kürze|im überblick|des tages|aus)\b"
    r"|\bder (?:morgen|abend|tag) (?:am|im)\b|\bdas wichtigste\b|\bpolizeibericht\b"
    r"|\ben bref\b|\bbrèves\b|\bles (?:informations|actualités|titres) d[eu]\b|\bl['’]essentiel de l['’]actu"
    r"|\ben breve\b|^breves\b|\b(?:resumen|repaso) de (?:las )?noticias\b|\bnoticias de(?:l| la| hoy)\b|\btitulares\b"
    r"|\bin breve\b|\bnotizie (?:in breve|del giorno)\b|\bem resumo\b|\bnotícias d[oae]\b|\bkort nieuws\b"
    r"|\bw skrócie\b|\bstručně\b|\bi korthet\b|\bkısa kısa\b|\bкоротко\b|\bεν συντομία\b",
    re.IGNORECASE,
)


def has_several_stories(title: str, blocks: Sequence[str]) -> bool:
    """Whether the parts of an article have hardly a word in common.

    Parts are what stands between headings or rules, or each paragraph. Where the title, headings, rules, labels or
    phrases such as "In other news" speak of several stories, parts that differ as articles do are enough; where none
    does, they must have next to nothing in common.
    Lexical cohesion after Hearst (TextTiling, Computational Linguistics 23, 1997), between all parts, not neighbours,
    by the overlap coefficient of their words, without a language's stop words or stemmer.
    """
    parts, is_parted = _parts(blocks)
    parts = [part for part in parts if len(part) >= _MIN_STORY_LETTERS]
    if len(parts) < _MIN_STORIES or not _has_spaces(parts[0]):
        return False
    if is_parted or _speaks_of_several(title, parts):
        return _are_unlike(parts, _UNLIKE)
    return len(parts) >= _MIN_PLAIN_STORIES and _are_unlike(parts, _utterly_unlike(parts))


def _parts(blocks: Sequence[str]) -> tuple[list[str], bool]:
    """The parts of an article, and whether headings or rules between them make them."""
    rules = [not any(map(str.isalnum, block)) for block in blocks]
    short = [_is_heading(block) for block in blocks]
    headings = [this and not following for this, following in pairwise([*short, True])]
    if sum(rules) >= _MIN_STORIES - 1:
        marks = rules
    elif sum(headings) >= _MIN_STORIES:
        marks = headings
    else:
        return list(blocks), False
    parts: list[list[str]] = [[]]
    for block, is_mark in zip(blocks, marks, strict=True):
        if is_mark:
            parts.append([])
        else:
            parts[-1].append(block)
    return [" ".join(part) for part in parts], True


def _is_heading(block: str) -> bool:
    return len(block) <= _HEADING_LETTERS and word_count(block) <= _HEADING_WORDS and not _SENTENCE_END.search(block)


def _speaks_of_several(title: str, parts: Sequence[str]) -> bool:
    if _TITLE.search(title) or sum(1 for part in parts if _NEXT_STORY.match(part)) >= _MIN_STORIES - 1:
        return True
    labels = [label[1] for part in parts if (label := _LABEL.match(part))]
    return len(set(labels)) >= max(_MIN_STORIES, len(parts) / 2)


def _has_spaces(part: str) -> bool:
    return len(part) <= _MAX_WORD_LETTERS * (1 + part.count(" "))


def _utterly_unlike(parts: Sequence[str]) -> float:
    compared = parts[:_COMPARED_STORIES]
    letters = sum(min(len(part), _COMPARED_LETTERS) for part in compared)
    return _UTTERLY_UNLIKE_PER_LETTER * letters / len(compared)


def _are_unlike(parts: Sequence[str], likeness: float) -> bool:
    """Whether the mean overlap coefficient of the stems of two parts, from 0 to 1, is below `likeness`.

    It looks no further than it must: the parts of most articles are alike enough after three.
    """
    compared = parts[:_COMPARED_STORIES]
    enough = likeness * comb(len(compared), 2)
    found: list[frozenset[str]] = []
    alike = 0.0
    for part in compared:
        stems = _stems(part)
        alike += sum(len(stems & other) / max(1, min(len(stems), len(other))) for other in found)
        if alike >= enough:
            return False
        found.append(stems)
    return True


def _stems(part: str) -> frozenset[str]:
    """The first six letters of the words of four and more, in place of a stemmer."""
    return frozenset(_STEM.findall(part[:_COMPARED_LETTERS].lower()))
