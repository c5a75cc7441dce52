"""From ranked sentences to a briefing: which to show, in which order, and what was left out. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from bot.briefing.coherence import MIN_WORDS, is_whole, stands_alone
from bot.language.words import fold, nearly_same, word_count, word_set
from bot.models import Article, ArticleHead, Briefing, LeftOut, Length, Method, Point, RankedArticle, Ranking

# A briefing is the article's work in short, not the article.
MAX_SHARE = 0.3
LEAD_SENTENCES = 2
# A sentence with a word of the query is preferred among this many; below them it would cost more than it gives.
PREFERRED_AMONG = 5
# The best so many sentences are weighed for a briefing, which bounds the work for a reply.
WEIGHED = 60


def brief_article(ranked: RankedArticle, length: Length) -> Briefing:
    """The best sentences of an article, in the order of the text; for a refused one its lead.

    At least one sentence and never over 30 % of them. One that leans on the sentence before comes with that or not.
    """
    article, ranking = ranked.article, ranked.ranking
    if ranking.refusal is not None:
        chosen = _lead(ranked)
    else:
        limit = max(1, min(length.points, int(MAX_SHARE * len(ranking.spans))))
        chosen = _choose(ranked, limit)
    points = tuple(point_of(ranked, position) for position in sorted(chosen))
    return Briefing(
        title=article.title,
        points=points,
        method=ranking.method,
        language=article.language,
        refusal=ranking.refusal,
        note=ranking.note,
        left_out=LeftOut(sentences=len(ranking.spans) - len(points)),
        key_points=article.key_points,
        head=article.head,
    )


def brief_topic(
    title: str,
    groups: Sequence[Sequence[RankedArticle]],
    length: Length,
    query_words: frozenset[str] | None,
    method: Method,
) -> Briefing:
    """One point per group (a story), groups best first, from the first article of each that has a sentence to give.

    A sentence with one of the `query_words` is preferred among an article's best. A story whose sentence would repeat
    a point already made is left out. `left_out.articles` counts the articles of all stories without a point.
    """
    wanted = frozenset(map(fold, query_words or ()))
    points: list[Point] = []
    told: list[frozenset[str]] = []
    unread, unshown = 0, 0
    for group in groups:
        found = _story_point(group, wanted, told) if len(points) < length.points else None
        if found is None:
            unshown += len(group)
            continue
        ranked, point = found
        points.append(point)
        told.append(word_set(point.text))
        unread += len(ranked.ranking.spans) - 1
    return Briefing(
        title=title, points=tuple(points), method=method, left_out=LeftOut(sentences=unread, articles=unshown)
    )


def context(article: Article, ranking: Ranking, position: int) -> tuple[str, int, int]:
    """The paragraph of the sentence at `position` in the article, and where in it the sentence starts and ends."""
    span = ranking.spans[position]
    return article.paragraphs[span.paragraph], span.start, span.end


def point_of(ranked: RankedArticle, position: int, also: Iterable[ArticleHead] = ()) -> Point:
    """The sentence at `position` in the article, as a point; `also` are other articles of its story, in any order."""
    spans = ranked.ranking.spans
    paragraph = spans[position].paragraph
    return Point(
        text=sentence_at(ranked, position),
        head=ranked.article.head,
        paragraph=paragraph,
        sentence=sum(1 for span in spans[:position] if span.paragraph == paragraph),
        position=position,
        also=tuple(sorted(also, key=lambda head: head.published_at, reverse=True)),
    )


def sentence_at(ranked: RankedArticle, position: int) -> str:
    """The sentence at `position` in the article, word for word."""
    paragraph, start, end = context(ranked.article, ranked.ranking, position)
    return paragraph[start:end]


def _alone(ranked: RankedArticle, position: int) -> bool:
    """Whether the sentence can be shown without the one before it; the first of an article has none to point to."""
    place = context(ranked.article, ranked.ranking, position)
    return is_whole(*place) if position == 0 else stands_alone(*place, ranked.article.language)


def _lead(ranked: RankedArticle) -> list[int]:
    """The first two sentences, passing over fragments such as the time of a live entry where there are others."""
    positions = range(len(ranked.ranking.spans))
    whole = [position for position in positions if word_count(sentence_at(ranked, position)) >= MIN_WORDS]
    return list(islice(whole or positions, LEAD_SENTENCES))


def _choose(ranked: RankedArticle, limit: int) -> list[int]:
    """The positions of the best sentences that make sense together, none of which repeats another."""
    chosen: list[int] = []
    while len(chosen) < limit:  # from the top each time: a choice may let in a better sentence that leans on it
        added = _next_choice(ranked, chosen, limit)
        if not added:
            break
        chosen += added
    return chosen or list(ranked.ranking.order[:1])


def _next_choice(ranked: RankedArticle, chosen: Sequence[int], limit: int) -> list[int]:
    """The best sentence that stands alone or after a chosen one; or with the one before it, where both find room.

    Only a sentence among the very best is worth the room of two.
    """
    told = [word_set(sentence_at(ranked, position)) for position in chosen]

    def is_new(position: int) -> bool:
        words = word_set(sentence_at(ranked, position))
        return position not in chosen and not any(nearly_same(words, other) for other in told)

    for rank, position in enumerate(ranked.ranking.order[:WEIGHED]):
        if not is_new(position):
            continue
        if position - 1 in chosen or _alone(ranked, position):
            return [position]
        has_room = rank < limit and len(chosen) + 2 <= limit
        if has_room and _alone(ranked, position - 1) and is_new(position - 1):
            return [position - 1, position]
    return []


def _story_point(
    group: Sequence[RankedArticle], wanted: frozenset[str], told: Sequence[frozenset[str]]
) -> tuple[RankedArticle, Point] | None:
    """The point of a story and the article that makes it, or None if it has nothing new to say."""
    for ranked in group:
        position = _sentence_for(ranked, wanted, told)
        if position is not None:
            others = (other.article.head for other in group if other is not ranked)
            return ranked, point_of(ranked, position, others)
    return None


def _sentence_for(ranked: RankedArticle, wanted: frozenset[str], told: Sequence[frozenset[str]]) -> int | None:
    """The position of the article's best new sentence that stands alone, or of its first sentence if none does."""
    best = list(islice(_new(ranked, _worthy(ranked), told), PREFERRED_AMONG))
    if not best:
        return next(_new(ranked, [0] if ranked.ranking.spans else [], told), None)
    return next((position for position in best if word_set(sentence_at(ranked, position)) & wanted), best[0])


def _worthy(ranked: RankedArticle) -> Iterator[int]:
    """The positions of the sentences that stand alone, best first; a refused article's in the order of the text."""
    ranking = ranked.ranking
    order = ranking.order if ranking.refusal is None else range(len(ranking.spans))
    return (position for position in order[:WEIGHED] if _alone(ranked, position))


def _new(ranked: RankedArticle, positions: Iterable[int], told: Sequence[frozenset[str]]) -> Iterator[int]:
    for position in positions:
        words = word_set(sentence_at(ranked, position))
        if not any(nearly_same(words, other) for other in told):
            yield position
