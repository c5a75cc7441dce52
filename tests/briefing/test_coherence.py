import pytest

from bot.briefing.coherence import dangles, stands_alone


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "However, the board will run a ferry."),
        ("en", "It will close on Monday."),
        ("en", "That’s what divers found."),
        ("en", "The latter was struck by a barge."),
        ("en", "As a result, the bridge will close."),
        ("en", "This ship was built in 1994."),
        ("de", "Das ist teuer für die Stadt."),
        ("de", "Diese Mauer wird gebaut."),
        ("de", "Außerdem steigt der Fluss."),
        ("fr", "C'est une belle salle."),
        ("fr", "En effet, la salle est fermée."),
        ("fr", "Elle dirige le théâtre."),
        ("es", "Sin embargo, el agua vuelve."),
        ("es", "Ella dirige la compañía."),
        ("it", "Il suo ponte è chiuso."),
        ("it", "Però il ponte è chiuso."),
        ("pt", "No entanto, a ponte fechou."),
        ("nl", "Bovendien is de brug dicht."),
        ("nl", "Het is de oudste brug."),
    ],
)
def test_what_points_back_dangles(language, sentence):
    assert dangles(sentence, language)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "The bridge will close on Monday."),
        ("en", "This week the bridge will close."),
        ("en", "Hertz rents cars at the bridge."),
        ("de", "Das Gericht entscheidet am Montag."),
        ("de", "Diese Woche steigt der Fluss."),
        ("fr", "Cette semaine, la salle ferme."),
        ("fr", "Ce lundi, la salle ferme."),
        ("es", "Esta semana vuelve el agua."),
        ("nl", "Het bestuur sluit de brug."),
        ("nl", "Dit jaar gaat de brug dicht."),
        ("pl", "On zamknął most."),
        ("en", "…"),
    ],
)
def test_what_speaks_for_itself_does_not(language, sentence):
    assert not dangles(sentence, language)


def alone(marked, language="en"):
    """Whether the part between the bars stands alone in the rest."""
    before, sentence, after = marked.split("|")
    return stands_alone(before + sentence + after, len(before), len(before + sentence), language)


@pytest.mark.parametrize(
    "marked",
    [
        '"We waited. |The piers could not wait any longer.| Now we pay," Marsh said.',
        '|"We waited for the spring.| The piers could not," Marsh said.',
        '"We waited. |Now we pay for all of it," Marsh told the council.|',
        '|"We could have waited until spring."| Marsh sat down.',
        '|"We could have waited until spring," she said.|',
        '|"We could have waited until spring," she told the council on Monday evening.|',
        '|Marsh said: "We could have waited.| Now we pay."',
        '|"It could have waited until spring," Marsh said.|',
        "“We waited. |The piers could not wait any longer.| Now we pay,” Marsh said.",
        "„Wir haben gewartet. |Die Pfeiler können nicht mehr warten.| Jetzt zahlen wir“, sagte Marsch.",
        "« Nous avons attendu. |Les piliers ne pouvaient plus attendre.| » Marsch s'assied.",
        "|« Nous avons attendu le printemps », a-t-elle lancé.| Le conseil s'est levé.",
        "|„Wir haben auf das Frühjahr gewartet“, sagte er.| Dann ging Marsch.",
        "|No comment, then.| The board met.",
    ],
)
def test_a_part_of_a_quotation_or_a_fragment_needs_its_neighbours(marked):
    assert not alone(marked)


@pytest.mark.parametrize(
    "marked",
    [
        '|"We could have waited until spring," Marsh told the council.| "The piers could not."',
        '"No." |Marsh had told the council as much in May.|',
        "„Wir gehen.“ |Die Pfeiler standen seit dem Jahr 1931.|",
        "|The board called it “a matter of days” on Monday.|",
        "|»Wir haben lange gewartet«, sagte Frau Marsch dem Rat.|",
    ],
)
def test_a_quotation_that_says_whose_it_is_stands_alone(marked):
    assert alone(marked)
