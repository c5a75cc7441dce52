"""Words as numbers: every shape of a word is lowered, stemmed and looked up among the stop words once per process."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.language.lexicon import stemmer_for, stop_words_for

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Floats = NDArray[np.float64]

# Of one language in one worker, some 300 bytes each. With more, a lexicon starts anew.
_MOST_SHAPES = 200_000
# What is kept of a shape, in this order.
_COLUMNS = ("written", "lower", "stem", "content", "no_stop_word")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words in the order of the text: arrays of one length. Numbers are equal where the strings are."""

    written: Numbers
    lower: Numbers
    stem: Numbers
    # No stop word once lowered: "The" is none, nor is "the".
    content: Flags
    # No stop word as written: KL takes "The" for a word of the document.
    no_stop_word: Flags


@dataclass(frozen=True, slots=True)
class Document:
    """A body as the twins see it: `size` sentences, their words, and of each word the number of its sentence.

    `group` is for each sentence the number of the first of the same text (sumy keeps ratings in dicts by text),
    `paragraph` the number of its paragraph, `paragraphs` how many there are; `heading` are the words of all headings.
    """

    size: int
    words: Tokens
    sentence: Numbers
    heading: Tokens
    group: Numbers
    paragraph: Numbers
    paragraphs: int


class Lexicon:
    """The words of a language. Stop words and what `stem` makes of a lower-case word are lower-case.

    It grows as it is used, so it belongs to one thread.
    """

    def __init__(self, stem: Callable[[str], str] = str.lower, stop_words: Iterable[str] = ()) -> None:
        self._stem = stem
        self._stop_words = frozenset(stop_words)
        self._start_anew()

    def prepare(
        self,
        sentences: Sequence[Sequence[str]],
        *,
        texts: Sequence[str] | None = None,
        paragraph: Sequence[int] | None = None,
        paragraphs: int | None = None,
        heading: Sequence[str] = (),
    ) -> Document:
        """Make the document of sentences, each the words that sumy's tokenizers give.

        Without `texts` no sentence repeats another; without `paragraph`, which rises from 0, all stand in one.
        """
        if len(self._rows) > _MOST_SHAPES:
            self._start_anew()
        size = len(sentences)
        firsts: dict[str, int] = {}
        group = range(size) if texts is None else [firsts.setdefault(text, at) for at, text in enumerate(texts)]
        if paragraphs is None:
            paragraphs = paragraph[-1] + 1 if paragraph else 1
        return Document(
            size=size,
            words=self._tokens(list(chain.from_iterable(sentences))),
            sentence=np.repeat(np.arange(size), np.fromiter(map(len, sentences), np.int64, size)),
            heading=self._tokens(heading),
            group=np.fromiter(group, np.int64, size),
            paragraph=np.fromiter(paragraph or (0,) * size, np.int64, size),
            paragraphs=paragraphs,
        )

    def prepare_sumy(self, document: Any) -> Document:
        """Make the document of a `sumy.models.dom.ObjectDocumentModel`."""
        return self.prepare(
            [sentence.words for sentence in document.sentences],
            texts=[str(sentence) for sentence in document.sentences],
            paragraph=[number for number, part in enumerate(document.paragraphs) for _sentence in part.sentences],
            paragraphs=len(document.paragraphs),
            heading=[word for heading in document.headings for word in heading.words],
        )

    def stems(self, words: Iterable[str]) -> Numbers:
        """The numbers of the words' stems, those of `Tokens.stem` in the last document made."""
        return self._tokens(list(words)).stem

    def _start_anew(self) -> None:
        self._rows: dict[str, int] = {}
        self._terms: dict[str, int] = {}
        self._table = array("q")

    def _tokens(self, words: Sequence[str]) -> Tokens:
        new = [word for word in words if word not in self._rows]
        if new:
            self._learn(new)
        rows = np.fromiter(map(self._rows.__getitem__, words), np.int64, len(words))
        table = np.frombuffer(self._table, np.int64) if self._table else np.zeros(0, np.int64)
        written, lower, stem, content, no_stop_word = table.reshape(-1, len(_COLUMNS)).take(rows, axis=0).T.copy()
        return Tokens(written, lower, stem, content.astype(bool), no_stop_word.astype(bool))

    def _learn(self, words: Iterable[str]) -> None:
        number = self._terms.setdefault
        for word in words:
            if self._rows.setdefault(word, len(self._rows)) < len(self._table) // len(_COLUMNS):
                continue
            lower = word.lower()
            for term in (word, lower, self._stem(lower)):
                self._table.append(number(term, len(self._terms)))
            self._table.extend((lower not in self._stop_words, word not in self._stop_words))


@cache
def lexicon_for(language: str) -> Lexicon:
    """The lexicon of an ISO 639-1 code, with the stemmer and the stop words that sumy has for it, or none."""
    return Lexicon(stemmer_for(language), stop_words_for(language))
