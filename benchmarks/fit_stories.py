"""Where the log-odds of `bot.stories.similarity` come from: `python -m benchmarks.fit_stories --data FILE...`.

1. Logistic regression: do two articles tell the same story, given the cosine of their terms and both lengths? It sees
   the pairs that are hard to tell: each article with those most like it. Each file counts alike.
2. The threshold: average linkage over all articles of a file at once, at several shifts of the intercept. The means of
   groups lie lower than single pairs, so the best intercept is above the fitted one.
3. The same on halves of the stories: fitted on one, scored on the other.

Prints weights, and B-cubed and pairwise F1 by shift. Needs scikit-learn, and 3 GB for 8,000 articles.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from benchmarks.clusters import Scores, scored
from benchmarks.datasets import DATA, stem
from benchmarks.stories import SETS, Text, read
from bot.stories.signature import Signature, signature_of
from bot.stories.similarity import idf, term_weights

NEIGHBOURS = 30
SHIFTS = tuple(np.arange(0.5, 4.01, 0.25))
SEED = 1


@dataclass(frozen=True, slots=True)
class Case:
    """A file: true stories, cosines of all pairs (n x n), number of terms, and hard pairs as two index arrays."""

    name: str
    stories: np.ndarray
    cosines: np.ndarray
    lengths: np.ndarray
    hard: tuple[np.ndarray, np.ndarray]

    @property
    def same(self) -> np.ndarray:
        one, other = self.hard
        return self.stories[one] == self.stories[other]


def make_case(name: str, texts: Sequence[Text]) -> Case:
    signatures = [signature_of(text.title, text.key_points, text.paragraphs, text.language) for text in texts]
    cosines = all_cosines(signatures)
    numbers = {story: number for number, story in enumerate(dict.fromkeys(text.story for text in texts))}
    stories = np.array([numbers[text.story] for text in texts])
    return Case(name, stories, cosines, np.array([len(each) for each in signatures]), neighbours(cosines))


def all_cosines(signatures: Sequence[Signature]) -> np.ndarray:
    """As `score_all` computes them, for thousands at once."""
    rows = np.concatenate(signatures)
    terms, columns, frequencies = np.unique(rows["term"], return_inverse=True, return_counts=True)
    rarity = idf(frequencies, len(signatures))
    weights = term_weights(rows, lambda wanted: rarity[np.searchsorted(terms, wanted)])
    of = np.repeat(np.arange(len(signatures)), [len(each) for each in signatures])
    norms = np.sqrt(np.bincount(of, weights=weights.astype(float) ** 2, minlength=len(signatures)))
    matrix = csr_matrix((weights / norms[of], (of, columns)), shape=(len(signatures), len(terms)))
    return (matrix @ matrix.T).toarray().astype(np.float32)


def neighbours(cosines: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each article with those most like it, every pair once."""
    count = len(cosines)
    own = cosines.copy()
    np.fill_diagonal(own, -1.0)
    most = min(NEIGHBOURS, count - 1)
    near = np.argpartition(-own, most - 1, axis=1)[:, :most].ravel()
    of = np.repeat(np.arange(count), most)
    pairs = np.unique(np.minimum(of, near) * count + np.maximum(of, near))
    return pairs // count, pairs % count


def features(case: Case, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """(pairs, 3): the cosine, the sum and the difference of the logarithms of both numbers of terms."""
    logs = np.log1p(case.lengths)
    return np.stack([case.cosines[one, other], logs[one] + logs[other], np.abs(logs[one] - logs[other])], axis=-1)


def fit(cases: Sequence[Case]) -> np.ndarray:
    """Three weights and the intercept."""
    x = np.concatenate([features(case, *case.hard) for case in cases])
    y = np.concatenate([case.same for case in cases])
    weight = np.concatenate([np.full(len(case.same), len(x) / len(cases) / len(case.same)) for case in cases])
    model = LogisticRegression(C=100.0, max_iter=3000).fit(x, y, weight)
    return np.append(model.coef_[0], model.intercept_)


def clusterings(case: Case, weights: np.ndarray) -> dict[float, Scores]:
    """By shift of the intercept: average linkage on log-odds, stopped at 0."""
    one, other = np.triu_indices(len(case.stories), 1)
    odds = np.empty(len(one))
    for start in range(0, len(one), 1_000_000):
        part = slice(start, start + 1_000_000)
        odds[part] = features(case, one[part], other[part]) @ weights[:3] + weights[3]
    highest = odds.max()
    tree = linkage(highest - odds, "average")
    truth = dict(enumerate(case.stories.tolist()))
    found = {}
    for shift in SHIFTS:
        labels = fcluster(tree, highest + shift, "distance").tolist()
        found[float(shift)] = scored(dict(enumerate(labels)), truth)
    return found


def halves(name: str, texts: Sequence[Text]) -> tuple[Case, Case]:
    stories = list(dict.fromkeys(text.story for text in texts))
    first = set(np.random.default_rng(SEED).permutation(len(stories))[::2].tolist())
    chosen = {story for number, story in enumerate(stories) if number in first}
    return (
        make_case(name, [text for text in texts if text.story in chosen]),
        make_case(name, [text for text in texts if text.story not in chosen]),
    )


def show(title: str, cases: Sequence[Case], weights: np.ndarray) -> None:
    print(title, " ".join(f"{weight:.2f}" for weight in weights))
    for case in cases:
        for shift, scores in clusterings(case, weights).items():
            both = f"B-cubed {scores.bcubed.f1:.3f}, pairwise {scores.pairwise.f1:.3f}"
            print(f"  {case.name}, {len(case.stories):,} articles, {shift:+.2f}: {both}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fit_stories")
    parser.add_argument("--data", nargs="+", type=Path, default=[DATA / f"{name}.jsonl.gz" for name in SETS])
    files = {stem(path): read(path) for path in parser.parse_args().data}
    cases = [make_case(name, texts) for name, texts in files.items()]
    show("All of it: cosine, lengths, unlike lengths, intercept:", cases, fit(cases))
    parts = [halves(name, texts) for name, texts in files.items()]
    for mine in (0, 1):
        weights = fit([part[mine] for part in parts])
        show(f"Fitted on half {mine + 1}, scored on the other:", [part[1 - mine] for part in parts], weights)


if __name__ == "__main__":
    main()
