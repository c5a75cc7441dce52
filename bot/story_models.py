"""The nouns of stories: frozen, plain, without I/O. Moments are aware UTC datetimes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fate(StrEnum):
    """What happened to articles that left a story: it went into another, a part split off, or a few moved."""

    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Move:
    """The trace of articles that changed their story."""

    at: datetime
    fate: Fate
    from_story: int
    to_story: int
    article_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an article joined: the member it is most like.

    `score` and `threshold` are on the scale of the decision; `shared` are words as written with their part of the
    similarity, heaviest first; `gap_hours` lies between the two publications.
    """

    other_article_id: int
    score: float
    threshold: float
    is_copy: bool
    gap_hours: float
    shared: tuple[tuple[str, float], ...] = ()
