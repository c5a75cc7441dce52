from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.articles.identity import content_hash, identity_keys
from bot.models import Article, ArticleDraft, Method, Refusal
from bot.prepare import Recipe, plain_ranking, prepare_drafts, rank_articles

DRAFT = ArticleDraft(
    title="Ferry runs again",
    key_points=("Crossings resume at noon.",),
    paragraphs=(
        "The ferry to Orrin left its pier on Tuesday for the first time in four days. About 300 people were waiting.",
        "The council inspects both piers this week. It expects to open them on Friday.",
        "The harbour master said the sea was as flat as it gets in November. He had slept on board.",
    ),
    source="Orrin Gazette",
    origin="/news/a.txt",
    published_at=datetime(2026, 11, 10, 8, tzinfo=UTC),
)
RECIPE = Recipe(Method.LUHN, 200)


def test_all_that_is_stored_beside_an_article():
    (prepared,) = prepare_drafts([DRAFT], recipe=RECIPE)
    assert prepared.draft is DRAFT
    assert (prepared.published_at, prepared.language) == (DRAFT.published_at, "en")
    assert prepared.keys == identity_keys(DRAFT, DRAFT.published_at)
    assert prepared.content_hash == content_hash(DRAFT)
    ranking = prepared.ranking
    assert ranking.method is Method.LUHN
    assert sorted(ranking.order) == list(range(len(ranking.spans))) == list(range(6))
    assert DRAFT.paragraphs[1][ranking.spans[2].start : ranking.spans[2].end] == (
        "The council inspects both piers this week."
    )


def test_each_draft_alone_and_in_order():
    others = [replace(DRAFT, title=f"Ferry {number}") for number in range(3)]
    together = prepare_drafts(others, recipe=RECIPE)
    assert [one.draft.title for one in together] == ["Ferry 0", "Ferry 1", "Ferry 2"]
    assert together == [prepared for draft in others for prepared in prepare_drafts([draft], recipe=RECIPE)]


def test_the_language_that_a_source_names_is_taken():
    (prepared,) = prepare_drafts([replace(DRAFT, language="de")], recipe=RECIPE)
    assert prepared.language == "de"


def test_a_short_text_is_refused_and_ranked_all_the_same():
    (prepared,) = prepare_drafts([replace(DRAFT, paragraphs=("It runs. It stops.",))], recipe=RECIPE)
    assert prepared.ranking.refusal is Refusal.TOO_SHORT
    assert len(prepared.ranking.order) == 2


@pytest.mark.parametrize("method", list(Method))
def test_a_stored_article_is_ranked_as_its_draft_was(method):
    recipe = Recipe(method, 200)
    (prepared,) = prepare_drafts([DRAFT], recipe=recipe)
    article = Article(
        1, DRAFT.title, DRAFT.key_points, DRAFT.paragraphs, DRAFT.source, prepared.published_at, prepared.language
    )
    assert rank_articles([article], recipe=recipe) == [prepared.ranking]


def test_a_recipe_names_all_that_makes_a_ranking_differ():
    recipes = [Recipe(Method.LUHN, 200), Recipe(Method.LUHN, 100), Recipe(Method.KL, 200)]
    assert len({str(recipe) for recipe in recipes}) == 3


def test_a_plain_ranking_holds_whole_paragraphs():
    ranking = plain_ranking(DRAFT.paragraphs)
    assert ranking.order == (0, 1, 2)
    assert [DRAFT.paragraphs[span.paragraph][span.start : span.end] for span in ranking.spans] == [*DRAFT.paragraphs]
    assert ranking.note


def test_the_bot_starts_without_the_libraries_that_rank_and_read_pages():
    heavy = "sumy nltk numpy py3langid trafilatura lxml"
    code = f"import sys, bot.app, bot.commands; print([name for name in {heavy.split()} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=30)
    assert ran.stdout == "[]\n"
