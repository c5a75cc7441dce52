"""Punkt's decisions where sentences start, as nltk makes them, with the plain cases decided at a glance.

A stop after a plain word that is no abbreviation and begins no collocation always ends a sentence, and so does a
question or exclamation mark (Kiss and Strunk, 2006, https://doi.org/10.1162/coli.2006.32.4.485, 4.1 to 4.3). Only the
others go to nltk, which annotates the words around each stop with objects; once for each such pair of words.
Heavy imports: only workers import this module.
"""
# mypy: allow-untyped-calls
# (nltk carries no annotations)

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from nltk.tokenize.punkt import PunktLanguageVars, PunktParameters, PunktSentenceTokenizer

_CONTEXTS_KEPT = 20_000
# The word before a stop begins after the last blank of these, which are fewer than `\s` knows.
_OTHER_BLANK = re.compile(r"[\t\n\r\v\f]")
_OPENERS = "\"“„«(['‘"


class PunktBreaks:
    """Where sentences start by a model: as `PunktSentenceTokenizer.span_tokenize` has it, in a tenth of the time."""

    def __init__(self, parameters: PunktParameters) -> None:
        variables = PunktLanguageVars()
        # nltk wraps its patterns in a watch for time, which costs more than they do.
        self._stop = re.compile(variables.period_context_re().pattern, re.VERBOSE)
        self._closing_marks = re.compile(variables.re_boundary_realignment.pattern, re.MULTILINE)
        self._asks_nltk = lru_cache(_CONTEXTS_KEPT)(PunktSentenceTokenizer(parameters).text_contains_sentbreak)
        self._unclear = frozenset(parameters.abbrev_types) | {first for first, _ in parameters.collocations}

    def starts(self, text: str) -> Iterator[int]:
        """The offsets where sentences start, rising; closing marks belong to the sentence before."""
        shift = 0
        pieces = list(self._pieces(text))
        for (start, stop), (next_start, next_stop) in zip(pieces, [*pieces[1:], (0, 0)], strict=True):
            first, shift = start + shift, 0
            marks = self._closing_marks.match(text, next_start, next_stop) if next_stop else None
            if marks:
                shift = marks.end() - next_start
            if marks or first < stop:
                yield first

    def _pieces(self, text: str) -> Iterator[tuple[int, int]]:
        last = 0
        for word_start, stop in self._last_stops(text):
            if self._breaks(text, word_start, stop):
                yield last, stop.end()
                last = stop.start("next_tok") if stop["next_tok"] else stop.end()
        yield last, len(text.rstrip())

    def _last_stops(self, text: str) -> Iterator[tuple[int, re.Match[str]]]:
        """The last of the stops in each word (`what?!`) with the offset where the word begins."""
        flat = _OTHER_BLANK.sub(" ", text)
        held: re.Match[str] | None = None
        begin = end = 0
        for stop in self._stop.finditer(text):
            blank = flat.rfind(" ", end, stop.start())
            start = blank + 1 if blank > end else begin
            if held and end <= start:
                yield begin, held
            held, begin, end = stop, start, stop.start()
        if held:
            yield begin, held

    def _breaks(self, text: str, word_start: int, stop: re.Match[str]) -> bool:
        end = stop.start()
        if text[end] != ".":
            return True
        word = text[word_start:end].lstrip(_OPENERS)
        if len(word) > 1 and word.isalpha() and word.lower() not in self._unclear:
            return True
        return self._asks_nltk(f"{text[word_start:end]}.{stop['after_tok']}")
