"""The articles of a window of days in memory, found again by what they share (pure).

An inverted index in the form of a log-structured merge tree (O'Neil et al. 1996,
https://doi.org/10.1007/s002360050048), as search engines build it: new articles go into a small table that can be
changed, which is frozen into sorted arrays when it is full, and frozen ones of like size are merged. So the postings
of 100,000 articles are a few arrays, without a Python object a term, and a search is a few calls of numpy.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bot.stories.signature import Signature

Keys: TypeAlias = npt.NDArray[np.uint32]
Ids: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]
#: The keys of many articles, one after another, and how many each has.
KeysOf: TypeAlias = Callable[[Sequence[int]], tuple[Keys, npt.NDArray[np.int64]]]

#: Articles in the table that can be changed: more make every addition slower, fewer every search.
TAIL = 512
#: Articles in one frozen part at most: their places fit into 16 bits, and merging takes a third of a second.
LARGEST_PART = 32_768
#: So many parts of like size become one: fewer make additions slower, more every search.
MERGED_AT_ONCE = 4
#: Of a list of postings, at most so many a part are read: those nearest in time. A term with more tells little.
POSTINGS_READ = 400
#: Terms of an article that are looked up, the most telling first: 16 find 1 in 50 pairs fewer, 64 hardly more.
TELLING_TERMS = 32
#: Slots of the table of document frequencies. Two of half a million terms share one in 17 cases: mostly two rare ones,
#: which stay rare (feature hashing, Weinberger et al. 2009, https://arxiv.org/abs/0902.2206).
FREQUENCY_SLOTS = 1 << 23


@dataclass(frozen=True, slots=True)
class Part:
    """Frozen postings: articles in the order of publication, and where each key stands among them.

    `places[starts[i] : starts[i + 1]]` are the places, in `ids` and `published`, of the articles that have `keys[i]`.
    """

    ids: Ids
    published: Ids
    is_here: npt.NDArray[np.bool_]
    keys: Keys
    starts: npt.NDArray[np.uint32]
    places: npt.NDArray[np.uint16]

    def search(self, keys: Keys, weights: Floats, published_ms: int, within_ms: int) -> tuple[Ids, Floats]:
        """The articles published within so many milliseconds that have any key, and the sum of their keys' weights."""
        if not len(self.keys):
            return self.ids[:0], weights[:0]
        position = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        found = self.keys[position] == keys
        position, weights = position[found], weights[found]
        first = self.starts[position].astype(np.int64)
        count = self.starts[position + 1] - first
        for index in np.flatnonzero(count > POSTINGS_READ):
            first[index] = self._nearest(first[index], count[index], published_ms)
        np.minimum(count, POSTINGS_READ, out=count)
        ends = np.cumsum(count)
        places = self.places[np.arange(ends[-1] if len(ends) else 0) + np.repeat(first - ends + count, count)]
        sums: Floats = np.bincount(places, np.repeat(weights, count)).astype(np.float64, copy=False)
        touched = np.flatnonzero(sums)
        near = np.abs(self.published[touched] - published_ms) <= within_ms
        touched = touched[near & self.is_here[touched]]
        return self.ids[touched], sums[touched]

    def _nearest(self, first: np.int64, count: np.int64, published_ms: int) -> np.int64:
        """Where the postings of one key begin that are nearest in time."""
        now = np.searchsorted(self.published, published_ms)
        middle = np.searchsorted(self.places[first : first + count], now)
        return first + np.clip(middle - POSTINGS_READ // 2, 0, count - POSTINGS_READ)


def frozen(ids: Ids, published: Ids, keys_of: KeysOf) -> Part:
    """A part of these articles. One sort of numbers that hold key and place takes 10 ns a posting."""
    order = np.lexsort((ids, published))
    ids, published = ids[order], published[order]
    keys, counts = keys_of(ids.tolist())
    both = keys.astype(np.uint64) << np.uint64(16)
    both |= np.repeat(np.arange(len(ids), dtype=np.uint64), counts)
    both.sort()
    places = both.astype(np.uint16)
    both >>= np.uint64(16)
    is_first = np.ones(len(both), np.bool_)
    np.not_equal(both[1:], both[:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    return Part(
        ids,
        published,
        np.ones(len(ids), np.bool_),
        both[starts].astype(np.uint32),
        np.append(starts, len(both)).astype(np.uint32),
        places,
    )


class Postings:
    """Which articles have a key: added one by one or in bulk, removed, searched by sums of weights."""

    def __init__(self, keys_of: KeysOf) -> None:
        self._keys_of = keys_of
        self._parts: list[Part] = []
        self._tail: dict[int, list[int]] = defaultdict(list)
        self._tail_ids: list[int] = []
        self._tail_published: list[int] = []
        self._tail_gone: set[int] = set()  # places

    def add(self, id_: int, published_ms: int, keys: Keys) -> None:
        """Add an article that is not here; its keys are distinct."""
        place = len(self._tail_ids)
        self._tail_ids.append(id_)
        self._tail_published.append(published_ms)
        tail = self._tail
        for key in keys.tolist():
            tail[key].append(place)
        if place + 1 >= TAIL:
            self._freeze_tail()

    def load(self, ids: Ids, published: Ids) -> None:
        """Add many articles at once."""
        order = np.lexsort((ids, published))
        for start in range(0, len(ids), LARGEST_PART):
            chosen = order[start : start + LARGEST_PART]
            self._parts.append(frozen(ids[chosen], published[chosen], self._keys_of))
            self._merge()

    def remove(self, ids: Collection[int]) -> None:
        """Take articles out; a part that has lost half of its articles is made anew."""
        gone = np.fromiter(ids, np.int64, len(ids))
        for place, id_ in enumerate(self._tail_ids):
            if id_ in ids:
                self._tail_gone.add(place)
        for number, part in enumerate(self._parts):
            part.is_here[np.isin(part.ids, gone)] = False
            if 2 * np.count_nonzero(part.is_here) <= len(part.ids):
                self._parts[number] = self._without_gone([part])
        self._parts = [part for part in self._parts if len(part.ids)]

    def search(self, keys: Keys, weights: Floats, published_ms: int, within_ms: int) -> tuple[Ids, Floats]:
        """The articles published within so many milliseconds that have any key, and the sum of their keys' weights."""
        found = [part.search(keys, weights, published_ms, within_ms) for part in self._parts]
        found.append(self._search_tail(keys, weights, published_ms, within_ms))
        return np.concatenate([ids for ids, _ in found]), np.concatenate([sums for _, sums in found])

    def _search_tail(self, keys: Keys, weights: Floats, published_ms: int, within_ms: int) -> tuple[Ids, Floats]:
        sums: dict[int, float] = defaultdict(float)
        for key, weight in zip(keys.tolist(), weights.tolist(), strict=True):
            for place in self._tail.get(key, ())[-POSTINGS_READ:]:
                sums[place] += weight
        near = [
            (self._tail_ids[place], total)
            for place, total in sums.items()
            if place not in self._tail_gone and abs(self._tail_published[place] - published_ms) <= within_ms
        ]
        return np.array([id_ for id_, _ in near], np.int64), np.array([total for _, total in near], np.float64)

    def _freeze_tail(self) -> None:
        here = [place for place in range(len(self._tail_ids)) if place not in self._tail_gone]
        ids = np.array([self._tail_ids[place] for place in here], np.int64)
        published = np.array([self._tail_published[place] for place in here], np.int64)
        self._tail, self._tail_ids, self._tail_published, self._tail_gone = defaultdict(list), [], [], set()
        if len(ids):
            self._parts.append(frozen(ids, published, self._keys_of))
        self._merge()

    def _merge(self) -> None:
        while len(small := self._smallest()) >= MERGED_AT_ONCE:
            del self._parts[-len(small) :]
            self._parts.append(self._without_gone(small))

    def _smallest(self) -> list[Part]:
        """The smallest parts, of like size, that fit into one."""
        self._parts.sort(key=lambda part: -len(part.ids))
        most = MERGED_AT_ONCE * max(TAIL, len(self._parts[-1].ids)) if self._parts else 0
        small: list[Part] = []
        total = 0
        for part in reversed(self._parts):
            total += len(part.ids)
            if len(part.ids) >= most or total > LARGEST_PART:
                break
            small.insert(0, part)
        return small

    def _without_gone(self, parts: Sequence[Part]) -> Part:
        ids = np.concatenate([part.ids[part.is_here] for part in parts])
        published = np.concatenate([part.published[part.is_here] for part in parts])
        return frozen(ids, published, self._keys_of)


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the window."""

    article_id: int
    signature: Signature
    published_ms: int
    language: str


class WindowIndex:
    """The signatures of the window: document frequencies, and for an article those that it may belong with."""

    def __init__(self, *, window_ms: int) -> None:
        self._within_ms = window_ms
        self._entries: dict[int, Entry] = {}
        self._frequencies = np.zeros(FREQUENCY_SLOTS, np.uint32)
        self._totals: Counter[str] = Counter()
        self._postings = Postings(self._terms_of)

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, article_id: object) -> bool:
        return article_id in self._entries

    def __iter__(self) -> Iterator[int]:
        return iter(self._entries)

    def __getitem__(self, article_id: int) -> Entry:
        return self._entries[article_id]

    def load(self, entries: Iterable[Entry]) -> None:
        """Add many articles at once: 10 times faster than one by one."""
        added = list(entries)
        for entry in added:
            self._count(entry, 1)
        if added:
            self._postings.load(
                np.array([entry.article_id for entry in added], np.int64),
                np.array([entry.published_ms for entry in added], np.int64),
            )

    def add(self, entry: Entry) -> None:
        """Add an article that is not here."""
        self._count(entry, 1)
        self._postings.add(entry.article_id, entry.published_ms, entry.signature["term"])

    def remove(self, article_ids: Collection[int]) -> None:
        """Take articles out that are here."""
        self._postings.remove(article_ids)
        for article_id in article_ids:
            self._count(self._entries[article_id], -1)

    def published_before(self, moment_ms: int) -> list[int]:
        """The articles that were published before a moment."""
        return [id_ for id_, entry in self._entries.items() if entry.published_ms < moment_ms]

    def total(self, language: str) -> int:
        """How many articles of a language are here."""
        return self._totals[language]

    def document_frequencies(self, terms: Keys) -> Keys:
        """In how many articles each term stands; now and then one or two too many, where two terms share a slot."""
        frequencies: Keys = self._frequencies[terms & np.uint32(FREQUENCY_SLOTS - 1)]
        return frequencies

    def candidates(self, entry: Entry, limit: int) -> list[int]:
        """The articles of the window that share most with one, without itself, the most promising first.

        Each of its most telling terms is worth the square of its inverse document frequency: once for the article and
        once for the one that it is found in, as in a cosine of TF-IDF vectors.
        """
        terms = entry.signature["term"]
        frequencies = self.document_frequencies(terms)
        is_shared = frequencies > (1 if entry.article_id in self._entries else 0)
        terms, frequencies, rows = terms[is_shared], frequencies[is_shared], entry.signature[is_shared]
        rarity = np.log1p((self._totals[entry.language] + 1) / frequencies)
        weights = rarity * rarity * (1.0 + (rows["title"] > 0) + (rows["lead"] > 0))
        telling = np.argsort(-weights, kind="stable")[:TELLING_TERMS]
        ids, sums = self._postings.search(terms[telling], weights[telling], entry.published_ms, self._within_ms)
        if len(ids) > 4 * limit:  # a first cut, so that only a few are sorted
            best = sums >= np.partition(sums, -2 * limit)[-2 * limit]
            ids, sums = ids[best], sums[best]
        ranked: list[int] = ids[np.lexsort((ids, -sums))][: limit + 1].tolist()
        return [id_ for id_ in ranked if id_ != entry.article_id][:limit]

    def _count(self, entry: Entry, by: int) -> None:
        slots = entry.signature["term"] & np.uint32(FREQUENCY_SLOTS - 1)
        if by > 0:
            self._entries[entry.article_id] = entry
            self._frequencies[slots] += np.uint32(1)
        else:
            del self._entries[entry.article_id]
            self._frequencies[slots] -= np.uint32(1)
        self._totals[entry.language] += by

    def _terms_of(self, article_ids: Sequence[int]) -> tuple[Keys, npt.NDArray[np.int64]]:
        rows = [self._entries[id_].signature["term"] for id_ in article_ids]
        counts = np.fromiter(map(len, rows), np.int64, len(rows))
        return (np.concatenate(rows) if rows else np.zeros(0, np.uint32)), counts
