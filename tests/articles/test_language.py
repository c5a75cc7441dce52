from __future__ import annotations

import pytest

from bot.articles.language import UNKNOWN, detect_language, language_code

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
    [("en", "en"), ("en-GB", "en"), ("PT_br", "pt"), (" nb ", "no"), ("xx", None), ("", None), (None, None)],
)
def test_language_tags(tag, code):
    assert language_code(tag) == code


def test_only_the_beginning_is_looked_at():
    assert detect_language(SENTENCES["de"] * 20 + SENTENCES["fr"] * 100_000) == "de"
