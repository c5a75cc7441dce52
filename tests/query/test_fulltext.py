import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.query.fulltext import to_fulltext
from bot.query.match import Document, matches
from bot.query.parse import parse, read

LATIN = ["missile", "MISSILES", "miss", "élan", "ELAN", "e\u0301lan", "Straße", "strasse", "İstanbul", "ﬁn", "x\u0323y"]
OTHER = ["Ελλάδα", "ΕΛΛΆΔΑ", "Россия", "май", "маи\u0306", "東京", "東京都", "한국", "हिन्दी", "2023", "2", "🚨", "—"]
PARTED = ["U.S.", "u", "s", "don’t", "re-entry", "snow_ball", "de", "en"]
WORDS = LATIN + OTHER + PARTED

vocabulary = st.sampled_from(WORDS)
texts = st.lists(vocabulary, max_size=16).map(" ".join)
documents = st.builds(Document, texts, texts, texts, texts, st.sampled_from(["en", "de", ""]))


def combined(inner):
    return st.one_of(
        st.tuples(inner, st.sampled_from([" ", " AND ", " OR ", " NOT "]), inner).map("".join),
        inner.map("NOT {}".format),
        inner.map("({})".format),
    )


terms = st.one_of(
    vocabulary,
    vocabulary.map("{}*".format),
    st.lists(vocabulary, min_size=1, max_size=2).map(lambda words: f'"{" ".join(words)}"'),
)
groups = st.recursive(terms, combined, max_leaves=3).map("({})".format)
fields = st.tuples(st.sampled_from(["title:", "source:", "lang:"]), st.one_of(terms, groups)).map("".join)
queries = st.recursive(st.one_of(terms, terms, fields), combined, max_leaves=6)
salad = st.lists(
    st.sampled_from([*WORDS, *"()*:^+-\"“”{},;'", "AND", "OR", "NOT", "NEAR(", "title:", "source:", "rowid:", "\x00"]),
    max_size=20,
).flatmap(lambda pieces: st.sampled_from(["", " "]).map(lambda space: space.join(pieces)))


def understood(text):
    try:
        return parse(text)
    except QueryError:
        return None


@settings(max_examples=300, deadline=None)
@given(query=queries.map(understood).filter(bool), shelf=st.lists(documents, min_size=1, max_size=4))
def test_a_search_finds_what_matches(index, query, shelf):
    nothing = Document("", "", "", "", "")
    try:
        expression = to_fulltext(query)
    except QueryError:
        event("only says what to leave out")
        assert matches(query, nothing)
        return

    rows = index.fill([*shelf, nothing])

    expected = {row for row, document in zip(rows, [*shelf, nothing], strict=True) if matches(query, document)}
    assert index.find(expression) == expected
    event(f"finds {'some' if expected else 'none'}")


@settings(max_examples=300, deadline=None)
@given(text=st.one_of(st.text(), salad))
def test_no_input_makes_an_error(index, text):
    try:
        query = read(text)
    except QueryError:
        return

    index.find(to_fulltext(query))
    matches(query, Document(text, text, text, text, text))


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("Missile", '{title key_points body} : "missile"'),
        ('title:"North  Korea"', '{title} : "north korea"'),
        ("source:tide*", '{source} : "tide" *'),
        ("lang:(a NOT b)", '({language} : "a" NOT {language} : "b")'),
        ("title:a NOT title:b NOT title:c", '({title} : "a" NOT ({title} : "b" OR {title} : "c"))'),
        ("title:a AND (title:b OR NOT title:c)", '({title} : "a" NOT ({title} : "c" NOT {title} : "b"))'),
    ],
)
def test_expressions(text, expression):
    assert to_fulltext(parse(text)) == expression


@pytest.mark.parametrize("text", ["NOT a", "a OR NOT b", "NOT a NOT b", "NOT (a b)"])
def test_only_what_to_leave_out_cannot_be_searched(text):
    with pytest.raises(QueryError, match="Add a word to look for"):
        to_fulltext(parse(text))


def test_the_largest_query_is_no_load_for_fts5(index):
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    deep = "(a NOT " * 10 + "b" + ")" * 10
    wide = " ".join(f"title:{letter}*" for letter in alphabet)

    (row,) = index.fill([Document(" ".join(alphabet), "", "", "", "")])

    assert index.find(to_fulltext(read(wide))) == {row}
    assert index.find(to_fulltext(read(deep))) == {row}
