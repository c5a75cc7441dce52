"""Interviews: questions and answers in turn, marked by letters, by names or by nothing but the question mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

_MIN_TURNS = 4
_MIN_QUESTIONS = 3
_FEWEST_QUESTIONS = 2
_MAX_QUESTION_WORDS = 45
# Share of an article's paragraphs that are turns with a name, or questions without.
_TURN_SHARE = 0.4
_QUESTION_SHARE = 0.2
# Of the turns, how many ask at least: a review of the press has voices too, but no questions.
_ASKING_SHARE = 0.2
_ANSWERS_IN_FIRST_PERSON = 0.5

_LETTER = re.compile(r"([A-Z])\s?[.:]\s(?=[\w¿¡\"“„«'‘])")
_BEFORE_LETTER = re.compile(r"(?:^|[.!?…\"”»“)]\s)(?:\*\*)?$")
_NAME = re.compile(r"\W*((?=[^\W\d_])\w[\w.'’-]*(?: [\w.'’-]+){0,3})(?: \([^)]*\))?\s?:\W*\s")
# Greek asks with a semicolon.
_ASKS = re.compile(r"\?[\"”»“'’)*]*$|;$")
_QUOTED = re.compile('["“„«][^"”“»]*["”“»]')
_WORD = re.compile(r"[^\W\d_]+")
# "I" and its kin in the languages that are briefed, left out where another has the same word for something else.
_FIRST_PERSON = frozenset(
    (  # noqa: SIM905
        "I me my mine we us our ich mich mir mein meine meiner wir uns unser unsere je j mon mes moi nous notre yo mi "
        "mis conmigo nosotros nuestro nuestra io mio mia noi nostro nostra eu meu minha nós nosso nossa ik mij mijn "
        "wij ons onze mnie mną mój moja jestem jsem jsme mě můj naše jag mig mitt vi vår ben benim bana biz "
        "bizim я меня мне мой моя мы нас нам наш εγώ μου με εμείς μας"
    ).split()
)


def is_interview(blocks: Sequence[str]) -> bool:
    """Whether an article goes by questions and answers, and the answers are a person's."""
    if sum(block.count("?") + block.endswith(";") for block in blocks) < _FEWEST_QUESTIONS:  # most articles end here
        return False
    return _has_letters(blocks) or _has_names(blocks) or _has_bare_questions(blocks)


def _has_letters(blocks: Sequence[str]) -> bool:
    """Whether `Q:` and `A:` (`P:` and `R:`, `F:` and `A:`) alternate, also where paragraphs were run together."""
    letters = Counter(
        found[1]
        for block in blocks
        for found in _LETTER.finditer(block)
        if _BEFORE_LETTER.search(block[max(0, found.start() - 4) : found.start()])
    )
    first_two = [count for _letter, count in letters.most_common(2)]
    return len(first_two) == 2 and first_two[1] >= _FEWEST_QUESTIONS and sum(first_two) > _MIN_TURNS


def _has_names(blocks: Sequence[str]) -> bool:
    """Whether paragraphs begin with the names of two or more who come back, one after the other, and some ask."""
    turns = [(name[1], block) for block in blocks if (name := _NAME.match(block))]
    if len(turns) < max(_MIN_TURNS, _TURN_SHARE * len(blocks)):
        return False
    voices = {name for name, _block in turns}
    changes = sum(one != other for (one, _), (other, _) in pairwise(turns))
    asking = sum(1 for _name, block in turns if _ASKS.search(block))
    return (
        2 <= len(voices) <= len(turns) / 2
        and 2 * changes >= len(turns) - 1
        and asking >= max(_FEWEST_QUESTIONS, _ASKING_SHARE * len(turns))
    )


def _has_bare_questions(blocks: Sequence[str]) -> bool:
    """Whether paragraphs that ask are followed by answers in the first person.

    Explanations ("Who pays for it?") are built alike, but nobody speaks in them.
    """
    asks = [bool(_ASKS.search(block)) and len(block.split()) <= _MAX_QUESTION_WORDS for block in blocks]
    answers = [blocks[at + 1] for at, (asked, next_asked) in enumerate(pairwise(asks)) if asked and not next_asked]
    if len(answers) < max(_MIN_QUESTIONS, _QUESTION_SHARE * len(blocks)):
        return False
    return sum(map(_in_first_person, answers)) >= _ANSWERS_IN_FIRST_PERSON * len(answers)


def _in_first_person(text: str) -> bool:
    """Whether somebody speaks of themselves, outside of quotations; "EU" and "US" are nobody."""
    words = _WORD.findall(_QUOTED.sub(" ", text))
    return any(word in _FIRST_PERSON or (not word.isupper() and word.lower() in _FIRST_PERSON) for word in words)
