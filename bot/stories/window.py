"""The stories of a window of days: the one object that decides which articles belong together (pure).

An article is compared with the few that share most with it. The stories of those that come near are taken apart and
put together again with it, by the scores of all their pairs: so an article can join a story, start one, bridge two or
show that one was two, and who came first makes no difference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from bot.stories.arrival import NewText
from bot.stories.copies import CopyIndex, digest_of
from bot.stories.index import Entry, Keys, WindowIndex
from bot.stories.lineage import Change, Settled, settle
from bot.stories.regroup import regroup
from bot.stories.signature import Signature, from_bytes, signature_of, to_bytes, words_behind
from bot.stories.similarity import NEAR, THRESHOLD, Floats, Rarity, idf, score_all, score_many, shared_terms
from bot.story_models import Evidence

#: Articles that a new one is scored against.
CANDIDATES = 30
#: Articles that are put together anew at once: time grows with the square, 60 take 2 ms.
LARGEST_POOL = 60
#: Of a story that is larger, so many members stand for all and stay together.
SPOKESMEN = 20
#: The log-odds of a near-verbatim copy, whatever its words: as sure as a pair is surely not.
COPY_SCORE = 6.0
#: Shared terms that evidence names, and articles that an explanation names.
TERMS_SHOWN = 8
LIKEST_SHOWN = 5

_DAY_MS = 86_400_000
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article came to be: what to store of it, whose story changed (its own included), and why it joined."""

    article_id: int
    signature: bytes
    digest: bytes
    memberships: dict[int, int]
    moves: tuple[Change, ...]
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class Removal:
    """What taking articles out changed for those that are left."""

    memberships: dict[int, int]
    moves: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like another article is: log-odds, hours between, and shared terms with their part of the cosine."""

    article_id: int
    story_id: int
    score: float
    gap_hours: float
    is_copy: bool
    terms: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article is in its story: the members most like it, and those of the likest story that it is not in.

    `mean` and `other_mean` are its mean log-odds with all members of either, which is what decides.
    """

    article_id: int
    story_id: int
    threshold: float
    members: tuple[Likeness, ...]
    mean: float | None
    others: tuple[Likeness, ...]
    other_mean: float | None


#: Of an article in the store: id, story, epoch ms of publication, language, signature, digest of copies.
Stored = tuple[int, int, int, str, bytes, bytes]


class StoryWindow:
    """Articles and their stories, as far as they lie within days of what is placed."""

    def __init__(self, *, window_days: int) -> None:
        self._window_ms = window_days * _DAY_MS
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self._index = WindowIndex(window_ms=self._window_ms)
        self._copies = CopyIndex(window_ms=self._window_ms)
        self._story_of: dict[int, int] = {}
        self._members: dict[int, set[int]] = {}

    def __len__(self) -> int:
        return len(self._index)

    def load(self, entries: Iterable[Stored]) -> None:
        """Take in articles that have their stories, as stored, in chunks of any size and in any order."""
        fresh = [entry for entry in entries if entry[0] not in self._index]
        self._index.load(Entry(id_, from_bytes(signed), at, language) for id_, _, at, language, signed, _ in fresh)
        self._copies.load((id_, at, digest) for id_, _, at, _, _, digest in fresh)
        for id_, story, *_ in fresh:
            self._join(id_, story)

    def expire(self, before_ms: int) -> None:
        """Drop what was published before a moment. The stories of what is left stay as they are."""
        self._drop(self._index.published_before(before_ms))

    def place(self, new: Sequence[NewText], *, next_story_id: int) -> list[Placement]:
        """Put articles into stories, one after another. New stories are numbered from `next_story_id`.

        All are signed first: a text that breaks signing changes nothing.
        """
        signed = [(signature_of(one.title, one.key_points, one.paragraphs, one.language), _digest(one)) for one in new]
        placements = []
        for one, (signature, digest) in zip(new, signed, strict=True):
            placement, next_story_id = self._place(one, signature, digest, next_story_id)
            placements.append(placement)
        return placements

    def remove(self, article_ids: Collection[int], *, next_story_id: int) -> Removal:
        """Take articles out, where they are here; a story that they held together falls apart."""
        gone = [id_ for id_ in article_ids if id_ in self._index]
        stories = sorted({self._story_of[id_] for id_ in gone})
        self._drop(gone)
        memberships: dict[int, int] = {}
        moves: list[Change] = []
        for story in stories:
            if 1 < len(self._members.get(story, ())) <= LARGEST_POOL:
                pool = _Pool.of([self._members[story]])
                changed, settled = self._settle(self._groups(pool), {}, next_story_id)
                next_story_id = settled.next_story_id
                memberships |= changed
                moves += settled.moves
        return Removal(memberships, tuple(moves))

    def explain(self, article_id: int) -> Explanation:
        """Why an article is in its story, and not in the next best. Raises KeyError where it is not in the window."""
        entry, story = self._index[article_id], self._story_of[article_id]
        near = self._near(entry, self._copies.digest(article_id))
        other = next((self._story_of[id_] for id_ in near if self._story_of[id_] != story), None)
        members, mean = self._likenesses(entry, self._members[story] - {article_id})
        others, other_mean = self._likenesses(entry, self._members[other] if other is not None else ())
        return Explanation(article_id, story, THRESHOLD, members, mean, others, other_mean)

    def _place(self, one: NewText, signature: Signature, digest: bytes, next_story_id: int) -> tuple[Placement, int]:
        before = self._story_of.get(one.article_id, one.story_id)
        if one.article_id in self._index:
            self._drop([one.article_id])
        entry = Entry(one.article_id, signature, one.published_ms, one.language)
        self._index.add(entry)
        self._copies.add(one.article_id, one.published_ms, digest)
        # Where an article is edited that held its old story together, that has to be looked at too.
        stories = [] if before is None else [before]
        near = self._near(entry, digest)
        stories += [self._story_of[id_] for id_ in near]
        pool = _Pool.of([{one.article_id}, *(self._members.get(story, set()) for story in dict.fromkeys(stories))])
        own = {} if before is None else {one.article_id: before}
        changed, settled = self._settle(self._groups(pool), own, next_story_id)
        changed[one.article_id] = settled.after[one.article_id]
        evidence = self._evidence(one, entry, near)
        placement = Placement(one.article_id, to_bytes(signature), digest, changed, settled.moves, evidence)
        return placement, settled.next_story_id

    def _near(self, entry: Entry, digest: bytes) -> dict[int, float]:
        """The articles that may call their stories into question, with their scores, the most alike first."""
        found = self._index.candidates(entry, CANDIDATES)
        copies = self._copies.find(digest, entry.published_ms) | self._copies.among(digest, found)
        copies.pop(entry.article_id, None)
        found += [id_ for id_ in copies if id_ not in found and self._index[id_].language == entry.language]
        scores = self._scores(entry, found, copies)
        ranked = sorted((-score, id_) for id_, score in scores.items() if score >= NEAR)
        return {id_: -score for score, id_ in ranked}

    def _scores(self, entry: Entry, others: Sequence[int], copies: Collection[int]) -> dict[int, float]:
        entries = [self._index[id_] for id_ in others]
        gaps = np.array([abs(other.published_ms - entry.published_ms) / _HOUR_MS for other in entries])
        signatures = [other.signature for other in entries]
        odds = score_many(entry.signature, signatures, gaps_hours=gaps, idf=self._rarity(entry.language))
        return {
            id_: max(score, COPY_SCORE) if id_ in copies else score
            for id_, score in zip(others, odds.tolist(), strict=True)
        }

    def _groups(self, pool: _Pool) -> list[set[int]]:
        """The articles of a pool in groups, one a story."""
        if len(pool.ids) == 1:
            return [set(pool.ids) | pool.led_by(pool.ids)]
        groups = regroup(pool.ids, self._square(pool))
        return [set(group) | pool.led_by(group) for group in groups]

    def _square(self, pool: _Pool) -> npt.NDArray[np.float32]:
        """The scores of all pairs."""
        entries = [self._index[id_] for id_ in pool.ids]
        hours = np.array([entry.published_ms / _HOUR_MS for entry in entries])
        rarity = self._rarity(entries[0].language)
        scores = score_all([entry.signature for entry in entries], hours=hours, idf=rarity)
        scores[self._copies.pairs(pool.ids)] = COPY_SCORE
        together = np.isin(pool.ids, list(pool.spokesmen))
        scores[np.outer(together, together)] = COPY_SCORE
        return scores

    def _settle(
        self, groups: Sequence[Collection[int]], own: Mapping[int, int], next_story_id: int
    ) -> tuple[dict[int, int], Settled]:
        """Give groups their story ids and remember them: the articles whose story changed, and what was settled."""
        articles = [id_ for group in groups for id_ in group]
        before = {id_: self._story_of[id_] for id_ in articles if id_ in self._story_of} | dict(own)
        published = {id_: self._index[id_].published_ms for id_ in articles}
        settled = settle(before, groups, published=published, next_story_id=next_story_id)
        changed = {id_: story for id_, story in settled.after.items() if before.get(id_) != story}
        for id_, story in settled.after.items():
            if self._story_of.get(id_) != story:
                self._leave(id_)
                self._join(id_, story)
        return changed, settled

    def _evidence(self, one: NewText, entry: Entry, near: Mapping[int, float]) -> Evidence | None:
        """The member of its story that an article is most like; None where it is like none."""
        members = self._members[self._story_of[one.article_id]]
        likest = next((id_ for id_ in near if id_ in members), None)
        if likest is None:
            return None
        best = self._likeness(entry, likest, near[likest])
        written = words_behind(one.title, one.key_points, one.paragraphs, one.language)
        shared = tuple((written[term], round(part, 4)) for term, part in best.terms if term in written)
        return Evidence(likest, best.score, THRESHOLD, best.is_copy, best.gap_hours, shared)

    def _likenesses(self, entry: Entry, article_ids: Collection[int]) -> tuple[tuple[Likeness, ...], float | None]:
        """The articles that one is most like, the likest first, and the mean score with all (of many, with some)."""
        ids = _spread(sorted(article_ids), LARGEST_POOL)
        if not ids:
            return (), None
        scores = self._scores(entry, ids, self._copies.among(self._copies.digest(entry.article_id), ids))
        likest = sorted((-score, id_) for id_, score in scores.items())[:LIKEST_SHOWN]
        found = tuple(self._likeness(entry, id_, -score) for score, id_ in likest)
        return found, round(sum(scores.values()) / len(scores), 3)

    def _likeness(self, entry: Entry, other_id: int, score: float) -> Likeness:
        other = self._index[other_id]
        terms = shared_terms(entry.signature, other.signature, self._rarity(entry.language))
        gap_hours = round(abs(other.published_ms - entry.published_ms) / _HOUR_MS, 2)
        is_copy = other_id in self._copies.among(self._copies.digest(entry.article_id), [other_id])
        return Likeness(
            other_id, self._story_of[other_id], round(score, 3), gap_hours, is_copy, tuple(terms[:TERMS_SHOWN])
        )

    def _rarity(self, language: str) -> Rarity:
        return partial(_idf, self._index, self._index.total(language))

    def _drop(self, article_ids: Collection[int]) -> None:
        self._index.remove(article_ids)
        self._copies.remove(article_ids)
        for id_ in article_ids:
            self._leave(id_)

    def _join(self, article_id: int, story: int) -> None:
        self._story_of[article_id] = story
        self._members.setdefault(story, set()).add(article_id)

    def _leave(self, article_id: int) -> None:
        story = self._story_of.pop(article_id, None)
        if story is not None:
            self._members[story].discard(article_id)
            if not self._members[story]:
                del self._members[story]


@dataclass(frozen=True, slots=True)
class _Pool:
    """Articles that are put together anew; of one large story the spokesmen, whom all other members follow."""

    ids: list[int]
    spokesmen: frozenset[int] = frozenset()
    followers: frozenset[int] = frozenset()

    @classmethod
    def of(cls, stories: Sequence[Collection[int]]) -> _Pool:
        """Whole stories in their order, as many as there is room for. Of larger ones, the first takes part.

        Spokesmen are spread evenly over the story: the mean of their scores stands for that of all.
        """
        ids: set[int] = set()
        spokesmen: frozenset[int] = frozenset()
        followers: frozenset[int] = frozenset()
        for story in stories:
            if len(ids) + len(story) <= LARGEST_POOL:
                ids |= set(story)
            elif not spokesmen and len(ids) + SPOKESMEN <= LARGEST_POOL:
                spokesmen = frozenset(_spread(sorted(story), SPOKESMEN))
                followers = frozenset(story) - spokesmen
                ids |= spokesmen
        return cls(sorted(ids), spokesmen, followers)

    def led_by(self, group: Collection[int]) -> frozenset[int]:
        """The followers of a group: they go where their spokesmen are."""
        return self.followers if self.spokesmen & set(group) else frozenset()


def _spread(items: Sequence[int], count: int) -> list[int]:
    """At most so many items, evenly spread."""
    if len(items) <= count:
        return list(items)
    return [items[place * len(items) // count] for place in range(count)]


def _idf(index: WindowIndex, total: int, terms: Keys) -> Floats:
    return idf(index.document_frequencies(terms), total)


def _digest(one: NewText) -> bytes:
    """Of the body: papers print an agency's report under headlines and standfirsts of their own."""
    return digest_of("\n".join(one.paragraphs or one.key_points))
