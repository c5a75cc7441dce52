"""The nouns of stories: frozen, plain, without I/O.

A story is what several articles tell together. Moments are aware UTC datetimes, positions index an article's `spans`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.models import Article, ArticleHead, Span


class Relation(StrEnum):
    """What an article is to its story, in the order of publication."""

    FIRST = "first"
    COPY = "copy"
    REPORT = "report"
    FOLLOW_UP = "follow-up"
    CORRECTION = "correction"


class CorrectionKind(StrEnum):
    """What was corrected: a headline, a lead, a number within the text, or what a notice of correction names."""

    HEADLINE = "headline"
    LEAD = "lead"
    NUMBER = "number"
    NOTICE = "notice"


class Fate(StrEnum):
    """What happened to articles that left a story: it went into another, a part split off, or a few moved."""

    MERGED = "merged"
    SPLIT = "split"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Version:
    """An earlier text of an article, and when another took its place."""

    title: str
    key_points: tuple[str, ...]
    paragraphs: tuple[str, ...]
    replaced_at: datetime


@dataclass(frozen=True, slots=True)
class StoryArticle:
    """An article as a story sees it.

    `spans` are its sentences in the order of the text, `order` their positions best first, `versions` earlier texts,
    oldest first. `created_at` is when the bot first saw it.
    """

    article: Article
    spans: tuple[Span, ...]
    order: tuple[int, ...]
    created_at: datetime
    versions: tuple[Version, ...] = ()

    def sentence(self, position: int) -> str:
        """The sentence at a position, word for word."""
        span = self.spans[position]
        return self.article.paragraphs[span.paragraph][span.start : span.end]


@dataclass(frozen=True, slots=True)
class Correction:
    """What stood in an article and what stands there now, both word for word.

    `by_article_id` is the piece that corrects it; None where the article itself was edited. A notice without an
    earlier wording has an empty `before`.
    """

    article_id: int
    by_article_id: int | None
    kind: CorrectionKind
    before: str
    after: str
    noticed_at: datetime


@dataclass(frozen=True, slots=True)
class Telling:
    """One article's part in its story.

    `of_article_id` is the article that it copies, corrects or reports beside. `new_sentences` are the positions of
    sentences that said something new when it was published.
    """

    article_id: int
    relation: Relation
    of_article_id: int | None
    new_sentences: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Portrait:
    """All that is derived from a story's articles. `tellings` stand in the order of publication."""

    headline_id: int
    key_terms: tuple[str, ...]
    names: tuple[str, ...]
    tellings: tuple[Telling, ...]
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class StoryHead:
    """What a list shows of a story: its most central article, when it began and moved last, and who tells it."""

    id: int
    headline: ArticleHead
    language: str
    first_at: datetime
    last_at: datetime
    articles: int
    sources: tuple[str, ...]
    key_terms: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """An article in its story, as lists show it."""

    head: ArticleHead
    relation: Relation
    of_article_id: int | None = None


@dataclass(frozen=True, slots=True)
class NewSentence:
    """A sentence that said something new when it was published."""

    text: str
    head: ArticleHead
    position: int
    relation: Relation


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
