import gzip
import json
import warnings
from datetime import UTC, datetime
from functools import cache
from itertools import groupby, islice
from operator import attrgetter
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sumy.models.dom import ObjectDocumentModel, Paragraph, Sentence
from sumy.summarizers.lex_rank import LexRankSummarizer

from benchmarks.sumy_order import summarizer_for
from bot.articles.files import find_files, read_file
from bot.briefing import twins
from bot.briefing.text import split_sentences, tokenizer_for
from bot.language.lexicon import stop_words_for
from bot.language.names import LANGUAGE_NAMES
from bot.models import Method

TWINS = {
    Method.LEXRANK: twins.lexrank,
    Method.TEXTRANK: twins.textrank,
    Method.LSA: twins.lsa,
    Method.LUHN: twins.luhn,
    Method.KL: twins.kl,
    Method.SUMBASIC: twins.sumbasic,
    Method.REDUCTION: twins.reduction,
}
CUES = frozenset({"bridge", "harbour", "said"})
ROOT = Path(__file__).parents[2]
DEVELOPMENT_SETS = sorted((ROOT.parent / "shared" / "data" / "summaries").glob("*.jsonl.gz"))

every_method = pytest.mark.parametrize("method", [*TWINS, Method.EDMUNDSON])

stop_words = ["the", "The", "of", "and", "der", "être"]
content_words = ["BRIDGE", "bridge", "bridges", "Bridge's", "pier", "Pier", "ferry", "said", "say", "harbour"]
words = st.sampled_from([*stop_words, *content_words, "İst", "Straße", "ﬁn", "日本", "12", "…"])
sentences = st.lists(words, max_size=12).map(" ".join)
documents = st.lists(st.lists(st.tuples(sentences, st.booleans()), max_size=6), max_size=6)
languages = st.sampled_from([*LANGUAGE_NAMES, "und"])


def sumy_document(paragraphs, language):
    """sumy's document of `(text, whether it is a heading)` by paragraph."""
    tokenizer = tokenizer_for(language)
    return ObjectDocumentModel(
        [
            Paragraph([Sentence(text, tokenizer, is_heading=heading) for text, heading in paragraph])
            for paragraph in paragraphs
        ]
    )


def sumy_ratings(method, document, language):
    """sumy's ratings in the order of the text; None where its arithmetic fails."""
    rated = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        summarizer_for(method, language, CUES)(document, lambda infos: rated.extend(infos) or ())
    rated = [float(info.rating) for info in sorted(rated, key=lambda info: info.order)]
    return rated if len(rated) == len(document.sentences) and np.isfinite(rated).all() else None


def twin_ratings(method, document, language):
    lexicon = twins.lexicon_for(language)
    prepared = lexicon.prepare_sumy(document)
    if method is not Method.EDMUNDSON:
        return TWINS[method](prepared)
    null = stop_words_for(language)
    return twins.edmundson(prepared, bonus=lexicon.stems(CUES - null), null=lexicon.stems(null))


def order(ratings):
    return sorted(range(len(ratings)), key=lambda at: -round(float(ratings[at]), 9))


def assert_equal(method, document, language):
    expected, found = sumy_ratings(method, document, language), twin_ratings(method, document, language)
    assert len(found) == len(document.sentences)
    if expected is None:
        assert np.isnan(found).all()
    else:
        assert np.allclose(found, expected, rtol=1e-9, atol=1e-12)
        assert order(found) == order(expected)


@pytest.fixture
def exact_threshold(monkeypatch):
    """sumy's LexRank where 0.1 is 0.1: its sums over sets of strings make it a little more in one process of two."""
    plain = LexRankSummarizer.cosine_similarity
    monkeypatch.setattr(LexRankSummarizer, "cosine_similarity", staticmethod(lambda *terms: round(plain(*terms), 12)))


@every_method
@settings(max_examples=120, deadline=None)
@given(paragraphs=documents, language=languages)
@example(paragraphs=[], language="en")
@example(paragraphs=[[("bridge", True)]], language="en")
@example(paragraphs=[[("", False)]], language="en")
@example(paragraphs=[[("bridge", False)]], language="en")
@example(paragraphs=[[("bridge pier", False)], [("bridge pier", False)]], language="en")
@example(paragraphs=[[("the of", False), ("and", False)]], language="en")
@example(
    paragraphs=[[("pier ferry", False), ("pier", False), ("pier ferry", False), ("ferry pier", False)]], language="en"
)
@example(paragraphs=[[("bridge The the", False), ("the bridge Bridge", False), ("Pier the The", False)]], language="en")
@example(paragraphs=[[], [("pier", False), ("pier", False), ("bridge", True)], []], language="de")
@pytest.mark.usefixtures("exact_threshold")
def test_any_document_is_ranked_as_sumy_ranks_it(method, paragraphs, language):
    assert_equal(method, sumy_document(paragraphs, language), language)


@every_method
@settings(max_examples=10, deadline=None)
@given(sizes=st.lists(st.integers(1, 9), min_size=20, max_size=40), seed=st.randoms(use_true_random=False))
@pytest.mark.usefixtures("exact_threshold")
def test_a_long_document_too(method, sizes, seed):
    vocabulary = [f"{first}{last}" for first in "bdfgk" for last in ("oat", "ike", "ernum", "ants")]
    texts = [" ".join(seed.choices(vocabulary, weights=range(1, 21), k=size)) for size in sizes]
    assert_equal(method, sumy_document([[(text, False) for text in texts]], "en"), "en")


@cache
def articles():
    """Documents with their language: sample articles, and a few of each development set that is there."""
    drafts = (draft for file in find_files([ROOT / "seeds"]) for draft in read_file(file, now=datetime.now(UTC)))
    found = [(draft.title, draft.paragraphs, draft.language or "en") for draft in islice(drafts, 0, None, 6)]
    for path in DEVELOPMENT_SETS:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for story in map(json.loads, islice(lines, 4)):
                text = "\n".join(article["text"] for article in story["articles"])
                paragraphs = [line for line in text.splitlines() if line.strip()]
                found.append((story["articles"][0]["title"] or "", paragraphs, story["language"][:2]))
    return [(as_document(*article), article[-1]) for article in found]


def as_document(title, paragraphs, language):
    spans = split_sentences(paragraphs, language)[:80]
    parts = [
        [(paragraphs[at][span.start : span.end], False) for span in spans]
        for at, spans in groupby(spans, attrgetter("paragraph"))
    ]
    parts[0].insert(0, (title, True))
    return sumy_document(parts, language)


@every_method
def test_real_articles_are_ranked_as_sumy_ranks_them(method):
    assert len(articles()) > 10
    for document, language in articles():
        if method is not Method.LSA or len(document.sentences) <= 40:  # sumy's takes half a second for more
            assert_equal(method, document, language)


def test_sentences_may_be_given_as_words():
    lexicon = twins.Lexicon(stop_words=["the"])
    document = lexicon.prepare([["The", "Bridge"], ["the", "pier"], ["the", "bridge", "pier"]])

    assert twins.reduction(document).tolist() == pytest.approx([1 / np.log(2), 1 / np.log(2), 2 / np.log(2)])


def test_a_word_is_stemmed_once():
    asked = []

    def stem(word):
        asked.append(word)
        return word.rstrip("s")

    lexicon = twins.Lexicon(stem)
    for _time in range(2):
        lexicon.prepare([["Piers", "pier", "Piers"], ["Piers"]])

    assert asked == ["piers", "pier"]


def test_a_lexicon_that_has_grown_too_large_starts_anew(monkeypatch):
    monkeypatch.setattr("bot.briefing.twins.words._MOST_SHAPES", 3)
    lexicon = twins.Lexicon()

    first = lexicon.prepare([["a", "b", "c"], ["d"]])
    second = lexicon.prepare([["d"], ["a", "d"]])

    assert [document.words.lower.tolist() for document in (first, second)] == [[0, 1, 2, 3], [0, 1, 0]]
