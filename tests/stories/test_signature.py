import numpy as np
import pytest

from bot.stories.signature import MAX_TERMS, from_bytes, signature_of, to_bytes, words_behind

TITLE = "Ferries stay in port as storm reaches Orvane"
BODY = ("The storm reached Orvane on Monday. Harbour master Ilka Brandt kept 12 ferries in port.",)


def row(word, signature, *, language="en"):
    [term] = signature_of(word, (), (), language)["term"]
    return signature[signature["term"] == term]


def test_a_term_knows_where_it_stands():
    [ferry] = row("ferry", signature_of(TITLE, ("Twelve ferries are tied up.",), BODY, "en"))
    assert (ferry["title"], ferry["lead"], ferry["body"]) == (1, 2, 0)


def test_what_follows_the_lead_is_body():
    [lamp] = row("lamps", signature_of("", (), ("filler " * 60, "lamps and a lamp"), "en"))
    assert (lamp["title"], lamp["lead"], lamp["body"]) == (0, 0, 2)


def test_stop_words_and_single_letters_tell_nothing():
    assert not len(signature_of("The of and a", (), ("x y z",), "en"))


def test_one_number_however_it_is_written():
    assert len(signature_of("1,160 machines", (), ("1.160 machines, 1160 machines",), "en")) == 2


def test_terms_of_two_languages_never_meet():
    german, english = (signature_of("Orvane 12", (), (), language)["term"] for language in ("de", "en"))
    assert not np.intersect1d(german, english).size


def test_case_and_diacritics_do_not_matter():
    assert len(signature_of("Événement evenement ÉVÉNEMENT", (), (), "fr")) == 1


@pytest.mark.parametrize("language", ["en", "de", "el", "pl", "tr", "und"])
def test_terms_are_distinct_and_sorted(language):
    terms = signature_of(TITLE, (), BODY, language)["term"].astype(int)
    assert (np.diff(terms) > 0).all()


def test_of_long_articles_the_telling_terms_are_kept():
    long = " ".join(f"word{number}" for number in range(900))
    signature = signature_of("Orvane", (), (long, long), "en")
    assert len(signature) == MAX_TERMS
    assert len(row("Orvane", signature)) == 1
    assert len(row("word3", signature)) == 1


def test_counts_end_at_255():
    assert row("storm", signature_of("storm " * 400, (), (), "en"))["title"] == 255


def test_bytes_and_back():
    signature = signature_of(TITLE, (), BODY, "en")
    assert (from_bytes(to_bytes(signature)) == signature).all()
    assert len(to_bytes(signature)) == 8 * len(signature)


def test_nothing_has_no_terms():
    assert not len(signature_of("", (), (), "en"))
    assert not len(from_bytes(b""))


def test_words_behind_terms_are_as_first_written():
    words = words_behind(TITLE, (), BODY, "en")
    assert set(words) == set(signature_of(TITLE, (), BODY, "en")["term"].tolist())
    assert {"Ferries", "Orvane", "12", "Brandt"} <= set(words.values())
    assert "ferries" not in words.values()
