from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.language import detect_language
from bot.articles.textformat import parse_text
from bot.errors import ArticleRejected

REAL = Path(__file__).parents[3] / "shared" / "seeds" / "000_79f73f2e1cb2250c.txt"
BODY = "The first sentence of the body is here. A second one follows it."


def parse(text: str):
    return parse_text(text, origin="seeds/x.txt", source="Orrin Gazette")


@pytest.mark.skipif(not REAL.is_file(), reason="the real article is not part of the repository")
def test_the_real_article():
    draft = parse(REAL.read_text("utf-8"))
    assert draft.published_at == datetime(2023, 9, 6, tzinfo=UTC)
    assert draft.title == "Concerns arise as North Korea talks with Russia."
    immediate_halt, south_korea = draft.key_points
    assert immediate_halt.startswith("Immediate halt urged for")
    assert south_korea.startswith("South Korea aims")
    assert len(draft.paragraphs) == 5
    assert detect_language(" ".join(draft.paragraphs)) == "en"
    assert draft.warnings == ()


def test_an_article_of_the_same_shape(ferry):
    draft = parse(ferry)
    assert draft.published_at == datetime(2026, 11, 10, tzinfo=UTC)
    assert draft.title == "Ferry runs again after storm."
    assert draft.key_points == ("Crossings resume at noon.", "Two piers stay closed until Friday.")
    assert [paragraph.split()[0] for paragraph in draft.paragraphs] == ["The", "About", "The"]
    assert draft.warnings == ()


def test_without_a_date_the_headline_stands_alone():
    draft = parse(f"Ferry runs again\n\n{BODY}")
    assert (draft.published_at, draft.title) == (None, "Ferry runs again")


def test_an_impossible_date_is_no_date_and_leaves_the_headline_clean():
    draft = parse(f"date 2023-02-30 Ferry runs again\n\n{BODY}")
    assert (draft.published_at, draft.title) == (None, "Ferry runs again")
    assert draft.warnings == ('"2023-02-30" is no day of the calendar: treated as no date',)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("DATE: 2026-11-10 Ferry runs", "Ferry runs"),
        ("2026-11-10 – Ferry runs", "Ferry runs"),
        ("date 2026-11-10T08:30:00Z Ferry runs", "Ferry runs"),
        ("# date 2026-11-10 **Ferry** runs", "Ferry runs"),
        ("<h1>date 2026-11-10 Ferry &amp; pier</h1>", "Ferry & pier"),
        ("date 2026-1-9 Ferry runs", "Ferry runs"),
    ],
)
def test_first_lines_that_are_nearly_right(line, title):
    draft = parse(f"{line}\n\n{BODY}")
    assert draft.title == title
    assert draft.published_at.year == 2026
    assert draft.paragraphs == (BODY,)


def test_a_headline_may_begin_with_the_word_date():
    assert parse(f"Date palms thrive\n\n{BODY}").title == "Date palms thrive"


def test_a_missing_headline_is_the_short_first_paragraph():
    draft = parse(f"date 2026-11-10\n\nFerry runs again\n\n{BODY}")
    assert (draft.title, draft.paragraphs) == ("Ferry runs again", (BODY,))
    assert draft.warnings == ("no headline in the first line: took the first paragraph",)


def test_a_missing_headline_is_else_the_first_words():
    draft = parse(f"date 2026-11-10\n\n{BODY}")
    assert draft.title == "The first sentence of the body is here. A second one follows…"
    assert draft.paragraphs == (BODY,)
    assert draft.warnings == ("no headline: took the first words of the text",)


def test_a_wrapped_paragraph_at_the_top_is_no_headline():
    draft = parse("The harbour was closed on Monday after a\nstorm sank two boats. Nobody was hurt.\n\n" + BODY)
    assert draft.paragraphs[0].startswith("The harbour was closed on Monday after a storm sank")


@pytest.mark.parametrize("text", ["date 2026-11-10 Ferry runs again\n\n \n", "Ferry runs again"])
def test_a_headline_alone_is_refused(text):
    with pytest.raises(ArticleRejected, match=r"^seeds/x\.txt: no text after the headline$"):
        parse(text)


def test_wrapped_lines_are_one_paragraph():
    draft = parse(
        "Ferry runs\n\nThe first sentence\nof the body is here.\nA second one\nfollows it.\n\nThe end. Really."
    )
    assert draft.paragraphs == (BODY, "The end. Really.")


def test_a_paragraph_a_line_where_no_line_is_blank():
    draft = parse("date 2026-11-10 Ferry runs\nCrossings resume at noon.\nThe ferry left. It was full.\nThe end came.")
    assert draft.key_points == ("Crossings resume at noon.",)
    assert draft.paragraphs == ("The ferry left. It was full.", "The end came.")


def test_one_sentence_paragraphs_throughout_are_all_body():
    sentences = [f"The {ordinal} thing happened on the pier." for ordinal in ("first", "second", "third")]
    draft = parse("Ferry runs\n\n" + "\n\n".join(sentences))
    assert (draft.key_points, list(draft.paragraphs)) == ((), sentences)


def test_a_long_run_of_single_sentences_is_body_not_standfirst():
    draft = parse("Ferry runs\n\n" + "A thing happened.\n\n" * 6 + BODY)
    assert (draft.key_points, len(draft.paragraphs)) == ((), 7)


@pytest.mark.parametrize(
    "opening",
    [
        "PORT ANSEL, Nov 12 (Calvessa Wire) - A stoker was found dead on Wednesday, the coastguard said.",
        "SAINT-AUBRAY – Le théâtre est sauvé.",
        "9.04pm: The first count is in.",
        "21:04 The first count is in.",
        "1. Visit the harbour.",
        "word " * 41 + "end.",
        "Here is what is known:",
    ],
)
def test_running_text_is_no_key_point(opening):
    assert parse(f"Ferry runs\n\n{opening}\n\n{BODY}").key_points == ()


@pytest.mark.parametrize(
    "key_point",
    [
        "The U.S. embassy and Dr. Benedikt Rao of St. Orla's agree on 3.4 per cent.",
        "Calls grow for J. R. Pell to go.",
        "“Will it run?” ask islanders.",
        "Die Abstimmung ist am 3. November im Rathaus.",
        "No full stop at all",
    ],
)
def test_marks_within_a_sentence_do_not_end_it(key_point):
    assert parse(f"Ferry runs\n\n{key_point}\n\n{BODY}").key_points == (key_point,)


@pytest.mark.parametrize(
    "two",
    [
        "It ran. It sank.",
        "“It ran.” “It sank.”",
        "Вышел. Утонул.",
        "Was it plan B? Nobody says.",
        "It ran in 2019. Then no more.",
    ],
)
def test_two_sentences_are_body(two):
    assert parse(f"Ferry runs\n\n{two}\n\n{BODY}").key_points == ()


def test_marks_are_taken_off_the_text_but_bare_signs_stay():
    draft = parse(
        "Ferry runs\n\n<p>It is *not* so, f*** it *all***. 5 < 6 and 2 * 3 * 4 [say](http://x.example/a_(b)) &amp;.</p>"
    )
    assert draft.paragraphs == ("It is not so, f*** it *all***. 5 < 6 and 2 * 3 * 4 say &.",)


@pytest.mark.parametrize(
    "piece", [" ", "\n ", "a ", "A. ", "<p", "<a ", "&", "&amp", "...", "A\n", "\t\n", "# ", " #", "“"]
)
def test_half_a_megabyte_of_anything_takes_no_time(piece):
    start = time.process_time()
    for text in (piece * (500_000 // len(piece)), "Ferry runs\n\nIt" + piece * (500_000 // len(piece)) + "x"):
        with suppress(ArticleRejected):
            parse(text)
    assert time.process_time() - start < 2


@given(
    st.text(max_size=400)
    | st.lists(st.sampled_from(["date 2026-11-10", "A b.", "C d. E f.", "\n\n", "\n", " "])).map("".join)
)
def test_any_text_gives_a_whole_article_or_a_refusal(text):
    try:
        draft = parse(text)
    except ArticleRejected:
        return
    assert draft.title
    assert draft.paragraphs
    for line in (draft.title, *draft.key_points, *draft.paragraphs):
        assert line == line.strip() != ""
        assert "\n" not in line
        line.encode()
