from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.query.match import Document, find_matches, matches
from bot.query.parse import parse, read

ARTICLE = Document(
    title="North Korea fires missile",
    key_points="Halt urged\nSeoul protests",
    body="The launch, near Wŏnsan, was the second.",
    source="Tidewater Radio",
    language="en",
)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("missile wonsan", True),
        ("fires halt", True),
        ('"missile halt"', False),  # a phrase stands within one column
        ('"north korea fires"', True),
        ('"north japan fires"', False),
        ("title:wonsan", False),
        ("tidewater", False),  # the source is looked at only where it is asked for
        ("source:tidewater", True),
        ("source:(radio NOT post)", True),
        ("lang:e*", True),
        ("lang:de OR lang:en", True),
        ("NOT russia", True),
        ("NOT (korea OR russia)", False),
    ],
)
def test_a_document_fits(text, fits):
    assert matches(parse(text), ARTICLE) is fits


def bold(text, query):
    """The text with brackets around what matches."""
    for start, end in reversed(find_matches(parse(query), text)):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("missile", "The U.S. [missile]’s [Missile], near Wo\u030cnsan"),
        ("miss*", "The U.S. [missile]’s [Missile], near Wo\u030cnsan"),
        ("U.S. wǒnsan", "The [U.S]. missile’s Missile, near [Wo\u030cnsan]"),
        ('"us miss" "u s miss"*', "The [U.S. missile]’s Missile, near Wo\u030cnsan"),
        ('"the u" "u s"', "[The U.S]. missile’s Missile, near Wo\u030cnsan"),
        ("the NOT missile", "[The] U.S. missile’s Missile, near Wo\u030cnsan"),
        ("miss", "The U.S. missile’s Missile, near Wo\u030cnsan"),
    ],
)
def test_matched_words_are_found_whole(query, shown):
    text = "The U.S. missile’s Missile, near Wo\u030cnsan"

    assert bold(text, query) == shown


@given(text=st.text(), query=st.text(st.sampled_from('ab* "'), min_size=1).map(lambda typed: read(f"{typed} a")))
def test_ranges_are_in_order_and_apart(text, query):
    ranges = find_matches(query, text)

    assert all(start < end <= len(text) for start, end in ranges)
    assert all(one[1] <= other[0] for one, other in pairwise(ranges))
