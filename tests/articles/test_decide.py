from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.decide import decide, decide_draft
from bot.articles.identity import content_hash
from bot.clock import from_ms
from bot.models import ArticleDraft, Held, Method, Outcome, PreparedArticle, Ranking

LOADED, UPDATED, UNCHANGED, REMOVED = Outcome.LOADED, Outcome.UPDATED, Outcome.UNCHANGED, Outcome.REMOVED
DRAFT = ArticleDraft("Ferry runs again", (), ("It runs.",), "Orrin Gazette", "/news/a.txt")
SAME, OTHER = content_hash(DRAFT), "other"
HERE, ELSEWHERE = DRAFT.origin, "/news/b.txt"


def held(kind, text_hash, origin, article_id=1):
    return Held(f"{kind}:x", article_id, text_hash, origin)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ([], (LOADED, None)),
        # A guid or an address names it, from wherever it comes.
        ([held("guid", SAME, HERE)], (UNCHANGED, 1)),
        ([held("guid", OTHER, HERE)], (UPDATED, 1)),
        ([held("url", OTHER, ELSEWHERE)], (UPDATED, 1)),
        ([held("guid", OTHER, ELSEWHERE, 1), held("url", OTHER, HERE, 2)], (UPDATED, 1)),
        # It is followed although another article has the text.
        ([held("url", OTHER, HERE, 1), held("text", SAME, ELSEWHERE, 2)], (UPDATED, 1)),
        # Headline and text name it within its file.
        ([held("title", SAME, HERE), held("text", SAME, HERE)], (UNCHANGED, 1)),
        ([held("title", OTHER, HERE)], (UPDATED, 1)),
        ([held("text", OTHER, HERE)], (UPDATED, 1)),
        ([held("title", OTHER, HERE, 1), held("text", OTHER, ELSEWHERE, 2)], (UPDATED, 1)),
        # From another file: a text is a copy, a headline says nothing.
        ([held("text", SAME, ELSEWHERE)], (UNCHANGED, 1)),
        ([held("text", OTHER, ELSEWHERE)], (UNCHANGED, 1)),
        ([held("title", OTHER, ELSEWHERE)], (LOADED, None)),
        ([held("title", OTHER, ELSEWHERE, 1), held("text", OTHER, ELSEWHERE, 2)], (UNCHANGED, 2)),
    ],
)
def test_what_is_stored_decides(known, expected):
    assert decide_draft(DRAFT, known, removed=False) == expected


@pytest.mark.parametrize(("asked_for", "expected"), [(False, (REMOVED, None)), (True, (LOADED, None))])
def test_what_was_taken_out_comes_back_only_when_asked_for(asked_for, expected):
    assert decide_draft(DRAFT, [], removed=True, asked_for=asked_for) == expected


any_held = st.builds(
    held,
    st.sampled_from(["guid", "url", "title", "text"]),
    st.sampled_from([SAME, OTHER]),
    st.sampled_from([HERE, ELSEWHERE]),
    st.integers(1, 3),
)


@given(st.lists(any_held, max_size=5), st.booleans(), st.booleans())
def test_the_laws(known, removed, asked_for):
    outcome, article_id = decide_draft(DRAFT, known, removed, asked_for=asked_for)
    touched = [one for one in known if one.article_id == article_id]
    assert (article_id is not None) == bool(touched) == (outcome in (UPDATED, UNCHANGED))
    if outcome is UPDATED:  # never from another file, but for what names itself
        assert any(one.origin == HERE or one.key.startswith(("guid", "url")) for one in touched)
    if outcome is REMOVED:
        assert (removed, asked_for) == (True, False)
    if any(one.key.startswith(("guid", "url")) for one in known):
        assert outcome in (UPDATED, UNCHANGED)


@given(st.lists(any_held, max_size=5), st.booleans(), st.booleans())
def test_a_prepared_article_is_decided_like_its_draft(known, removed, asked_for):
    article = PreparedArticle(DRAFT, from_ms(0), "en", (), SAME, Ranking(Method.LEAD, (), ()))
    assert decide(article, known, removed, asked_for=asked_for) == decide_draft(
        DRAFT, known, removed, asked_for=asked_for
    )


def test_a_draft_is_known_by_all_that_is_shown():
    known = [held("title", SAME, HERE)]
    assert decide_draft(replace(DRAFT, key_points=("Noon.",)), known, removed=False) == (UPDATED, 1)
