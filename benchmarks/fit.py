"""Where the numbers of `bot.briefing.rank` come from: `python -m benchmarks.fit article|cluster --data FILE...`.

1. Logistic regressions, one for words and one for pairs: does a person's summary hold the concept? Each set counts
   alike, and each document within it. Ridge penalty, by Newton's method (IRLS).
2. The six numbers of the choice, by coordinate search from those in use for the highest ROUGE-1 + ROUGE-2 (on stems, at
   the words of each set), with concept probabilities from folds that did not see the document.
3. What a set that is not seen would give: both steps on two thirds, from plain numbers, scored on the third, three
   times.

Prints the settings as code, the scores beside those of the lead, and step 3.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from pathlib import Path

import numpy as np

from benchmarks.datasets import stem
from benchmarks.extracts import WORDS, Item, read
from bot.briefing.furniture import is_furniture
from bot.briefing.rank import ARTICLE, CLUSTER, ConceptWeights, Setting, choose, features_of, handicaps_of, text_of
from bot.briefing.terms import Terms, stems_of, terms_of
from bot.briefing.text import split_sentences

FOLDS = 3
RIDGE = 3.0
#: Where step 3 starts from: numbers that have seen no document.
PLAIN = {
    "sharpness": 1.0,
    "pair_share": 1.0,
    "per_word": 1.0,
    "position_exponent": 0.0,
    "short": 0.0,
    "numbers": 0.0,
}
#: What the search may do to each number, and in which steps.
STEPS = {
    "sharpness": 0.15,
    "pair_share": 0.25,
    "per_word": 0.05,
    "position_exponent": 0.05,
    "short": 0.15,
    "numbers": 0.08,
}


@dataclass
class Case:
    """One document with its reference, as numbers."""

    terms: Terms
    text: object
    features: np.ndarray
    held: np.ndarray
    stems: list[list[int]]
    reference: list[int]
    words: int
    fold: int
    probability: np.ndarray | None = None


def read_cases(path: Path, limit: int | None) -> list[Case]:
    words = WORDS[stem(path)]
    cases = (make_case(item, words, number % FOLDS) for number, item in enumerate(read(path, limit)))
    return [case for case in cases if case is not None]


def make_case(item: Item, words: int, fold: int) -> Case | None:
    language = item.language
    sentences: list[str] = []
    article_of: list[int] = []
    for number, article in enumerate(item.articles):
        spans = split_sentences(article.paragraphs, language)
        places = [(article.paragraphs[span.paragraph], span) for span in spans]
        found = [text[span.start : span.end] for text, span in places]
        found = [one for one, (text, _) in zip(found, places, strict=True) if not is_furniture(one, text)]
        sentences += found
        article_of += [number] * len(found)
    if not sentences:
        return None
    titles = [article.title for article in item.articles if article.title]
    text = text_of(sentences, [sorted(set(article_of)).index(one) for one in article_of], titles, language)
    terms = terms_of(sentences, language)
    reference = " ".join(item.reference)
    held = np.isin(terms.keys, terms_of([reference], language).keys)
    features = np.stack(features_of(terms, text), axis=1)
    stems = [stems_of(one, language) for one in sentences]
    return Case(terms, text, features, held, stems, stems_of(reference, language), words, fold)


def fit_weights(cases: Sequence[Case]) -> tuple[ConceptWeights, ConceptWeights]:
    """The regressions for words and for pairs."""
    both = []
    for pairs in (False, True):
        chosen = [case.terms.is_pair == pairs for case in cases]
        x = np.vstack([case.features[mask] for case, mask in zip(cases, chosen, strict=True)])
        y = np.concatenate([case.held[mask] for case, mask in zip(cases, chosen, strict=True)]).astype(float)
        of_set = Counter(case.words for case in cases)
        weight = np.concatenate(
            [
                np.full(mask.sum(), 1 / max(1, mask.sum()) / of_set[case.words])
                for case, mask in zip(cases, chosen, strict=True)
            ]
        )
        both.append(
            ConceptWeights(*(round(float(one), 3) for one in logistic(x, y, weight * len(weight) / weight.sum())))
        )
    return both[0], both[1]


def logistic(x: np.ndarray, y: np.ndarray, weight: np.ndarray) -> np.ndarray:
    scale = x.std(axis=0)
    scale[scale == 0] = 1.0  # the constant, and features that a kind of document does not have
    x = x / scale
    penalty = np.full(x.shape[1], RIDGE)
    penalty[0] = 0.0
    beta = np.zeros(x.shape[1])
    for _ in range(12):
        p = 1 / (1 + np.exp(-(x @ beta)))
        gradient = x.T @ (weight * (y - p)) - penalty * beta
        curvature = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9)
        beta = beta + np.linalg.solve(curvature, gradient)
    return np.where(x.std(axis=0) > 0, beta / scale, np.r_[beta[0], np.zeros(len(beta) - 1)])


def with_probabilities(cases: Sequence[Case], train: Sequence[Case]) -> None:
    word, pair = (np.array([getattr(one, f.name) for f in fields(one)]) for one in fit_weights(train))
    for case in cases:
        odds = np.where(case.terms.is_pair, case.features @ pair, case.features @ word)
        case.probability = 1 / (1 + np.exp(-odds))


def rouge(case: Case, order: Sequence[int]) -> tuple[float, float]:
    """ROUGE-1 and ROUGE-2 F1 of the best sentences, the last cut at the budget."""
    said: list[int] = []
    for index in order:
        said += case.stems[index][: case.words - len(said)]
        if len(said) >= case.words:
            break
    scores = []
    for size in (1, 2):
        one = Counter(zip(*(said[i:] for i in range(size)), strict=False))
        other = Counter(zip(*(case.reference[i:] for i in range(size)), strict=False))
        shared = sum((one & other).values())
        total = sum(one.values()) + sum(other.values())
        scores.append(200 * shared / total if total else 0.0)
    return scores[0], scores[1]


def order_by(case: Case, setting: Setting) -> list[int]:
    worths = case.probability**setting.sharpness * np.where(case.terms.is_pair, setting.pair_share, 1.0)
    return choose(case.terms, worths, handicaps_of(case.terms, case.text, setting))


def mean_score(cases: Sequence[Case], setting: Setting) -> np.ndarray:
    return np.mean([rouge(case, order_by(case, setting)) for case in cases], axis=0)


def objective(sets: Sequence[Sequence[Case]], setting: Setting) -> float:
    return float(np.mean([mean_score(cases, setting).sum() for cases in sets]))


def search(sets: Sequence[Sequence[Case]], setting: Setting) -> Setting:
    """Coordinate search: one number at a time, up and down, with halved steps once nothing helps."""
    best, size = objective(sets, setting), 1.0
    while size > 0.4:
        improved = False
        for name, step in STEPS.items():
            for sign in (1, -1):
                value = round(getattr(setting, name) + sign * step * size, 4)
                if value < 0 and name not in {"short", "numbers"}:
                    continue
                tried = replace(setting, **{name: value})
                score = objective(sets, tried)
                # What helps by less than this is noise, and the simpler number stays.
                if score > best + 0.02:
                    best, setting, improved = score, tried, True
                    break
        if not improved:
            size /= 2
    return setting


def run_fold(sets: Sequence[Sequence[Case]], start: Setting, fold: int) -> list[np.ndarray]:
    train = [[case for case in cases if case.fold != fold] for cases in sets]
    held_out = [[case for case in cases if case.fold == fold] for cases in sets]
    flat = [case for cases in train for case in cases]
    with_probabilities(flat, flat)
    setting = search(train, start)
    with_probabilities([case for cases in held_out for case in cases], flat)
    return [mean_score(cases, setting) - np.mean([lead(case) for case in cases], axis=0) for cases in held_out]


def lead(case: Case) -> tuple[float, float]:
    return rouge(case, range(len(case.stems)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=["article", "cluster"])
    parser.add_argument("--data", nargs="+", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="documents of each file")
    options = parser.parse_args()
    start = ARTICLE if options.kind == "article" else CLUSTER
    sets = [read_cases(path, options.limit) for path in options.data]
    with ProcessPoolExecutor(2) as pool:
        folds = [pool.submit(run_fold, sets, replace(start, **PLAIN), fold) for fold in range(FOLDS)]
        everything = [case for cases in sets for case in cases]
        for fold in range(FOLDS):
            train = [case for case in everything if case.fold != fold]
            with_probabilities([case for case in everything if case.fold == fold], train)
        setting = search(sets, start)
        word, pair = fit_weights(everything)
        print(replace(setting, word=word, pair=pair))
        for path, cases in zip(options.data, sets, strict=True):
            print(
                path.name, "lead", np.mean([lead(case) for case in cases], axis=0), "ours", mean_score(cases, setting)
            )
        for number, path in enumerate(options.data):
            gains = np.array([fold.result()[number] for fold in folds])
            print(path.name, "held out, over lead:", gains.round(2).tolist(), "mean", gains.mean(axis=0).round(2))


if __name__ == "__main__":
    main()
