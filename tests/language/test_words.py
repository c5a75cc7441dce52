from hypothesis import given
from hypothesis import strategies as st

from bot.language.words import fold, nearly_same, word_count, word_set


def test_words_are_compared_without_case_and_diacritics():
    assert fold("Évora") == "evora"
    assert word_set("L’été à Évora, 2026!") == {"l", "ete", "a", "evora", "2026"}


def test_a_script_without_spaces_is_counted_by_its_characters():
    assert word_count("これは" * 40) == 60
    assert word_count("ที่" * 40) == 10
    assert word_count("市议会将于星期五决定") == 5
    assert word_count("Nine piers were checked.") == 4


def test_a_sentence_within_a_longer_one_says_the_same():
    short = word_set("The bridge will close for eleven weeks.")
    assert nearly_same(short, word_set("The bridge will close on Monday for eleven weeks, the board said."))
    assert not nearly_same(short, word_set("The ferry will run for free."))


@given(st.frozensets(st.text(max_size=3)), st.frozensets(st.text(max_size=3)))
def test_sameness_has_no_direction(one, other):
    assert nearly_same(one, other) == nearly_same(other, one)
    assert nearly_same(one, one) == bool(one)
