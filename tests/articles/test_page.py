from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest

from bot.articles.page import is_page, parse_html
from bot.errors import ArticleRejected

PAGE = """<!doctype html>
<html lang="en-GB"><head><title>Ferry runs | Orrin Gazette</title>
<meta property="og:title" content="Ferry runs again &amp; again">
<meta property="og:site_name" content="Orrin Gazette">
<meta property="article:published_time" content="2026-11-10T08:30:00+01:00">
<link rel="canonical" href="https://gazette.example/news/ferry"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Ferry runs again &amp; again</h1>
<p>The ferry to Orrin Isle left its pier on Tuesday for the first time in four days, with <b>300</b> people aboard.</p>
<p>Its captain said that the <a href="/sea">sea</a> was as flat as it gets in November, which is not very flat.</p>
<ul><li>The north pier opens on Friday, if the council agrees.</li><li>The south pier stays closed.</li></ul>
</article><script>alert("the ferry")</script><footer>Contact us</footer></body></html>"""


def parse(page: str):
    return parse_html(page, origin="pages/x.html", source="Pages")


def test_a_page_with_metadata():
    draft = parse(PAGE)
    assert draft.title == "Ferry runs again & again"
    assert draft.published_at == datetime(2026, 11, 10, 7, 30, tzinfo=UTC)
    assert (draft.url, draft.source, draft.language) == ("https://gazette.example/news/ferry", "Orrin Gazette", "en")
    assert draft.paragraphs == (
        "The ferry to Orrin Isle left its pier on Tuesday for the first time in four days, with 300 people aboard.",
        "Its captain said that the sea was as flat as it gets in November, which is not very flat.",
        "• The north pier opens on Friday, if the council agrees.",
        "• The south pier stays closed.",
    )


def test_an_encoding_declaration_does_no_harm():
    assert parse('<?xml version="1.0" encoding="iso-8859-1"?>' + PAGE).title == "Ferry runs again & again"


def test_a_page_in_a_text_file_is_read_as_a_page(load_one):
    assert load_one("ferry.txt", PAGE).title == "Ferry runs again & again"
    assert not is_page("<p>A paragraph is no page.</p>")


def test_without_metadata_the_folder_is_the_source(load_one):
    draft = load_one(
        "ferry.htm", "<p>The ferry to Orrin Isle left its pier on Tuesday, for the first time in days.</p>" * 3
    )
    assert draft.source == "Orrin Gazette"
    assert draft.title.startswith("The ferry to Orrin Isle")


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        ("<html><body></body></html>", "no article found in the page"),
        ("<p " + " ".join(f"a{number}=1" for number in range(30_000)) + ">", "a tag with over 1,000 attributes"),
        ("<b>" * 60_000, "a page of 60,000 tags, over the limit of 50,000"),
        ("x" * 2_000_001, "a page of 2,000,001 characters, over the limit of 2,000,000"),
    ],
)
def test_empty_and_hostile_pages_are_refused(page, reason):
    with pytest.raises(ArticleRejected) as refused:
        parse(page)
    assert str(refused.value) == f"pages/x.html: {reason}"


@pytest.mark.parametrize(
    "page", ["<div>" * 20_000 + "x", "<" * 40_000, "\x01<p>\ud800", "<html" * 9_000, "<!--" * 9_000]
)
def test_broken_pages_break_nothing(page):
    with suppress(ArticleRejected):
        parse(page)
