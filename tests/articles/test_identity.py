from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.identity import canonical_url, content_hash, identity_keys
from bot.models import ArticleDraft

DAY = datetime(2026, 11, 10, 8, tzinfo=UTC)
DRAFT = ArticleDraft(
    title="“Ferry” runs again",
    key_points=(),
    paragraphs=("It runs.",),
    source="Orrin Gazette",
    origin="a.txt",
    url="https://gazette.example/ferry",
    guid="1042",
)


@pytest.mark.parametrize(
    "other",
    [
        "http://gazette.example/news/ferry?id=7&page=2",
        "HTTPS://Gazette.Example:443/news/ferry/?page=2&id=7#top",
        "https://gazette.example/news/ferry?id=7&page=2&utm_source=x&UTM_medium=y&fbclid=z&gclid=1&mc_cid=2&mc_eid=3",
        " https://user:secret@gazette.example/news/%66erry?page=2&id=7 ",
    ],
)
def test_one_page_has_one_address(other):
    assert canonical_url(other) == "https://gazette.example/news/ferry?id=7&page=2"


@pytest.mark.parametrize(
    "other",
    [
        "https://gazette.example:8443/a",
        "https://gazette.example/A",
        "https://gazette.example/a?id=1",
        "https://gazette.example/a/b",
    ],
)
def test_other_pages_stay_others(other):
    assert canonical_url(other) != canonical_url("https://gazette.example/a")


@pytest.mark.parametrize("odd", ["", "tag:gazette.example,2026:1", "http://[broken", "https://gazette.example:99999/a"])
def test_what_is_no_web_address_stays_as_it_is(odd):
    assert canonical_url(odd) == odd


@given(st.text(max_size=60) | st.text(max_size=60).map("https://gazette.example/".__add__))
def test_canonical_twice_is_canonical_once(url):
    assert canonical_url(canonical_url(url)) == canonical_url(url)


def test_keys_come_surest_first():
    kinds = [key.partition(":")[0] for key in identity_keys(DRAFT, DAY)]
    assert kinds == ["guid", "url", "title", "text"]
    assert [key.partition(":")[0] for key in identity_keys(replace(DRAFT, guid=None, url=None), DAY)] == [
        "title",
        "text",
    ]


def test_the_same_text_under_another_name_has_the_same_keys():
    assert identity_keys(replace(DRAFT, origin="b.txt"), DAY) == identity_keys(DRAFT, DAY)


def test_case_space_and_quotes_do_not_tell_articles_apart():
    retyped = replace(DRAFT, title='"FERRY"  runs\u00a0again', paragraphs=("It  RUNS.",))
    assert content_hash(retyped) == content_hash(DRAFT)
    assert identity_keys(retyped, DAY) == identity_keys(DRAFT, DAY)


def test_a_changed_date_leaves_the_content_key():
    undated = replace(DRAFT, guid=None, url=None)
    later = identity_keys(undated, DAY + timedelta(days=3))
    assert set(later) & set(identity_keys(undated, DAY)) == {later[-1]}


def test_a_changed_body_leaves_the_title_key():
    undated = replace(DRAFT, guid=None, url=None)
    changed = identity_keys(replace(undated, paragraphs=("It sank.",)), DAY)
    assert set(changed) & set(identity_keys(undated, DAY)) == {changed[0]}


def test_a_reprint_by_another_outlet_is_its_own_article():
    reprint = replace(DRAFT, source="Ansel Courier", url=None)
    assert not set(identity_keys(reprint, DAY)) & set(identity_keys(DRAFT, DAY))


def test_paragraphs_do_not_run_into_one_another():
    assert content_hash(replace(DRAFT, paragraphs=("a b",))) != content_hash(replace(DRAFT, paragraphs=("a", "b")))
    assert content_hash(replace(DRAFT, key_points=("a",))) != content_hash(replace(DRAFT, paragraphs=("a", "It runs.")))
