"""How well a clustering agrees with the truth, and plain ways to cluster texts.

A clustering maps each item to the label of its cluster; labels mean nothing beyond being equal or not. B-cubed and
pairwise precision, recall and F1 are counted from the contingency table, in linear time.

The plain ways see all texts at once and try every threshold: similarities of pairs as a sparse matrix, then clusters
at each threshold. They need scikit-learn, of the extra `bench`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any, TypeVar

import numpy as np

#: Similarities that are tried as thresholds, and the lowest of each kind: below it texts have nothing to do with each
#: other, and there are too many pairs.
THRESHOLDS = tuple(round(0.01 * step, 2) for step in range(1, 100))
LOWEST_COSINE = 0.1
LOWEST_JACCARD = 0.02
#: Articles that DBSCAN wants within its radius to grow a cluster, the article itself included.
#: With 2 it is single-link.
MIN_SAMPLES = (2, 3)
PERMUTATIONS = 128

_SHINGLE = 3
_ROWS = 500
# Similarities are 32-bit numbers; thresholds are not.
_ROUNDING = 1e-6

Item = TypeVar("Item", bound=Hashable)
Clustering = Mapping[Item, Hashable]
#: A setting and, by text, the label of its cluster.
Tried = Iterator[tuple[dict[str, float], np.ndarray]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Precision and recall, both from 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def as_json(self) -> dict[str, float]:
        return {"precision": self.precision, "recall": self.recall, "f1": self.f1}


@dataclass(frozen=True, slots=True)
class Scores:
    """Both measures of one clustering."""

    bcubed: Agreement
    pairwise: Agreement

    def as_json(self) -> dict[str, dict[str, float]]:
        return {"bcubed": self.bcubed.as_json(), "pairwise": self.pairwise.as_json()}


def scored(found: Clustering[Item], truth: Clustering[Item]) -> Scores:
    """Both measures. Raises ValueError where the two are not about the same items."""
    return Scores(bcubed(found, truth), pairwise(found, truth))


def bcubed(found: Clustering[Item], truth: Clustering[Item]) -> Agreement:
    """B-cubed: of each item's cluster, the share that is of its class (precision), and the other way round (recall).

    Averaged over items, each item counted as a companion of itself; F1 is that of the two averages.
    Bagga and Baldwin (1998), https://aclanthology.org/P98-1012/;
    Amigó et al. (2009), https://doi.org/10.1007/s10791-008-9066-8, who show why it is to be preferred to pairs.
    Without items both are 1.
    """
    together, clusters, classes = _contingency(found, truth)
    if not together:
        return Agreement(1.0, 1.0)
    precision = sum(count * count / clusters[cluster] for (cluster, _), count in together.items())
    recall = sum(count * count / classes[label] for (_, label), count in together.items())
    return Agreement(precision / len(found), recall / len(found))


def pairwise(found: Clustering[Item], truth: Clustering[Item]) -> Agreement:
    """Of the pairs of items in one cluster, the share that is of one class (precision), and the other way round.

    Large clusters weigh by the square of their size. Where there is no pair to be right or wrong about, 1.
    """
    together, clusters, classes = _contingency(found, truth)
    right = _pairs(together.values())
    said, true = _pairs(clusters.values()), _pairs(classes.values())
    return Agreement(right / said if said else 1.0, right / true if true else 1.0)


@dataclass(frozen=True, slots=True)
class Best:
    """What a plain way reached at best, with which setting, and how long trying all settings took."""

    scores: Scores
    setting: dict[str, float]
    seconds: float

    def as_json(self) -> dict[str, object]:
        return {**self.scores.as_json(), "setting": self.setting, "seconds": round(self.seconds, 1)}


def plain_ways(texts: Mapping[Item, str], truth: Clustering[Item], *, english: bool = True) -> dict[str, Best]:
    """TF-IDF with single-link and with DBSCAN, and MinHash, each at its best setting by B-cubed F1.

    The setting is chosen on the very texts that are scored: an upper bound of what the way can do. Function words
    are left out of TF-IDF where the texts are `english`.
    """
    ways: dict[str, Callable[[], Tried]] = {}
    cosines = _cosines(list(texts.values()), "english" if english else None)
    ways["tfidf-single-link"] = lambda: _single_link(cosines)
    ways["dbscan"] = lambda: _dbscan(cosines)
    ways["minhash"] = lambda: _single_link(_jaccards(list(texts.values())))
    return {name: _best(tried, list(texts), truth) for name, tried in ways.items()}


def _contingency(
    found: Clustering[Item], truth: Clustering[Item]
) -> tuple[Counter[tuple[Hashable, Hashable]], Counter[Hashable], Counter[Hashable]]:
    """How many items each pair of cluster and class has in common, each cluster, each class."""
    if found.keys() != truth.keys():
        odd = len(found.keys() ^ truth.keys())
        raise ValueError(f"the clustering and the truth differ in {odd} items: each must be in both")
    together = Counter((cluster, truth[item]) for item, cluster in found.items())
    return together, Counter(found.values()), Counter(truth.values())


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def _best(tried: Callable[[], Tried], items: Sequence[Item], truth: Clustering[Item]) -> Best:
    """The setting with the highest B-cubed F1; of equal ones the first."""
    began = perf_counter()
    found = [(scored(dict(zip(items, labels.tolist(), strict=True)), truth), setting) for setting, labels in tried()]
    scores, setting = max(found, key=lambda each: each[0].bcubed.f1)
    return Best(scores, setting, perf_counter() - began)


def _single_link(similarities: Any) -> Tried:
    """What hangs together by pairs that are similar enough (Sibson 1973, https://doi.org/10.1093/comjnl/16.1.30)."""
    from scipy.sparse.csgraph import connected_components

    for threshold in _thresholds(similarities):
        yield {"threshold": threshold}, connected_components(_at_least(similarities, threshold), directed=False)[1]


def _dbscan(similarities: Any) -> Tried:
    """DBSCAN (Ester et al. 1996, https://dl.acm.org/doi/10.5555/3001460.3001507); what it calls noise stays alone."""
    from sklearn.cluster import DBSCAN

    for threshold in _thresholds(similarities):
        near = _at_least(similarities, threshold)
        near += near.T
        near.data = np.maximum(1 - near.data, 1e-6)  # a stored 0 is not told from a pair that is not stored
        for least in MIN_SAMPLES:
            labels = DBSCAN(eps=1 - threshold + 1e-6, min_samples=least, metric="precomputed").fit(near).labels_
            noise = labels < 0
            labels[noise] = labels.max() + 1 + np.arange(noise.sum())
            yield {"eps": round(1 - threshold, 2), "min_samples": least}, labels


def _cosines(texts: Sequence[str], stop_words: str | None) -> Any:
    """Cosines of TF-IDF vectors as scikit-learn makes them."""
    from scipy.sparse import csr_matrix
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, token_pattern=r"\w+", stop_words=stop_words)
    if not any(map(words.build_analyzer(), texts)):  # an empty vocabulary is an error there
        return _similar_pairs(csr_matrix((len(texts), 1), dtype=np.float32), LOWEST_COSINE)
    return _similar_pairs(words.fit_transform(texts), LOWEST_COSINE)


def _jaccards(texts: Sequence[str]) -> Any:
    """Jaccard similarities of shingles of words, estimated by MinHash (Broder 1997,
    https://doi.org/10.1109/SEQUEN.1997.666900): the share of minima that two texts have in common.

    As a product of matrices, one column a minimum; so no pair is missed, as with bands it would.
    """
    from rensa import RMinHash
    from scipy.sparse import csr_matrix

    shingles = [_shingles(text) for text in texts]
    worded = np.flatnonzero([bool(each) for each in shingles])
    if not len(worded):
        return _similar_pairs(csr_matrix((len(texts), 1), dtype=np.float32), LOWEST_JACCARD)
    digests = np.array(
        RMinHash.digests_from_token_sets([shingles[row] for row in worded], num_perm=PERMUTATIONS, seed=1),
        dtype=np.uint64,
    )
    minima = digests + (np.arange(PERMUTATIONS, dtype=np.uint64) << np.uint64(32))
    _, columns = np.unique(minima.ravel(), return_inverse=True)
    ones = np.full(len(columns), PERMUTATIONS**-0.5, dtype=np.float32)
    places = (np.repeat(worded, PERMUTATIONS), columns.ravel())
    return _similar_pairs(csr_matrix((ones, places), (len(texts), columns.max() + 1)), LOWEST_JACCARD)


def _shingles(text: str) -> list[str]:
    """Three words each; of a shorter text all of it, and none of an empty one."""
    words = text.casefold().split()
    return [" ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))] if words else []


def _similar_pairs(vectors: Any, lowest: float) -> Any:
    """The dot products of all pairs of rows, each pair once, as far as they reach the lowest."""
    from scipy.sparse import coo_matrix, vstack

    parts = [coo_matrix((0, vectors.shape[0]), dtype=np.float32)]
    for start in range(0, vectors.shape[0], _ROWS):
        part = (vectors[start : start + _ROWS] @ vectors.T).tocoo()
        kept = (part.data >= lowest - _ROUNDING) & (part.row + start < part.col)
        parts.append(coo_matrix((part.data[kept], (part.row[kept], part.col[kept])), part.shape))
    return vstack(parts, format="coo")


def _thresholds(similarities: Any) -> Iterator[float]:
    """Those that leave out some of the pairs that there are; and one, where there is no pair."""
    lowest = min(similarities.data, default=THRESHOLDS[-1])
    return (threshold for threshold in THRESHOLDS if threshold >= lowest - _ROUNDING)


def _at_least(similarities: Any, threshold: float) -> Any:
    from scipy.sparse import csr_matrix

    kept = similarities.data >= threshold - _ROUNDING
    places = (similarities.row[kept], similarities.col[kept])
    return csr_matrix((similarities.data[kept], places), similarities.shape)
