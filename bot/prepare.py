"""What is computed once of each article, at ingest, in a worker: language, sentences, their order of worth.

The modules that rank (sumy, nltk, numpy) are imported by the functions that workers run, never at the start of the
bot: its own process stays small and starts fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.articles.identity import content_hash, identity_keys
from bot.articles.language import language_of
from bot.briefing.compose import sentence_at
from bot.models import Article, ArticleDraft, Method, PreparedArticle, RankedArticle, Ranking, Span

#: Counts changes of the code that make rankings differ: stored ones of another version are made anew.
RANKING_VERSION = 2

#: Of each article of a story, so many of its best sentences are weighed against the others'.
STORY_SENTENCES = 15


@dataclass(frozen=True, slots=True)
class Recipe:
    """How sentences are ranked. `str(recipe)` is stored beside a ranking; another recipe makes it stale."""

    method: Method
    max_sentences: int

    def __str__(self) -> str:
        return f"{self.method}/{self.max_sentences}/{RANKING_VERSION}"


def prepare_drafts(drafts: Sequence[ArticleDraft], *, recipe: Recipe) -> list[PreparedArticle]:
    """Drafts with all that is stored beside them."""
    return [_prepare(draft, recipe) for draft in drafts]


def _prepare(draft: ArticleDraft, recipe: Recipe) -> PreparedArticle:
    assert draft.published_at is not None  # noqa: S101 - the reader dates every draft
    language = language_of(draft.title, draft.key_points, draft.paragraphs, draft.language)
    return PreparedArticle(
        draft=draft,
        published_at=draft.published_at,
        language=language,
        keys=identity_keys(draft, draft.published_at),
        content_hash=content_hash(draft),
        ranking=_rank(draft, language, recipe),
    )


def rank_articles(articles: Sequence[Article], *, recipe: Recipe) -> list[Ranking]:
    """Rankings of stored articles by another recipe."""
    return [_rank(article, article.language, recipe) for article in articles]


def order_stories(stories: Sequence[Sequence[RankedArticle]]) -> list[list[tuple[int, int]]]:
    """The sentences of each story's articles, best first: (article id, position of the sentence in it).

    Of each article its own best sentences are weighed against those of the others: what several sources tell comes
    first, and nothing comes twice.
    """
    return [_order_story(story) for story in stories]


def _order_story(story: Sequence[RankedArticle]) -> list[tuple[int, int]]:
    from bot.briefing.rank import CLUSTER, Budget, order_sentences  # noqa: PLC0415 - see above

    places = [
        (number, position)
        for number, one in enumerate(story)
        for position in sorted(one.ranking.order[:STORY_SENTENCES])
    ]
    order = order_sentences(
        [sentence_at(story[number], position) for number, position in places],
        article_of=[number for number, _ in places],
        positions=[position for _, position in places],
        titles=[one.article.title for one in story],
        language=story[0].article.language,
        setting=CLUSTER,
        budget=Budget.SENTENCES,
    )
    return [(story[places[index][0]].article.id, places[index][1]) for index in order]


def plain_ranking(paragraphs: Sequence[str]) -> Ranking:
    """A ranking that needs no sentence model: each paragraph as one sentence, in the order of the text."""
    spans = tuple(Span(number, 0, len(paragraph)) for number, paragraph in enumerate(paragraphs))
    return Ranking(Method.LEAD, spans, tuple(range(len(spans))), note="its sentences could not be told apart")


def _rank(text: Article | ArticleDraft, language: str, recipe: Recipe) -> Ranking:
    from bot.briefing.methods import rank  # noqa: PLC0415 - see above

    return rank(
        text.paragraphs,
        title=text.title,
        key_points=text.key_points,
        language=language,
        method=recipe.method,
        max_sentences=recipe.max_sentences,
    )
