"""How likely two articles tell the same story, from their signatures alone (pure).

Terms are weighted by part of the article, dampened frequency and rarity (TF-IDF, Salton and Buckley 1988,
https://doi.org/10.1016/0306-4573(88)90021-0). The cosine of two articles means another thing for two leads of thirty
words than for two long reports, so a logistic regression on the cosine and both lengths turns it into log-odds, which
one threshold serves. `benchmarks/fit_stories.py` fits it.

Rejected, since they brought nothing beside the one cosine: cosines of titles, names, numbers and pairs of words apart,
how many terms are shared, other dampings. Rejected, since it breaks up stories of many articles: how much closer a pair
is than each one's usual neighbours.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from bot.stories.signature import TERM_DTYPE, Signature

Floats = npt.NDArray[np.float32]
#: From terms (u4) to their inverse document frequencies.
Rarity = Callable[[npt.NDArray[np.uint32]], Floats]

#: At this log-odds and above, two articles tell the same story.
THRESHOLD = 0.0
#: Below this an article does not even call another's story into question.
NEAR = -1.0
#: What a term is worth by where it stands.
TITLE_WEIGHT, LEAD_WEIGHT, BODY_WEIGHT = 2.0, 1.0, 0.5
#: A rare term meets its like rarely, but where it does so by chance it decides too much: below 1 it is tempered.
RARITY_POWER = 0.75
#: As if so many more articles without any of the terms were there, so that few articles do not make common words rare.
BACKGROUND = 20.0
#: Log-odds: of the cosine, of the sum and of the difference of the logarithms of both numbers of terms, and for all:
#: the fitted intercept and 2.25, since the means that average linkage decides by lie lower than the scores of pairs.
COSINE, LENGTHS, UNLIKE_LENGTHS, INTERCEPT = 16.1, 0.77, 1.02, -10.95
#: Log-odds of the time between. Mild: stories run for weeks, and the window of days keeps apart what is further away.
PER_DAY, AT_LEAST = -0.05, -1.0


def idf(frequencies: npt.NDArray[np.integer], total: int, background: float = BACKGROUND) -> Floats:
    """The inverse document frequency of terms, each found in so many of `total` articles."""
    known = np.maximum(np.asarray(frequencies, np.float32), 1.0)
    return np.log((np.float32(total) + np.float32(background)) / known).clip(0.0)


def score_many(
    one: Signature, others: Sequence[Signature], *, gaps_hours: npt.NDArray[np.floating], idf: Rarity
) -> Floats:
    """The log-odds that an article tells the story of each of some others; nan is an unknown gap, taken for none.

    One pass over all terms of the others together: 30 articles of 160 terms in 0.4 ms.
    """
    if not others:
        return np.zeros(0, np.float32)
    lengths, rows, of = _stacked(others)
    weights, own = term_weights(rows, idf), term_weights(one, idf)
    terms, mine = np.ascontiguousarray(rows["term"]), np.append(one["term"], np.uint32(0))
    place = np.searchsorted(mine[:-1], terms)
    shared = np.flatnonzero((mine[place] == terms) & (place < len(one)))
    dots = np.bincount(of[shared], weights=weights[shared] * own[place[shared]], minlength=len(others))
    norms = np.bincount(of, weights=weights * weights, minlength=len(others)) * float(own @ own)
    cosines = dots / np.sqrt(np.maximum(norms, 1e-12))
    return log_odds(cosines, np.full(len(others), len(one)), lengths, gaps_hours)


def score_all(signatures: Sequence[Signature], *, hours: npt.NDArray[np.floating], idf: Rarity) -> Floats:
    """The log-odds of each of some articles with each other, square and symmetric; nan is an unknown moment."""
    count = len(signatures)
    lengths, rows, of = _stacked(signatures)
    weights = term_weights(rows, idf)
    norms = np.maximum(np.bincount(of, weights=weights * weights, minlength=count), 1e-12) ** 0.5
    _, column, times = np.unique(rows["term"], return_inverse=True, return_counts=True)
    is_shared = times > 1  # what only one article has counts in its norm alone
    columns = np.cumsum(is_shared) - 1
    kept = is_shared[column]
    matrix = np.zeros((count, int(is_shared.sum())))
    matrix[of[kept], columns[column[kept]]] = weights[kept]
    matrix /= norms[:, None]
    # Rounded, since the sums of a product depend on how many threads share it.
    cosines = np.round(matrix @ matrix.T, 6)
    return log_odds(cosines, lengths[:, None], lengths[None, :], np.abs(np.subtract.outer(hours, hours)))


def log_odds(
    cosines: npt.NDArray[np.floating],
    lengths: npt.NDArray[np.integer],
    other_lengths: npt.NDArray[np.integer],
    gaps_hours: npt.NDArray[np.floating],
) -> Floats:
    """Cosines as log-odds, given both numbers of terms and the time between (nan: unknown, as at once)."""
    ours, theirs = np.log1p(lengths), np.log1p(other_lengths)
    words = COSINE * cosines + LENGTHS * (ours + theirs) + UNLIKE_LENGTHS * np.abs(ours - theirs) + INTERCEPT
    time = np.maximum(PER_DAY * np.abs(np.nan_to_num(gaps_hours)) / 24.0, AT_LEAST)
    odds: Floats = (words + time).astype(np.float32)
    return odds


def term_weights(rows: Signature, idf: Rarity) -> Floats:
    """The TF-IDF weight of each row."""
    counts = np.float32(TITLE_WEIGHT) * rows["title"] + np.float32(LEAD_WEIGHT) * rows["lead"]
    counts += np.float32(BODY_WEIGHT) * rows["body"]
    rarity = idf(np.ascontiguousarray(rows["term"]))
    weights: Floats = np.log1p(counts) * np.exp(np.float32(RARITY_POWER) * np.log(np.maximum(rarity, np.float32(1e-6))))
    return weights


def shared_terms(one: Signature, other: Signature, idf: Rarity) -> list[tuple[int, float]]:
    """The terms that two articles share, each with its part of their cosine, heaviest first."""
    terms, ours, theirs = np.intersect1d(one["term"], other["term"], assume_unique=True, return_indices=True)
    mine, yours = term_weights(one, idf), term_weights(other, idf)
    norm = float(np.sqrt((mine @ mine) * (yours @ yours))) or 1.0
    parts = mine[ours] * yours[theirs] / norm
    return [(int(terms[at]), float(parts[at])) for at in np.lexsort((terms, -parts))]


def _stacked(signatures: Sequence[Signature]) -> tuple[npt.NDArray[np.int64], Signature, npt.NDArray[np.int64]]:
    """How many rows each signature has, all rows, and by row whose it is."""
    lengths = np.fromiter(map(len, signatures), np.int64, len(signatures))
    # As bytes: numpy copies records field by field.
    raw = b"".join([signature.tobytes() for signature in signatures])
    return lengths, np.frombuffer(raw, TERM_DTYPE), np.repeat(np.arange(len(signatures)), lengths)
