import pytest

from bot.query.describe import explain
from bot.query.parse import parse


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            'title:("north korea" missile) NOT source:"Tidewater Radio"',
            "“north korea” and missile, in the title, not from Tidewater Radio",
        ),
        ("title:(a OR b)", "a or b, in the title"),
        ("title:(a NOT b)", "(a, not b) in the title"),
        ("a title:(b c)", "a and (b and c) in the title"),
        ("NOT b source:tide* a lang:fr", "a, from tide…, in French, not b"),
        ("source:a OR NOT b", "anything from a or not b"),
        ("NOT source:a", "not from a"),
        ("lang:xx NOT lang:(de OR d*)", "anything, in the language “xx”, not in (German or d…)"),
        ("(a b) OR c", "(a and b) or c"),
        ("NOT (a OR b) c", "c, not (a or b)"),
        ('U.S. "missile" "a b"*', "U.S. and missile and a phrase starting with “a b”"),
    ],
)
def test_a_query_is_said_in_english(text, said):
    assert explain(parse(text)) == said
