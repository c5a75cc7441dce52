"""Twins of sumy's summarizers that take sentence after sentence: KL and SumBasic. A rating is a place in that order.

Candidates whose values differ by no more than rounding can explain are compared again by sumy's own sums, term by term
in sumy's order: where sumy decides by the last digits, so does its twin.
"""

from __future__ import annotations

import math
from collections import Counter

import numpy as np

from bot.briefing.twins.words import Document, Floats, Numbers

# What rounding can explain: of a mean of frequencies its share, of a divergence kept up step by step.
_MEAN_NOISE = 1e-12
_DIVERGENCE_NOISE = 1e-10


def sumbasic(document: Document) -> Floats:
    """Rate by the words' mean frequency, squared where used (Nenkova and Vanderwende 2005, MSR-TR-2005-101).

    As in sumy: the first of equal sentences is taken; a word that stands twice in it is squared twice; that a sentence
    must hold the most frequent word, as the paper asks, is not asked for.
    """
    content = document.words.content
    _stems, words = np.unique(document.words.stem[content], return_inverse=True)
    frequency = np.bincount(words) / max(words.size, 1)
    lengths = np.bincount(document.sentence[content], minlength=document.size)
    sentences = np.split(words, np.cumsum(lengths)[:-1])
    filled = np.flatnonzero(lengths)
    starts, divisors = (np.cumsum(lengths) - lengths)[filled], lengths[filled]
    means, taken = np.zeros(document.size), list[int]()
    for _step in range(document.size):
        if filled.size:
            means[filled] = np.add.reduceat(frequency[words], starts) / divisors
        means[taken] = -1
        best = int(means.argmax())
        near = np.flatnonzero(means >= means[best] * (1 - _MEAN_NOISE)) if means[best] > 0 else ()
        if len(near) > 1:
            exact = [sum(frequency[sentences[at]].tolist()) / int(lengths[at]) for at in near]
            best = int(near[exact.index(max(exact))])
        taken.append(best)
        for word in sentences[best]:
            frequency[word] *= frequency[word]
    return _places(taken, document.group)


def kl(document: Document) -> Floats:
    """Rate by how near the summary so far stays to the document (Haghighi and Vanderwende 2009, aclanthology N09-1041).

    As in sumy: words are not stemmed; the divergence is summed over the summary's words only; the words of a candidate
    are lowered and without stop words, those of the sentences taken before are as written, stop words among them, so
    that "Bridge" and "the" only make the summary longer, but where the document counts them ("the", if it has "The").
    """
    summary = _Summary(document)
    taken = list[int]()
    for _step in range(document.size):
        taken.append(summary.best())
        summary.take(taken[-1])
    return _places(taken, document.group)


def _places(taken: list[int], group: Numbers) -> Floats:
    """Minus the number of texts placed before; a text that stands twice has its later place, as in sumy's dict."""
    ratings: dict[int, int] = {}
    for at in taken:
        ratings[int(group[at])] = -len(ratings)
    return np.array([ratings[text] for text in group.tolist()], np.float64)


class _Summary:
    """The sentences taken, and of each other sentence the divergence if it were taken next.

    Let f be a word's share of the document, n its count among the N words of the summary, and c its count among the C
    words of a candidate. Summary and candidate together diverge by `Σ f · log(f · (N + C) / (n + c))` over the words
    of either. But for a part common to all candidates that is `(F + G) · log(N + C) + H`, where F and G are the sums
    of f over the summary's words and over the candidate's new ones, and H is the sum over the candidate's words of
    `f · log(f / c)` for new ones and `f · log(n / (n + c))` for others. Taking a sentence changes G and H only of those
    that share a word with it.
    """

    def __init__(self, document: Document) -> None:
        words, size = document.words, document.size
        vocabulary, counts = np.unique(words.lower[words.no_stop_word], return_counts=True)
        self._share: Floats = counts / max(int(counts.sum()), 1)
        self._written = _by_sentence(_positions(words.written, vocabulary), document.sentence, size)
        lower, sentence = _positions(words.lower[words.content], vocabulary), document.sentence[words.content]
        self._lower = _by_sentence(lower, sentence, size)
        self._lengths = np.bincount(sentence, minlength=size)
        # Cells: the words of each sentence with their count, sorted by word.
        cells, self._count = np.unique(lower * size + sentence, return_counts=True)
        self._word, self._sentence = np.divmod(cells, max(size, 1))
        self._first = np.searchsorted(self._word, np.arange(vocabulary.size + 1))
        share = self._share[self._word]
        self._part = share * np.log(share / self._count)
        self._new = np.bincount(self._sentence, share, minlength=size)
        self._sums = np.bincount(self._sentence, self._part, minlength=size)
        self._left = np.zeros(size)
        self._known, self._length = 0.0, 0
        self._times = np.zeros(vocabulary.size, np.int64)
        self._order: list[int] = []

    def best(self) -> int:
        """The sentence, of those left, that makes the summary diverge least."""
        logs = np.log(np.maximum(self._length + self._lengths, 1))
        values = (self._known + self._new) * logs + self._sums + self._left
        near = np.flatnonzero(values <= values.min() + _DIVERGENCE_NOISE)
        if near.size == 1:
            return int(near[0])
        exact = {words: self._exact(words) for words in dict.fromkeys(tuple(self._lower[at].tolist()) for at in near)}
        return int(min(near, key=lambda at: exact[tuple(self._lower[at].tolist())]))

    def take(self, at: int) -> None:
        """Add a sentence to the summary."""
        self._left[at] = np.inf
        words = self._written[at]
        self._length += words.size
        words = words[words >= 0]
        distinct = list(dict.fromkeys(words.tolist()))
        new = [word for word in distinct if not self._times[word]]
        self._order += new
        self._known += float(self._share[new].sum())
        size = self._new.size
        cells = self._cells(new)
        self._new -= np.bincount(self._sentence[cells], self._share[self._word[cells]], minlength=size)
        np.add.at(self._times, words, 1)
        cells = self._cells(distinct)
        times = self._times[self._word[cells]]
        part = self._share[self._word[cells]] * np.log(times / (times + self._count[cells]))
        self._sums += np.bincount(self._sentence[cells], part - self._part[cells], minlength=size)
        self._part[cells] = part

    def _cells(self, words: list[int]) -> Numbers:
        """The cells of some words."""
        ranges = [np.arange(self._first[word], self._first[word + 1]) for word in words]
        return np.concatenate(ranges) if ranges else np.zeros(0, np.int64)

    def _exact(self, words: tuple[int, ...]) -> float:
        """The divergence with a candidate's words, its terms added up in the order in which sumy adds them."""
        own = Counter(words)
        order = np.array([*own, *(word for word in self._order if word not in own)], np.int64)
        counts = self._times[order]
        counts[: len(own)] += np.fromiter(own.values(), np.int64, len(own))
        total = self._length + len(words)
        share = self._share[order]
        terms = share * [math.log(ratio) for ratio in (share / (counts / total)).tolist()]
        return float(np.add.accumulate(terms)[-1]) if order.size else 0.0


def _positions(numbers: Numbers, sorted_numbers: Numbers) -> Numbers:
    """Where each number stands among sorted ones; -1 if it does not."""
    at = np.searchsorted(sorted_numbers, numbers)
    at[at == sorted_numbers.size] = 0
    found: Numbers = np.where(sorted_numbers[at] == numbers, at, -1) if sorted_numbers.size else at - 1
    return found


def _by_sentence(values: Numbers, sentence: Numbers, size: int) -> list[Numbers]:
    return np.split(values, np.searchsorted(sentence, np.arange(1, size))) if size else []
