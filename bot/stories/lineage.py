"""Stable ids: which group of articles keeps which story's id, and the trace of all that changed its story (pure).

What was sent names a story by its id, so an id means the same story for ever: it is kept by the group that holds most
of the story's articles, never given to another, and where it is given up the trace leads to its heir.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.story_models import Fate, Move


@dataclass(frozen=True, slots=True)
class Change:
    """Articles that changed their story, in one decision; `at` makes a dated Move of it."""

    fate: Fate
    from_story: int
    to_story: int
    article_ids: tuple[int, ...]

    def at(self, moment: datetime) -> Move:
        """The same, with its moment."""
        return Move(moment, self.fate, self.from_story, self.to_story, self.article_ids)


@dataclass(frozen=True, slots=True)
class Settled:
    """The story of every article, what changed against before, and the first id that is still free."""

    after: dict[int, int]
    moves: tuple[Change, ...]
    next_story_id: int


class Step(Protocol):
    """What `follow` reads of a Change or a Move."""

    @property
    def fate(self) -> Fate:
        """What happened."""
        ...

    @property
    def from_story(self) -> int:
        """The story that articles left."""
        ...

    @property
    def to_story(self) -> int:
        """The story that they went to."""
        ...


def settle(
    before: Mapping[int, int],
    groups: Sequence[Collection[int]],
    *,
    published: Mapping[int, float],
    next_story_id: int,
) -> Settled:
    """Give each group of articles a story id, so that as few articles as can be change their story.

    `before` is the story of each article that had one; an article of it that is in no group is gone. `published` orders
    all of them in time. Of all pairs of a group and a story, the one with most articles in common is taken first, then
    the next whose group and story are both free: greedy matching. Of pairs as large the oldest story comes first, then
    the smaller id, then the part with the earliest article. Groups that are left get new ids, in the order of their
    earliest articles. The result does not depend on the order of anything given.
    """

    def earliest(articles: Iterable[int]) -> tuple[float, int]:
        return min((published[article], article) for article in articles)

    by_time = sorted((frozenset(group) for group in groups if group), key=earliest)
    id_of = _kept_ids(by_time, before, earliest)
    for number in range(len(by_time)):
        if number not in id_of:
            id_of[number] = next_story_id
            next_story_id += 1
    after = {article: id_of[number] for number, group in enumerate(by_time) for article in group}
    return Settled(after, _changes(before, after), next_story_id)


def _kept_ids(groups: Sequence[frozenset[int]], before: Mapping[int, int], earliest: _Earliest) -> dict[int, int]:
    """The number of each group that keeps a story's id, with that id."""
    parts: dict[tuple[int, int], list[int]] = {}
    members: dict[int, list[int]] = {}
    for number, group in enumerate(groups):
        for article in group:
            if article in before:
                parts.setdefault((number, before[article]), []).append(article)
                members.setdefault(before[article], []).append(article)
    age = {story: earliest(articles) for story, articles in members.items()}
    best_first = sorted(parts, key=lambda pair: (-len(parts[pair]), age[pair[1]][0], pair[1], earliest(parts[pair])))
    kept: dict[int, int] = {}
    taken: set[int] = set()
    for number, story in best_first:
        if number not in kept and story not in taken:
            kept[number] = story
            taken.add(story)
    return kept


class _Earliest(Protocol):
    def __call__(self, articles: Iterable[int]) -> tuple[float, int]: ...


def _changes(before: Mapping[int, int], after: Mapping[int, int]) -> tuple[Change, ...]:
    """What changed; merges last, so that whoever follows the trace step by step sees all of one decision at once."""
    known, alive = set(before.values()), set(after.values())
    left: dict[tuple[int, int], list[int]] = {}
    for article, story in before.items():
        if article in after and after[article] != story:
            left.setdefault((story, after[article]), []).append(article)
    heirs = _heirs(left, alive)
    changes = [
        Change(_fate(story, to, heirs, known), story, to, tuple(sorted(articles)))
        for (story, to), articles in left.items()
    ]
    return tuple(sorted(changes, key=lambda one: (one.fate is Fate.MERGED, one.from_story, one.to_story)))


def _heirs(left: Mapping[tuple[int, int], Collection[int]], alive: Collection[int]) -> dict[int, int]:
    """Where most articles of each story went that nobody kept; of as many the smaller id."""
    went: dict[int, Counter[int]] = {}
    for (story, to), articles in left.items():
        if story not in alive:
            went.setdefault(story, Counter())[to] = len(articles)
    return {story: min(counts, key=lambda to: (-counts[to], to)) for story, counts in went.items()}


def _fate(story: int, to: int, heirs: Mapping[int, int], known: Collection[int]) -> Fate:
    if heirs.get(story) == to:
        return Fate.MERGED
    return Fate.MOVED if to in known else Fate.SPLIT


def follow(story_id: int, moves: Iterable[Step]) -> tuple[int, ...]:
    """The stories that hold what was once in this one: first the story itself or its heir, then where parts went.

    `moves` stand in the order in which they happened.
    """
    now = [story_id]
    for move in moves:
        if move.from_story not in now:
            continue
        if move.fate is Fate.MERGED:
            now = [move.to_story if story == move.from_story else story for story in now]
        else:
            now.append(move.to_story)
    return tuple(dict.fromkeys(now))
