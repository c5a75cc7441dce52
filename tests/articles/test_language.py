from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles import language as language_module
from bot.articles.language import BRIEFED, UNKNOWN, detect_language, language_code

#: Invented headlines and sentences of news, 30 to 110 characters: sixteen a language that is briefed, three of others.
SAMPLES = defaultdict(list)
for line in Path(__file__).with_name("language_samples.jsonl").read_text("utf-8").splitlines():
    sample = json.loads(line)
    SAMPLES[sample["language"]].append(sample["text"])

SENTENCES = {
    "en": "The council will decide on Friday whether the ferry may run again.",
    "de": "Der Stadtrat entscheidet am Freitag, ob die Fähre wieder fahren darf.",
    "fr": "Le conseil décidera vendredi si le ferry peut reprendre la mer.",
    "es": "El ayuntamiento decidirá el viernes si el barco puede volver a navegar.",
    "it": "Il consiglio deciderà venerdì se il traghetto potrà ripartire.",
    "pt": "A câmara decidirá na sexta-feira se o barco pode voltar a navegar.",
    "nl": "De gemeenteraad beslist vrijdag of de veerboot weer mag varen.",
    "pl": "Rada miasta zdecyduje w piątek, czy prom może znów pływać.",
    "cs": "Zastupitelstvo v pátek rozhodne, zda může přívoz znovu jezdit.",
    "sv": "Kommunen beslutar på fredag om färjan får köra igen.",
    "tr": "Belediye meclisi feribotun yeniden çalışıp çalışmayacağına cuma günü karar verecek.",
    "ru": "Городской совет решит в пятницу, может ли паром снова ходить.",
    "el": "Το συμβούλιο θα αποφασίσει την Παρασκευή αν το πλοίο θα ταξιδέψει ξανά.",
    "da": "Byrådet beslutter på fredag, om færgen igen må sejle til øen.",
    "uk": "Міська рада вирішить у п'ятницю, чи може пором знову ходити.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_tells_its_language(language):
    assert detect_language(SENTENCES[language]) == language


@pytest.mark.parametrize(
    "text", ["", "OK", "12 345 678, 2:1 (0:1)", "https://gazette.example/the-ferry-runs", "zzz qqq xkcd"]
)
def test_too_little_to_tell(text):
    assert detect_language(text) == UNKNOWN


def test_a_known_hint_is_believed():
    assert detect_language(SENTENCES["fr"], "en-GB") == "en"
    assert detect_language(SENTENCES["fr"], "klingon") == "fr"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("en-GB", "en"),
        ("PT_br", "pt"),
        (" nb ", "no"),
        ("nn", "no"),
        ("xx", None),
        ("", None),
        (None, None),
    ],
)
def test_language_tags(tag, code):
    assert language_code(tag) == code


def test_only_the_beginning_is_looked_at():
    assert detect_language(SENTENCES["de"] * 20 + SENTENCES["fr"] * 100_000) == "de"


def told(languages, first_words=None):
    """How many samples of these languages were told right, wrong and not at all."""
    found = Counter()
    for language in languages:
        for text in SAMPLES[language]:
            said = detect_language(" ".join(text.split()[:first_words]))
            found["right" if said == language else "not told" if said == UNKNOWN else "wrong"] += 1
    return found


def test_a_headline_tells_its_language():
    assert all(len(SAMPLES[language]) >= 15 for language in BRIEFED)
    found = told(BRIEFED)
    assert found["right"] >= 0.99 * found.total(), found
    assert not found["wrong"], found


def test_what_is_not_briefed_is_not_taken_for_what_is():
    found = told(SAMPLES.keys() - set(BRIEFED))
    assert found["right"] == found.total() >= 60


def test_four_words_are_rather_not_told_than_told_wrong():
    found = told(BRIEFED, first_words=4)
    assert found["wrong"] <= 0.02 * found.total(), found
    assert found["right"] >= 0.85 * found.total(), found


@pytest.mark.parametrize("language", BRIEFED)
def test_an_article_needs_no_model(language, monkeypatch):
    monkeypatch.setattr(language_module, "_identifier", lambda: pytest.fail("the model was asked"))
    assert detect_language(" ".join(SAMPLES[language])) == language


@given(st.text(), st.none() | st.text(max_size=5))
def test_any_text_has_an_answer(text, hint):
    assert detect_language(text, hint) in {UNKNOWN, *BRIEFED, *language_module._OTHERS}
