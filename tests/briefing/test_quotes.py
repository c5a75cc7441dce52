from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.quotes import quotations


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('She said "no" and "yes."', ['"no"', '"yes."']),
        ("“One. Two,” he said. “Three.”", ["“One. Two,”", "“Three.”"]),
        ("„Nein“, sagte er, »nie«, dann »ja«.", ["„Nein“", "»nie«", "»ja«"]),
        ("« Oui », a-t-il dit « non ».", ["« Oui »", "« non »"]),
        ("”Ja”, sade hon.", ["”Ja”"]),
        ('"Never closed. "But this is," he said.', ['"But this is,"']),
        ("“He told me “no.” And left.”", ["“no.”"]),
        ('A 6" pipe and a 5" one.', []),
        ('end."Start" here', ['"Start"']),
        ("It's the crew's", []),
        ("", []),
    ],
)
def test_what_is_quoted(text, quoted):
    assert [text[start:end] for start, end in quotations(text)] == quoted


@given(st.text(st.sampled_from(" a.\"“”„«»('"), max_size=40))
def test_quotations_stand_in_order_and_hold_something_closed(text):
    found = list(quotations(text))

    assert all(end - start >= 2 for start, end in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
