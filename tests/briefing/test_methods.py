import random
import subprocess
import sys

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.briefing.methods import rank
from bot.language.names import LANGUAGE_NAMES
from bot.models import Method, Refusal
from tests.briefing._articles import BRIDGE, texts

SUMY_METHODS = tuple(method for method in Method if method is not Method.LEAD)
TITLE = "Port Vellin bridge to close"
KEY_POINTS = ("Divers found cracks in two piers.",)

every_method = pytest.mark.parametrize("method", list(Method))
every_sumy_method = pytest.mark.parametrize("method", SUMY_METHODS)

odd_words = st.sampled_from(["the", "of", "and", "bridge", "Bridge's", "12", "…", "É", "mcDonald", "ﬁn", "a" * 90, "«"])
odd_sentences = st.lists(odd_words, max_size=9).map(lambda words: " ".join(words) + ".")
odd_paragraphs = st.lists(odd_sentences, max_size=9).map(" ".join) | st.text(max_size=80)


def ranking_of(paragraphs, method, *, language="en", title=TITLE, key_points=(), **more):
    return rank(paragraphs, title=title, key_points=key_points, language=language, method=method, **more)


def numbered(count):
    """As many different sentences as asked for, of words that recur."""
    words = ("harbour", "bridge", "pier", "council", "ferry", "crack", "diver", "winter", "cost", "vote", "storm")
    choose = random.Random(7).sample
    return [f"The {' '.join(choose(words, 6))} number{number} stood there." for number in range(count)]


@every_method
def test_the_whole_order_comes_best_first(method):
    ranking = ranking_of(BRIDGE, method, key_points=KEY_POINTS)

    assert sorted(ranking.order) == list(range(len(ranking.spans)))
    assert (ranking.method, ranking.refusal, ranking.note) == (method, None, None)


@every_method
@settings(max_examples=25)
@given(
    paragraphs=st.lists(odd_paragraphs, max_size=8),
    language=st.sampled_from([*LANGUAGE_NAMES, "und"]),
    title=st.text(max_size=20),
)
@example(["The of and the. And of the of. The and of of. Of the the and."], "en", "")
@example(["One lone sentence stands here alone."], "en", "of the")
@example([" ".join(["Words recur as words recur."] * 9)], "en", "")
@example([" ".join(f"Piers{n} stand under bridge{n}." for n in range(9))], "el", "x")
def test_any_text_gets_a_full_order_without_a_warning(method, paragraphs, language, title):
    filler = "Nothing else was said about it by anyone who had been there that day. " * 5
    for body in (paragraphs, [*paragraphs, filler]):
        ranking = ranking_of(body, method, language=language, title=title)
        assert sorted(ranking.order) == list(range(len(ranking.spans)))


@every_sumy_method
def test_no_method_is_asked_for_more_than_its_bound(method):
    sentences = numbered(240)

    ranking = ranking_of([" ".join(sentences)], method, max_sentences=120)

    assert ranking.note == "ranked the first 120 of 240 sentences"
    assert sorted(ranking.order[:120]) == list(range(120))
    assert ranking.order[120:] == tuple(range(120, 240))


def test_the_order_of_the_text_has_no_bound():
    ranking = ranking_of([" ".join(numbered(240))], Method.LEAD, max_sentences=10)
    assert (ranking.order, ranking.note) == (tuple(range(240)), None)


@every_method
def test_fragments_overlong_and_repeated_sentences_come_last(method):
    overlong = "The bridge stood " + "and stood " * 50 + "still."
    paragraphs = [
        *BRIDGE[:3],
        f"No comment. {overlong}",
        "Divers inspected the quay. Divers inspected the quay.",
        *BRIDGE[3:],
    ]

    ranking = ranking_of(paragraphs, method)

    last = [texts(paragraphs, ranking.spans)[at] for at in ranking.order[-3:]]
    assert last == ["No comment.", overlong, "Divers inspected the quay."]


@pytest.mark.parametrize("method", [Method.LEXRANK, Method.LSA])
def test_what_a_method_cannot_rank_keeps_its_order_and_says_so(method):
    only_stop_words = " ".join(
        f"{first} is of the and to be or not." for first in ("He", "She", "It", "We", "They") * 2
    )

    ranking = ranking_of([only_stop_words, "It was there and then and there. " * 8], method)

    assert ranking.note == f"in the order of the text: {method} cannot rank these sentences"
    assert ranking.order[:5] == (0, 1, 2, 3, 4)


def test_a_refused_body_keeps_the_order_of_the_text():
    ranking = ranking_of(["The bridge will close.", "Nobody said why."], Method.LEXRANK)
    assert (ranking.refusal, ranking.order) == (Refusal.TOO_SHORT, (0, 1))


def test_title_and_key_points_lead_edmundson_to_what_they_speak_of():
    plain = ranking_of(BRIDGE, Method.EDMUNDSON, title="News")
    cued = ranking_of(
        BRIDGE, Method.EDMUNDSON, title="Shopkeepers fear for Christmas trade", key_points=("Shops lose.",)
    )
    shops = next(at for at, text in enumerate(texts(BRIDGE, plain.spans)) if text.startswith("Shopkeepers"))

    assert cued.order.index(shops) < plain.order.index(shops)
    assert cued.order.index(shops) < 2


def test_a_sentence_of_20_000_words_is_passed_over():
    ranking = ranking_of([*BRIDGE, "word " * 20_000], Method.KL)
    assert ranking.order[-1] == len(ranking.spans) - 1


def test_the_same_text_gets_the_same_order_in_every_process():
    script = (
        "from bot.briefing.methods import rank; from bot.models import Method; "
        "from tests.briefing._articles import BRIDGE; "
        "print([rank(BRIDGE, title='x', key_points=[], language='en', method=m).order for m in Method])"
    )
    orders = {
        subprocess.run(
            [sys.executable, "-c", script],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(orders) == 1
