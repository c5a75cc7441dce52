"""Tables written as text: results, standings, prices."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Sentences seldom come near it: in a football report one word in eight is a number.
_NUMBERS_IN_ROW = 0.25
_MAX_ROW_WORDS = 30
_MIN_ROWS = 4
# A table whose lines were run together is one paragraph.
_MIN_RUN_TOGETHER = 12
_TABLE_SHARE = 0.5
_CELL_MARK = "|"
_MAX_UNIT = 2
# No language's words are longer on average: with fewer numbers than this allows, a paragraph need not be looked at.
_MAX_WORD_LETTERS = 16
_DIGITS = re.compile(r"\d+")


def is_table(blocks: Sequence[str]) -> bool:
    """Whether half of the words of an article stand in rows of numbers or cells."""
    rows = words_in_rows = 0
    for block in blocks:
        if found := _rows(block):
            rows += found
            words_in_rows += len(block.split())
    return rows >= _MIN_ROWS and words_in_rows >= _TABLE_SHARE * sum(len(block.split()) for block in blocks)


def _rows(block: str) -> int:
    """How many rows a paragraph is worth: none, one, or enough for a table where its lines were run together."""
    marks = block.count(_CELL_MARK)
    if (marks + len(_DIGITS.findall(block))) * _MAX_WORD_LETTERS < _NUMBERS_IN_ROW * len(block):
        return 0
    cells = block.split()
    numbers = [cell for cell in cells if _is_number(cell)]
    if len(cells) <= _MAX_ROW_WORDS:
        return int(marks >= 2 or (bool(numbers) and len(numbers) >= _NUMBERS_IN_ROW * len(cells)))
    bare = sum(1 for number in numbers if number[0] != "(")  # a list in a sentence has its numbers in brackets
    return _MIN_ROWS if bare + marks >= max(_MIN_RUN_TOGETHER, _NUMBERS_IN_ROW * len(cells)) else 0


def _is_number(cell: str) -> bool:
    """Whether a word is a number, with a sign, a unit ("4.1m") or a second number ("3-1"), but not "34-year-old"."""
    return bool(_DIGITS.search(cell)) and sum(map(str.isalpha, cell)) <= _MAX_UNIT
