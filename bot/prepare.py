"""What is computed once of each article, at ingest, in a worker: language, sentences, their order of worth.

The modules that rank (sumy, nltk, numpy) are imported by the functions that workers run, never at the start of the
bot: its own process stays small and starts fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.articles.identity import content_hash, identity_keys
from bot.articles.language import detect_language
from bot.models import Article, ArticleDraft, Method, PreparedArticle, Ranking, Span

#: Counts changes of the code that make rankings differ: stored ones of another version are made anew.
RANKING_VERSION = 1


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
    language = detect_language(" ".join((draft.title, *draft.key_points, *draft.paragraphs[:5])), draft.language)
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
