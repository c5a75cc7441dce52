"""Twins of sumy's summarizers that count words sentence by sentence: Luhn, LSA and Edmundson."""

from __future__ import annotations

import numpy as np

from bot.briefing.twins.matrix import terms_of
from bot.briefing.twins.words import Document, Floats, Numbers

# As in sumy: so many words without significance end a cluster, and the smoothing of term frequencies.
_GAP = 4
_SMOOTHING = 0.4


def luhn(document: Document) -> Floats:
    """Rate by the densest cluster of significant words (Luhn 1958, https://doi.org/10.1147/rd.22.0159).

    Significant is every stem that occurs twice, headings included. A cluster of one such word is worth nothing.
    As in sumy a stop word counts in a cluster if its stem is that of a significant word.
    """
    words, heading = document.words, document.heading
    content = np.concatenate((words.stem[words.content], heading.stem[heading.content]))
    stems, counts = np.unique(content, return_counts=True)
    at = np.flatnonzero(np.isin(words.stem, stems[counts > 1]))
    ratings = np.zeros(document.size)
    if not at.size:
        return ratings
    sentence = document.sentence[at]
    starts = np.flatnonzero(np.r_[True, (np.diff(at) > _GAP) | (np.diff(sentence) > 0)])
    significant = np.diff(np.r_[starts, at.size])
    length = at[starts + significant - 1] - at[starts] + 1
    np.maximum.at(ratings, sentence[starts], np.where(significant > 1, significant**2 / length, 0.0))
    return ratings


def lsa(document: Document) -> Floats:
    """Rate by latent semantic analysis (Steinberger and Ježek 2004), which in sumy is the length of a vector.

    sumy keeps all dimensions of the singular value decomposition, and over all of them √Σσᵢ²vᵢ² is the norm of the
    sentence's column of term weights: no decomposition is needed. A weight is 0.4 + 0.6 · count / highest count, and
    0.4 for every word that the sentence does not have, so that what decides is how many words occur in it and how
    evenly; in a sentence without words all weights are 0. NaN where the text has nothing but stop words.
    """
    words, heading = document.words, document.heading
    dictionary = np.unique(np.concatenate((words.stem[words.content], heading.stem[heading.content])))
    if not dictionary.size:
        return np.full(document.size, np.nan)
    known = np.isin(words.stem, dictionary)
    terms = terms_of(words.stem[known], document.sentence[known], document.size)
    weights = _SMOOTHING + (1 - _SMOOTHING) * terms.count / terms.highest()[terms.sentence]
    own = terms.per_sentence()
    absent = np.where(own > 0, dictionary.size - own, 0)
    squares = np.bincount(terms.sentence, weights**2, minlength=document.size) + absent * _SMOOTHING**2
    ratings: Floats = np.sqrt(squares)
    return ratings


def edmundson(document: Document, *, bonus: Numbers, null: Numbers, stigma: Numbers | None = None) -> Floats:
    """Rate by cue words, words of headings and place (Edmundson 1969, https://doi.org/10.1145/321510.321519).

    `bonus`, `stigma` and `null` are stems' numbers. As in sumy a heading's words are counted twice unless they are
    among the `null` words, and a sentence gains 1 in the first or the last paragraph and 1 as the first or the last of
    a paragraph; a repeated sentence has the place of its last occurrence. The fourth part of the method, key words, is
    off in sumy, whose parsers fill cue words that are not set with Czech ones, for any language.
    """
    stem = document.words.stem
    points = np.isin(stem, bonus).astype(np.float64)
    if stigma is not None:
        points -= np.isin(stem, stigma)
    points += 2 * np.isin(stem, np.setdiff1d(document.heading.stem, null))
    paragraph = document.paragraph
    border = np.diff(paragraph) > 0
    outer = (paragraph == 0) | (paragraph == document.paragraphs - 1)
    edge = np.r_[True, border] | np.r_[border, True] if document.size else np.zeros(0, bool)
    place = np.zeros(document.size, np.int64)
    place[document.group] = outer.astype(np.int64) + edge  # of equal indices the last counts
    return np.bincount(document.sentence, points, minlength=document.size).astype(np.float64) + place[document.group]
