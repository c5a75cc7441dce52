import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import QueryError
from bot.query.parse import parse, read
from bot.query.tree import And, Field, Not, Or, Scope, Term


def word(text):
    return Term(text, (text.lower(),))


A, B, C = word("a"), word("b"), word("c")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a", A),
        ("a b c", And((A, B, C))),
        ("a AND b c", And((A, B, C))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a (b OR c)", And((A, Or((B, C))))),
        ("a NOT b OR c", Or((And((A, Not(B))), C))),
        ("NOT a b", And((Not(A), B))),
        ("NOT (a b)", Not(And((A, B)))),
        ("NOT NOT a", A),
        ("a and b", And((A, word("and"), B))),
        ("((a))", A),
        ('"a  b"', Term("a b", ("a", "b"))),
        ("“a b” «c»", And((Term("a b", ("a", "b")), C))),
        ('"AND"', word("AND")),
        ("a*", Term("a", ("a",), prefix=True)),
        ('"a b"*', Term("a b", ("a", "b"), prefix=True)),
        ("a*b", Term("a*b", ("a", "b"))),
        ("U.S.", Term("U.S.", ("u", "s"))),
        ('a & b - ... "" * "', And((A, B))),
        ("Title:a", Field(Scope.TITLE, A)),
        ("source:“a b”", Field(Scope.SOURCE, Term("a b", ("a", "b")))),
        ("lang:(a OR b) c", And((Field(Scope.LANGUAGE, Or((A, B))), C))),
        ("NOT title:a*", Not(Field(Scope.TITLE, Term("a", ("a",), prefix=True)))),
        ("subtitle:a", Term("subtitle:a", ("subtitle", "a"))),
        ("ſource:a", Term("ſource:a", ("source", "a"))),
    ],
)
def test_the_grammar(text, tree):
    query = parse(text)

    assert query.tree == tree
    assert query.text == text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "Type at least one word to look for."),
        (" -- ", "Type at least one word to look for."),
        ("(russia missile", 'Missing ) after "missile".'),
        ("missile) russia", 'Missing ( for the ) after "missile".'),
        ('russia "north korea', 'Missing closing quotation mark after "north korea".'),
        ("OR russia", 'Missing a word before "OR".'),
        ("russia OR", 'Missing a word after "OR".'),
        ("russia AND OR missile", 'Missing a word after "AND".'),
        ("()", 'Missing a word after "(".'),
        ("russia NOT", 'Missing a word after "NOT".'),
        ("title: russia", 'Missing a word right after "title:".'),
        ("Title:", 'Missing a word right after "title:".'),
        ("title:title:x", 'Missing a word right after "title:".'),
        ("title:(a source:b)", '"source:" cannot stand inside "title:".'),
    ],
)
def test_the_problem_names_the_place(text, problem):
    with pytest.raises(QueryError) as raised:
        parse(text)

    assert str(raised.value) == problem


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("a" * 501, "500 characters; this one has 501"),
        ("a " * 41, "40 words and phrases; this one has 41"),
        ("(" * 11 + "a" + ")" * 11, "brackets 10 deep"),
        (":( " + "-a-b" * 21, "40 words and phrases; this one has 42"),
    ],
)
def test_limits_are_told(text, limit):
    with pytest.raises(QueryError, match=limit):
        read(text)


def test_the_largest_query_is_read():
    assert len(read("(" * 10 + "a " * 40 + ")" * 10).terms) == 40
    assert read("a" * 500).note is None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Sad news :( today", ["Sad", "news", "today"]),
        ("title: the (real", ["title", "the", "real"]),
        ('the "U.S.', ["the", "U", "S"]),
        ("NOT russia", ["NOT", "russia"]),
        ("russia OR NOT missile", ["russia", "OR", "NOT", "missile"]),
    ],
)
def test_what_cannot_be_followed_is_plain_words(text, plain):
    query = read(text)

    assert query.tree == And(tuple(map(word, plain)))
    assert query.note


def test_one_plain_word_needs_no_operator():
    assert read("(russia").tree == word("russia")


@pytest.mark.parametrize("text", ["", "   ", "(", '"', "—", "*", "🚨🚨", "()"])
def test_without_a_word_there_is_nothing_to_look_for(text):
    with pytest.raises(QueryError, match="Type at least one word to look for"):
        read(text)


@given(st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=20))
def test_plain_words_are_read_as_they_are(typed):
    query = read(" ".join(typed))

    assert [term.text for term in query.terms] == typed
    assert query.note is None


def test_terms_are_what_a_reader_wants_to_see_bold():
    query = parse('title:a* "b c" NOT (d NOT e) source:f NOT lang:g')

    assert query.terms == (Term("a", ("a",), prefix=True), Term("b c", ("b", "c")), word("e"))
