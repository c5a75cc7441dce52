"""How often each term stands in each sentence, as a sparse matrix, and its product with itself."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bot.briefing.twins.words import Floats, Numbers

# A term that stands in more than one sentence of so many is multiplied as a dense column, others pair by pair.
_DENSE_SHARE = 8
_DENSE_FLOOR = 4


@dataclass(frozen=True, slots=True)
class Terms:
    """A cell per pair of term and sentence that meet, sorted by term and then by sentence.

    `spread` tells for each term in how many of the `size` sentences it stands.
    """

    size: int
    term: Numbers
    sentence: Numbers
    count: Numbers
    spread: Numbers

    def highest(self) -> Numbers:
        """The highest count in each sentence."""
        highest = np.zeros(self.size, np.int64)
        np.maximum.at(highest, self.sentence, self.count)
        return highest

    def per_sentence(self) -> Numbers:
        """How many different terms each sentence has."""
        return np.bincount(self.sentence, minlength=self.size)

    def products(self, weights: Floats) -> Floats:
        """The dot product of every two sentences, each cell with its weight.

        Frequent terms as a dense matrix product, the others as the sum over the pairs of sentences they stand in:
        neither the whole matrix of terms nor a loop over pairs is needed.
        """
        frequent = self.spread > max(_DENSE_FLOOR, self.size // _DENSE_SHARE)
        column = np.cumsum(frequent) - 1
        dense = frequent[self.term]
        matrix = np.zeros((self.size, np.count_nonzero(frequent)))
        matrix[self.sentence[dense], column[self.term[dense]]] = weights[dense]
        products = matrix @ matrix.T
        rare = ~dense & (self.spread[self.term] > 1)
        left, right = _pairs(self.term[rare], self.spread[self.term[rare]])
        place, weight = self.sentence[rare], weights[rare]
        cells = place[left] * self.size + place[right]
        products += np.bincount(cells, weight[left] * weight[right], self.size**2).reshape(products.shape)
        np.fill_diagonal(products, np.bincount(self.sentence, weights**2, minlength=self.size))
        return products


def terms_of(term: Numbers, sentence: Numbers, size: int) -> Terms:
    """Count terms by sentence; the terms are numbered anew, from 0."""
    cells, count = np.unique(term * size + sentence, return_counts=True)
    term, sentence = np.divmod(cells, size) if size else (cells, cells)
    first = np.r_[True, np.diff(term) > 0] if term.size else np.zeros(0, bool)
    term = np.cumsum(first) - 1
    return Terms(size, term, sentence, count, np.bincount(term))


def _pairs(term: Numbers, spread: Numbers) -> tuple[Numbers, Numbers]:
    """The positions of every two cells of one term, cells being sorted by term, and of each cell with itself."""
    left = np.repeat(np.arange(term.size), spread)
    first = np.flatnonzero(np.r_[True, np.diff(term) > 0]) if term.size else term
    first_of_term = np.repeat(first, spread[first])
    offset = np.arange(left.size) - np.repeat(np.cumsum(spread) - spread, spread)
    return left, first_of_term[left] + offset
