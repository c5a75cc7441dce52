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
    paragraphs=("It runs.", "The ferry to Orrin Isle left its pier for the first time in four days. " * 3),
    source="Orrin Gazette",
    origin="a.txt",
    url="https://gazette.example/ferry",
    guid="1042",
)
NAMELESS = replace(DRAFT, guid=None, url=None)


def kinds(keys):
    return [key.partition(":")[0] for key in keys]


def in_common(first, second):
    """The kinds of keys that two drafts of one day share."""
    return kinds(sorted(set(identity_keys(first, DAY)) & set(identity_keys(second, DAY))))


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


def test_keys_come_surest_first_and_a_headline_only_where_nothing_is_surer():
    assert kinds(identity_keys(DRAFT, DAY)) == ["guid", "url", "text"]
    assert kinds(identity_keys(replace(DRAFT, guid=None), DAY)) == ["url", "text"]
    assert kinds(identity_keys(NAMELESS, DAY)) == ["title", "text"]


def test_the_same_text_from_another_file_shares_the_text():
    assert in_common(NAMELESS, replace(NAMELESS, origin="b.txt")) == ["text"]


def test_the_same_text_under_another_headline_shares_the_text():
    assert in_common(NAMELESS, replace(NAMELESS, title="Ferry is back", key_points=("Noon.",))) == ["text"]


def test_a_short_notice_under_another_headline_is_another_text():
    notice = replace(NAMELESS, paragraphs=("Subscribe to read this article.",))
    assert in_common(notice, replace(notice, title="Ferry is back")) == []
    assert in_common(notice, replace(notice, origin="b.txt")) == ["text"]


def test_case_space_and_quotes_do_not_tell_articles_apart():
    retyped = replace(
        DRAFT, title='"FERRY"  runs\u00a0again', paragraphs=("It  RUNS.", DRAFT.paragraphs[1].replace(" ", "\n"))
    )
    assert content_hash(retyped) == content_hash(DRAFT)
    assert identity_keys(retyped, DAY) == identity_keys(DRAFT, DAY)


def test_a_changed_date_leaves_the_content_key():
    later = identity_keys(NAMELESS, DAY + timedelta(days=3))
    assert set(later) & set(identity_keys(NAMELESS, DAY)) == {later[-1]}


def test_the_time_of_a_file_without_a_date_does_not_matter():
    undated = replace(NAMELESS, is_dated=False)
    assert identity_keys(undated, DAY + timedelta(days=3)) == identity_keys(undated, DAY)


def test_a_changed_body_leaves_the_title_key():
    assert in_common(NAMELESS, replace(NAMELESS, paragraphs=("It sank.",))) == ["title"]


def test_a_reprint_by_another_outlet_is_its_own_article():
    reprint = replace(DRAFT, source="Ansel Courier", url=None)
    assert not set(identity_keys(reprint, DAY)) & set(identity_keys(DRAFT, DAY))


def test_paragraphs_do_not_run_into_one_another():
    assert content_hash(replace(DRAFT, paragraphs=("a b",))) != content_hash(replace(DRAFT, paragraphs=("a", "b")))
    assert content_hash(replace(DRAFT, key_points=("a",))) != content_hash(replace(DRAFT, paragraphs=("a", "It runs.")))
