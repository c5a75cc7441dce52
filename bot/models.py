"""The nouns of the product: frozen, plain, without I/O.

Text is data from outside: nothing here is escaped (`bot.render` does that) and nothing is trusted.
Moments are aware UTC datetimes. Indices count from 0. Offsets are characters of a Python string.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Method(StrEnum):
    """How sentences are ranked: our own way, the order of the text (`lead`), or one of sumy's summarizers."""

    NEWSRANK = "newsrank"
    LEAD = "lead"
    LEXRANK = "lexrank"
    TEXTRANK = "textrank"
    LSA = "lsa"
    LUHN = "luhn"
    EDMUNDSON = "edmundson"
    KL = "kl"
    SUMBASIC = "sumbasic"
    REDUCTION = "reduction"


class Refusal(StrEnum):
    """Why an article gets its lead instead of a briefing. The value is what a person reads."""

    TOO_SHORT = "too short"
    LIST = "a list"
    TABLE = "a table"
    LIVE_BLOG = "a live blog"
    INTERVIEW = "an interview"
    SEVERAL_STORIES = "several stories in one"


class Length(StrEnum):
    """How long a briefing is asked to be."""

    QUICK = "quick"
    STANDARD = "standard"
    DEEP = "deep"

    @property
    def points(self) -> int:
        """The number of sentences: 2, 4 or 8."""
        return {Length.QUICK: 2, Length.STANDARD: 4, Length.DEEP: 8}[self]


@dataclass(frozen=True, slots=True)
class ArticleDraft:
    """An article as read from outside, before it is stored.

    `key_points` are the one-sentence paragraphs of a standfirst, `paragraphs` the body.
    `published_at` is None where the text does not say; whoever read it then knows a better moment, and sets it with
    `is_dated` false.
    `language` is an ISO 639-1 code where the source names one. `origin` is the file (and row) it came from.
    `warnings` are sentences for the operator about what was mended on the way in.
    """

    title: str
    key_points: tuple[str, ...]
    paragraphs: tuple[str, ...]
    source: str
    origin: str
    url: str | None = None
    guid: str | None = None
    published_at: datetime | None = None
    is_dated: bool = True
    language: str | None = None
    is_sample: bool = False
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """Where a sentence stands: `paragraphs[paragraph][start:end]`."""

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The sentences of one article, in the order of the text, and their order of worth.

    `order` is a permutation of `range(len(spans))`, best first.
    `note` says what a bound left out, where one did ("ranked the first 200 of 1,040 sentences").
    """

    method: Method
    spans: tuple[Span, ...]
    order: tuple[int, ...]
    refusal: Refusal | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """What a list of articles shows of one."""

    id: int
    title: str
    source: str
    published_at: datetime
    url: str | None = None
    is_sample: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """A stored article. `language` is an ISO 639-1 code, or `und` where it could not be told."""

    id: int
    title: str
    key_points: tuple[str, ...]
    paragraphs: tuple[str, ...]
    source: str
    published_at: datetime
    language: str
    url: str | None = None
    is_sample: bool = False
    origin: str = ""

    @property
    def head(self) -> ArticleHead:
        """What a list shows of it."""
        return ArticleHead(self.id, self.title, self.source, self.published_at, self.url, self.is_sample)


@dataclass(frozen=True, slots=True)
class RankedArticle:
    """An article with its ranking: all that a briefing needs."""

    article: Article
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One search result. `snippet` is verbatim text of the article.

    `title_matches` and `matches` are the (start, end) of the words looked for, in the title and in the snippet.
    """

    head: ArticleHead
    snippet: str = ""
    title_matches: tuple[tuple[int, int], ...] = ()
    matches: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One sentence of a briefing, word for word, and where it stands.

    `sentence` is its index within the paragraph, `position` its index within the article.
    `also` are other articles of the same story, newest first.
    """

    text: str
    head: ArticleHead
    paragraph: int
    sentence: int
    position: int
    also: tuple[ArticleHead, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What a briefing does not show: sentences of the briefed articles, and articles or stories that matched too."""

    sentences: int = 0
    articles: int = 0


@dataclass(frozen=True, slots=True)
class Briefing:
    """A few verbatim sentences and all that is needed to check them.

    `title` is the article's headline, or the topic. With a `refusal` the points are the lead.
    `head`, `key_points` and `language` are those of the article, where it is of one article alone.
    """

    title: str
    points: tuple[Point, ...]
    method: Method
    language: str | None = None
    refusal: Refusal | None = None
    note: str | None = None
    left_out: LeftOut = LeftOut()
    key_points: tuple[str, ...] = ()
    head: ArticleHead | None = None


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """A draft with all that is computed once, at ingest: what one write transaction stores.

    `keys` name the article, strongest first (`guid:`, `url:`, `title:`, `text:`).
    `content_hash` covers all that is shown.
    """

    draft: ArticleDraft
    published_at: datetime
    language: str
    keys: tuple[str, ...]
    content_hash: str
    ranking: Ranking


@dataclass(frozen=True, slots=True)
class Held:
    """A stored article that one of a draft's keys names."""

    key: str
    article_id: int
    content_hash: str
    origin: str


class Outcome(StrEnum):
    """What became of an article that was read."""

    LOADED = "loaded"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    REMOVED = "removed before"


@dataclass(frozen=True, slots=True)
class Opening:
    """How an article begins: enough to tell which story it belongs to."""

    head: ArticleHead
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class BriefRequest:
    """What somebody asked to be briefed on: a topic, an article, or (neither) the top of a period.

    It is kept as JSON, so that the buttons under the answer mean the same weeks later. `since` and `until` are None
    where the period is the usual one; `widened` where that held nothing and an earlier one was taken instead.
    """

    topic: str | None = None
    article_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    length: Length = Length.STANDARD
    method: Method | None = None
    widened: bool = False


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What somebody looked for, or (no query) the newest articles; kept as JSON for the buttons that turn pages."""

    query: str | None = None
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class SearchPage:
    """One page of results, counted from 0. `total` stops at the newest matches that are ranked.

    `note` says how the query was read where that may surprise.
    """

    request: SearchRequest
    hits: tuple[SearchHit, ...]
    page: int
    pages: int
    total: int
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands: `paragraph[start:end]` of an article; `number` and `of` count paragraphs from 1."""

    head: ArticleHead
    paragraph: str
    start: int
    end: int
    number: int
    of: int

    @property
    def sentence(self) -> str:
        """The sentence itself."""
        return self.paragraph[self.start : self.end]
