from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.markdown import parse_markdown
from bot.errors import ArticleRejected


def parse(text: str):
    return parse_markdown(text, origin="notes/x.md", source="Notes")


def test_front_matter():
    draft = parse(
        """---
title: "Ferry: it runs"
date: 2026-11-10T08:30:00+01:00
url: https://gazette.example/ferry
source: Orrin Gazette
language: en-GB
tags: [sea, storm]
---
The ferry runs.
It is full.

Nobody complains.
"""
    )
    assert draft.title == "Ferry: it runs"
    assert draft.published_at == datetime(2026, 11, 10, 7, 30, tzinfo=UTC)
    assert (draft.url, draft.source, draft.language) == ("https://gazette.example/ferry", "Orrin Gazette", "en")
    assert draft.paragraphs == ("The ferry runs. It is full.", "Nobody complains.")
    assert draft.warnings == ()


@pytest.mark.parametrize("heading", ["# Ferry *runs* #", "Ferry runs\n=========="])
def test_the_first_heading_is_the_title(heading):
    draft = parse(f"{heading}\nThe ferry runs.")
    assert (draft.title, draft.paragraphs, draft.source) == ("Ferry runs", ("The ferry runs.",), "Notes")


def test_a_heading_that_repeats_the_title_is_no_paragraph():
    assert parse("---\ntitle: Ferry\n---\n# Ferry\n\nIt runs.").paragraphs == ("It runs.",)


def test_marks_are_taken_off():
    draft = parse(
        """# Ferry

> The **captain** of the [*Sorrel*](https://x.example "a title") said `yes`.[^1]

![a photo](p.jpg)

## After the ***storm***
- One \\*pier\\*
- Another snake_case_pier
  of wood
1. A __number__
***
<!-- a comment -->
See <https://x.example/a> &amp; go.

[^1]: https://x.example
"""
    )
    assert draft.paragraphs == (
        "The captain of the Sorrel said yes.",
        "After the storm",
        "• One *pier*",
        "• Another snake_case_pier of wood",
        "1. A number",
        "See https://x.example/a & go.",
    )


def test_a_date_that_is_none_is_told():
    draft = parse("---\ntitle: Ferry\ndate: last Tuesday\n---\nIt runs.")
    assert draft.published_at is None
    assert draft.warnings == ('"last Tuesday" is no date: treated as none',)


def test_front_matter_that_never_ends_is_text():
    assert "title: Ferry" in parse("---\ntitle: Ferry\n\nIt runs.").paragraphs


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "ftp://gazette.example/a", "https://", "http://[", "https://a b"]
)
def test_a_link_that_is_no_web_address_is_left_out(link):
    draft = parse(f"---\ntitle: Ferry\nurl: {link}\n---\nIt runs.")
    assert draft.url is None
    assert draft.warnings == ("the link is not a web address: left out",)


def test_a_heading_alone_is_refused():
    with pytest.raises(ArticleRejected, match="no text after the headline"):
        parse("# Ferry\n\n---\n")


@pytest.mark.parametrize(
    "mark", ["*", "_", "[", "![", "`", "~~", "<", "](", "\\", "#", "> ", "- ", "<!--", "**a ", "---\n"]
)
def test_a_megabyte_of_marks_takes_no_time(mark):
    with suppress(ArticleRejected):
        parse(mark * (300_000 // len(mark)))


@given(
    st.lists(st.sampled_from(["# ", "a", "\n", "*", "_", "[x](y)", "- ", "---\n", "> ", "`", "title: t\n", "==="])).map(
        "".join
    )
)
def test_any_markdown_gives_a_whole_article_or_a_refusal(text):
    try:
        draft = parse(text)
    except ArticleRejected:
        return
    assert draft.title
    assert all(paragraph.strip() for paragraph in draft.paragraphs)
