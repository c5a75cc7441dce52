"""Twins of sumy's summarizers that compare every two sentences: LexRank, TextRank and Reduction."""

from __future__ import annotations

import numpy as np

from bot.briefing.twins.matrix import Terms, terms_of
from bot.briefing.twins.words import Document, Floats

# As in sumy.
_THRESHOLD = 0.1
_LEXRANK_EPSILON = 0.1
_TEXTRANK_EPSILON = 1e-4
_DAMPING = 0.85
_NOT_ZERO = 1e-7
# Two sums over the same numbers in another order differ by less.
_NOISE = 1e-12


def lexrank(document: Document) -> Floats:
    """Rate by centrality among similar sentences (Erkan and Radev 2004, https://doi.org/10.1613/jair.1523).

    As in sumy: idf is log(sentences / (1 + those with the word)), negative for a word in all; sentences are neighbours
    above a cosine of 0.1 (where it is 0.1 but for the last digits, sumy's answer differs from process to process, and
    here they are none); the power method has no damping and stops at once when it moves by 0.1 or less. NaN where no
    sentence is like itself: nothing but stop words, or two sentences that share no word.
    """
    terms = _content_terms(document)
    if not document.size:
        return np.zeros(0)
    idf = np.log(document.size / (1 + terms.spread))
    weights = terms.count / terms.highest()[terms.sentence] * idf[terms.term]
    norms = np.sqrt(np.bincount(terms.sentence, weights**2, minlength=document.size))
    if not norms.any():
        return np.full(document.size, np.nan)
    norms[norms == 0] = 1
    near = (terms.products(weights / norms[terms.sentence]) > _THRESHOLD + _NOISE).astype(np.float64)
    degrees = np.maximum(near.sum(axis=1), 1)
    ratings, moved = np.full(document.size, 1 / document.size), 1.0
    while moved > _LEXRANK_EPSILON:
        following = _times(near, ratings / degrees)
        following /= np.linalg.norm(following)
        moved = float(np.linalg.norm(following - ratings))
        ratings = following
    return ratings


def textrank(document: Document) -> Floats:
    """Rate by PageRank over shared words (Mihalcea and Tarau 2004, https://aclanthology.org/W04-3252).

    As in sumy: an edge is Σ count · count / (log length + log length), or the plain sum for two sentences of one word;
    each sentence is its own neighbour too; rows sum to a little less than 1, and a sentence that shares nothing passes
    nothing on.
    """
    if not document.size:
        return np.zeros(0)
    edges = _edges(document, _content_terms(document))
    weights = edges.sum(axis=1) + _NOT_ZERO
    ratings, moved = np.full(document.size, 1 / document.size), 1.0
    while moved > _TEXTRANK_EPSILON:
        following = (1 - _DAMPING) / document.size * ratings.sum() + _DAMPING * _times(edges, ratings / weights)
        moved = float(np.linalg.norm(following - ratings))
        ratings = following
    return ratings


def reduction(document: Document) -> Floats:
    """Rate by the sum of TextRank's edges to all others (https://github.com/adamfabish/Reduction).

    As in sumy: two sentences of one word have no edge, and a text that stands twice gets the ratings of both.
    """
    edges = _edges(document, _content_terms(document))
    np.fill_diagonal(edges, 0)
    lengths = np.bincount(document.sentence[document.words.content], minlength=document.size)
    short = np.flatnonzero(lengths == 1)
    edges[np.ix_(short, short)] = 0
    by_text = np.bincount(document.group, edges.sum(axis=1), minlength=document.size)
    return by_text[document.group].astype(np.float64)


def _content_terms(document: Document) -> Terms:
    content = document.words.content
    return terms_of(document.words.stem[content], document.sentence[content], document.size)


def _edges(document: Document, terms: Terms) -> Floats:
    lengths = np.bincount(document.sentence[document.words.content], minlength=document.size)
    logs: Floats = np.log(np.maximum(lengths, 1))
    norms = np.add.outer(logs, logs)
    norms[norms == 0] = 1
    edges: Floats = terms.products(terms.count.astype(np.float64)) / norms
    return edges


def _times(matrix: Floats, vector: Floats) -> Floats:
    """The product, on one core: where others are at work, waiting for BLAS's threads takes ten times as long."""
    product: Floats = np.einsum("ij,j->i", matrix, vector)
    return product
