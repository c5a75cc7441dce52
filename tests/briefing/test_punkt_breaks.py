import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
from punkt import load_model

from bot.briefing.punkt_breaks import PunktBreaks
from tests.corpus import SEEDS

LANGUAGES = ("english", "french", "german", "greek", "russian", "spanish")


def model(language):
    learned = load_model(language)
    parameters = PunktParameters()
    parameters.abbrev_types = set(learned.abbrev_types)
    parameters.collocations = set(learned.collocations)
    parameters.sent_starters = set(learned.sent_starters)
    parameters.ortho_context.update(learned.ortho_context)
    return parameters


@pytest.fixture(scope="module")
def pairs():
    return {name: (PunktBreaks(model(name)), PunktSentenceTokenizer(model(name))) for name in LANGUAGES}


def same(pair, text):
    ours, theirs = pair
    assert list(ours.starts(text)) == [start for start, _end in theirs.span_tokenize(text)]


WORDS = "Dr. U.S. p.m. No. Jan. z. B. M. etc. т. г. J. bzw. weekend. 12. 3.5 The the Haus Smith Он κ. a I 7"
MARKS = "“ ” \" ' « » ( ) [ ] . .. ... ? !? ?! !! , ; : - -- — @ `"
PIECES = [*WORDS.split(), *MARKS.split(), ". . .", "\n", "\t", "\n\n", "\u00a0"]
letters = st.text(st.characters(exclude_categories=["C"]), max_size=6)
writing = st.lists(st.sampled_from(PIECES) | letters, max_size=25).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)


@given(writing, st.sampled_from(LANGUAGES))
@example('He left. "', "english")
@example(" . . . a. b.\u00a0C. ?", "english")
@example("what?! He. ) (a.) B", "english")
@example("Fin.’ Ja.», Non.\n\n» Oui", "french")
def test_any_text_starts_its_sentences_where_nltk_starts_them(pairs, text, language):
    same(pairs[language], text)


def test_so_do_the_articles_of_the_corpus(pairs):
    articles = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.rglob("*.*"))]

    assert len(articles) > 20
    for text in articles:
        same(pairs["english"], text)
        same(pairs["french"], text)
