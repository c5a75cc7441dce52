"""Briefings on request: reads ready-ranked sentences and composes; ranking itself was paid for at ingest."""

from __future__ import annotations

import heapq
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from bot.briefing.compose import brief_article, brief_topic, context
from bot.briefing.topics import current_topics, fitting_topics, nearest_topics
from bot.clock import Clock
from bot.config import BriefingSettings
from bot.errors import WorkTimeout
from bot.models import ArticleHead, Briefing, BriefRequest, Method, Opening, Place, Point, RankedArticle, Ranking
from bot.query.tree import Query
from bot.storage.articles import ArticleStore

T = TypeVar("T")

#: How many matching articles are grouped into stories.
TOPIC_POOL = 40
TOP_POOL = 120
TOPICS_FROM = 200
EVER = datetime(1970, 1, 1, tzinfo=UTC)
#: More stories are read than there are points: one whose sentence repeats another's is passed over.
SPARE_STORIES = 3
#: Of a story, so many articles are weighed against each other; the others are named.
READ_PER_STORY = 6
#: A story belongs to a topic if it matches at least this well, measured by the story that matches best.
MIN_STORY_SHARE = 0.25
_TOPICS_KEPT_S = 60.0

FindBest = Callable[..., Awaitable[tuple[Query, dict[int, float]]]]
GroupByStory = Callable[[Sequence[Opening]], list[list[Opening]]]
OrderStories = Callable[[Sequence[Sequence[RankedArticle]]], Awaitable[list[list[tuple[int, int]]]]]
RankNow = Callable[[RankedArticle, Method], Awaitable[Ranking]]


@dataclass(frozen=True, slots=True)
class Answer:
    """A briefing; without points, the topics that come nearest. `request` has its period filled in."""

    request: BriefRequest
    briefing: Briefing
    nearest: tuple[str, ...] = ()


class BriefingService:
    """Answers `/brief` and the buttons under it."""

    def __init__(
        self,
        articles: ArticleStore,
        *,
        find_best: FindBest,
        group_by_story: GroupByStory,
        rank_now: RankNow,
        order_stories: OrderStories,
        clock: Clock,
        settings: BriefingSettings,
    ) -> None:
        self._articles = articles
        self._find_best = find_best
        self._group_by_story = group_by_story
        self._rank_now = rank_now
        self._order_stories = order_stories
        self._clock = clock
        self._settings = settings
        self._topics: tuple[datetime, list[str]] | None = None

    async def brief(self, request: BriefRequest) -> Answer:
        """The briefing for a request. Raises NotFound for an article that is gone, QueryError for no words."""
        if request.article_id is not None:
            return await self._brief_article(request, request.article_id)
        if request.topic is not None:
            return await self._brief_topic(request, request.topic)
        return await self._brief_top(request)

    async def _brief_article(self, request: BriefRequest, article_id: int) -> Answer:
        ranked = await self._ranked_as(request, [article_id])
        if article_id not in ranked:
            await self._articles.one_ranked(article_id)  # says that it is gone
        return Answer(request, brief_article(ranked[article_id], request.length))

    async def _brief_topic(self, request: BriefRequest, topic: str) -> Answer:
        asked_for = request.since is not None
        request = self._with_period(request, timedelta(days=self._settings.topic_days))
        query, worths = await self._find_best(topic, since=request.since, until=request.until, limit=TOPIC_POOL)
        if not worths and not asked_for:
            request = replace(request, since=EVER, widened=True)
            query, worths = await self._find_best(topic, since=EVER, until=request.until, limit=TOPIC_POOL)
        openings = {opening.head.id: opening for opening in await self._articles.openings(list(worths))}
        stories = _on_topic(self._group_by_story([openings[id_] for id_ in worths if id_ in openings]), worths)
        briefing = await self._compose(request, topic, stories, query)
        nearest = () if briefing.points else nearest_topics(topic, await self.topics())
        return Answer(request, briefing, tuple(nearest))

    async def _brief_top(self, request: BriefRequest) -> Answer:
        asked_for = request.since is not None
        request = self._with_period(request, timedelta(days=1))
        openings = await self._articles.latest_openings(limit=TOP_POOL, since=request.since, until=request.until)
        newest = await self._articles.newest_at()
        if not openings and not asked_for and newest is not None:
            since, until = newest - timedelta(days=1), newest + timedelta(milliseconds=1)
            request = replace(request, since=since, until=until, widened=True)
            openings = await self._articles.latest_openings(limit=TOP_POOL, since=request.since, until=request.until)
        stories = sorted(self._group_by_story(openings), key=_prominence, reverse=True)
        # All of one weight: each story has its point before any has a second.
        briefing = await self._compose(request, "", [(1.0, story) for story in stories])
        return Answer(request, briefing)

    async def _compose(
        self,
        request: BriefRequest,
        title: str,
        stories: Sequence[tuple[float, Sequence[Opening]]],
        query: Query | None = None,
    ) -> Briefing:
        """One point each of the articles whose turn it is. `stories` come with their weights, heaviest first."""
        told = await self._told(request, stories[: request.length.points + SPARE_STORIES])
        words = frozenset(word for term in query.terms for word in term.words) if query else None
        method = request.method or self._settings.method
        briefing = brief_topic(title, [[one] for one in _in_turn(told)], request.length, words, method)
        points = _by_story(briefing.points, [story for _, story in stories])
        unshown = sum(len(story) for _, story in stories) - sum(1 + len(point.also) for point in points)
        return replace(briefing, points=points, left_out=replace(briefing.left_out, articles=unshown))

    async def _told(
        self, request: BriefRequest, stories: Sequence[tuple[float, Sequence[Opening]]]
    ) -> list[tuple[float, Sequence[RankedArticle]]]:
        """The articles of each story, those with the most to tell first, ranked against each other.

        Of a story told by reports and by a list or a live blog, only the reports.
        """
        in_cluster = (request.method or self._settings.method) is Method.NEWSRANK
        per_story = READ_PER_STORY if in_cluster else 1 + SPARE_STORIES
        ids = [opening.head.id for _, story in stories for opening in story[:per_story]]
        ranked = await self._ranked_as(request, ids)
        articles = [[ranked[one.head.id] for one in story if one.head.id in ranked] for _, story in stories]
        readable = [[one for one in story if one.ranking.refusal is None] or story for story in articles]
        if in_cluster:
            several = [story for story in readable if len(story) > 1]
            orders = iter(await self._order_stories(several))
            readable = [_against_each_other(story, next(orders)) if len(story) > 1 else story for story in readable]
        return [(weight, story) for (weight, _), story in zip(stories, readable, strict=True)]

    async def _ranked_as(self, request: BriefRequest, ids: Sequence[int]) -> dict[int, RankedArticle]:
        """Articles with stored rankings, or ranked anew where another method is asked for than they have."""
        ranked = await self._articles.ranked(ids)
        if request.method is None:
            return ranked
        anew = {}
        for id_, one in ranked.items():
            if one.ranking.method is request.method:
                anew[id_] = one
                continue
            try:
                anew[id_] = replace(one, ranking=await self._rank_now(one, request.method))
            except WorkTimeout:
                note = f"{request.method} took too long here; ranked with {one.ranking.method} instead"
                anew[id_] = replace(one, ranking=replace(one.ranking, note=note))
        return anew

    def _with_period(self, request: BriefRequest, usual: timedelta) -> BriefRequest:
        """The request with its period fixed, so that *Longer* a week later looks at the same days.

        The usual period ends a day from now: an outlet's clock, or its date without a time, may run ahead of ours.
        """
        now = self._clock.now()
        until = request.until or now + timedelta(days=1)
        return replace(request, since=request.since or now - usual, until=until)

    async def topics(self) -> list[str]:
        """What the newest articles are about, most widely reported first."""
        now = self._clock.now()
        if self._topics is None or not 0 <= (now - self._topics[0]).total_seconds() < _TOPICS_KEPT_S:
            openings = await self._articles.latest_openings(limit=TOPICS_FROM)
            self._topics = (now, current_topics(openings))
        return self._topics[1]

    async def suggest_topics(self, typed: str) -> list[str]:
        """Topics that fit what was typed so far."""
        return fitting_topics(typed, await self.topics())

    async def sources(self, request: BriefRequest) -> tuple[Answer, list[ArticleHead]]:
        """The briefing again, and every article it stands on, newest first."""
        answer = await self.brief(request)
        heads = {head.id: head for point in answer.briefing.points for head in (point.head, *point.also)}
        return answer, sorted(heads.values(), key=lambda head: (head.published_at, head.id), reverse=True)

    async def place(self, article_id: int, position: int) -> Place:
        """Where sentence number `position` of an article stands. Raises NotFound where the article is gone."""
        ranked = await self._articles.one_ranked(article_id)
        spans = ranked.ranking.spans
        # Of an article that has become shorter, the last sentence: the checksum in the button tells that it changed.
        position = min(position, len(spans) - 1)
        paragraph, start, end = context(ranked.article, ranked.ranking, position)
        number = spans[position].paragraph + 1
        return Place(ranked.article.head, paragraph, start, end, number, len(ranked.article.paragraphs))


def _against_each_other(story: Sequence[RankedArticle], order: Sequence[tuple[int, int]]) -> list[RankedArticle]:
    """A story's articles with the order of their sentences, and their own order, as the whole story has it."""
    positions: dict[int, list[int]] = {}
    for article_id, position in order:
        positions.setdefault(article_id, []).append(position)
    by_id = {one.article.id: one for one in story}
    return [_with_first(by_id[article_id], first) for article_id, first in positions.items()]


def _with_first(one: RankedArticle, first: Sequence[int]) -> RankedArticle:
    after = (position for position in one.ranking.order if position not in first)
    return replace(one, ranking=replace(one.ranking, order=(*first, *after)))


def _on_topic(stories: Sequence[list[Opening]], worths: Mapping[int, float]) -> list[tuple[float, list[Opening]]]:
    """The stories that speak of the topic, with their weights, the heaviest first.

    One article may mention a word by the way; a story is about it when its articles together match well.
    """
    weighted = [(sum(worths[opening.head.id] for opening in story), story) for story in stories]
    weighted.sort(key=lambda pair: pair[0], reverse=True)
    return [(weight, story) for weight, story in weighted if weight >= MIN_STORY_SHARE * weighted[0][0]]


def _in_turn(stories: Sequence[tuple[float, Sequence[T]]]) -> Iterator[T]:
    """Every article, in the order in which points go to stories.

    The next point goes to the story with the highest weight per point it would then have (the method of D'Hondt,
    which parliaments share out seats by): a story that is the topic gets most, one that touches it a single point.
    """
    waiting = [(-weight, index, 0) for index, (weight, story) in enumerate(stories) if story]
    heapq.heapify(waiting)
    while waiting:
        _, index, taken = heapq.heappop(waiting)
        weight, story = stories[index]
        yield story[taken]
        if taken + 1 < len(story):
            heapq.heappush(waiting, (-weight / (taken + 2), index, taken + 1))


def _by_story(points: Sequence[Point], stories: Sequence[Sequence[Opening]]) -> tuple[Point, ...]:
    """Points of one story side by side, newest first; the first of them names the story's other articles."""
    shown = {point.head.id: point for point in points}
    ordered: list[Point] = []
    for story in stories:
        told = [shown[opening.head.id] for opening in story if opening.head.id in shown]
        told.sort(key=lambda point: (point.head.published_at, point.head.id), reverse=True)
        if told:
            others = tuple(opening.head for opening in story if opening.head.id not in shown)
            ordered += [replace(told[0], also=others), *told[1:]]
    return tuple(ordered)


def _prominence(story: Sequence[Opening]) -> tuple[int, int, datetime]:
    """How many sources tell a story, how often, and how lately."""
    return len({opening.head.source for opening in story}), len(story), max(o.head.published_at for o in story)
