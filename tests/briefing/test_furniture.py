import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.briefing.furniture import is_furniture
from bot.briefing.methods import rank
from bot.briefing.text import split_sentences
from bot.models import Method
from tests.briefing._articles import BRIDGE, texts

FURNITURE = (
    # bylines
    "By Jane Dent",
    "By. Jane Dent and Tom Marlow.",
    "BY JANE DENT, TOM MARLOW",
    "By Jane Dent for the Harrow Wire",
    "Von Karl Weiss und Ute Stein",
    "Par Jeanne Morel, Port-Aubray",
    "Por Ana Ruiz y Luis Vega",
    "Di Marco Rossi",
    # elsewhere
    "Read more: The bridge that sank",
    "READ MORE: The bridge that sank.",
    "Read more about the bridge here.",
    "Related: What the divers found",
    "[Related: What the divers found]",
    "See also: The bridge that sank",
    "Lire aussi : Le pont fermé onze semaines",
    "À lire aussi Le pont fermé onze semaines",
    "Lesen Sie auch: Brücke bleibt elf Wochen zu",
    "Mehr zum Thema",
    "Lea también: El puente cierra once semanas",
    "Te puede interesar: El puente cierra",
    "Leggi anche: Il ponte chiude",
    "Leia também: A ponte fecha",
    "Lees ook: De brug gaat dicht",
    "Scroll down for video.",
    "Story continues below",
    "Click here for the full list of closures.",
    "For the full story, click here.",
    "Watch: Divers at the northern pier",
    # pictures
    "(Photo: Tom Marlow/AFP)",
    "Photo: Tom Marlow",
    "Photo by Tom Marlow",
    "Image copyright Harrow Wire Image caption The bridge in 1931",
    "The bridge at dawn. (Tom Marlow/Getty Images)",
    "Tom Marlow / Reuters file The bridge is seen in December.",
    "Foto: dpa",
    "Crédit photo : T. Marlow",
    "AP Photo/Tom Marlow",
    "File photo of the bridge",
    # appeals and notices
    "Advertisement",
    "ADVERTISEMENT",
    "Publicité",
    "Anzeige",
    "Sign up to our newsletter for more.",
    "Get the best of the Wire delivered to your inbox.",
    "Subscribe to our podcast.",
    "Follow us on Twitter",
    "Follow us on Facebook and @harrowwire.",
    "This site uses cookies.",
    "Share this story: https://harrow.example/2Bw",
    "Abonnez-vous à notre lettre.",
    "Folgen Sie uns auf allen Kanälen.",
    "Síguenos en las redes.",
    "© 2026 Harrow Wire. All rights reserved.",
    "Copyright 2026 Harrow Wire. All rights reserved.",
    "This material may not be published, broadcast, rewritten or redistributed.",
    "Last updated at 14:03",
    "Updated: 14:03 GMT, 12 November 2026",
    "PUBLISHED: .",
    "10:24 EST, 5 May 2026.",
    "14.03 Uhr",
    "9.04pm",
    "Editor's note: This article has been corrected.",
    "Editor’s note: Jane Dent is the harbour board's former chief.",
    "This story has been updated with the board's answer.",
    "Additional reporting by Jane Dent; Editing by Tom Marlow",
    "(Reporting by Jane Dent; Editing by Tom Marlow)",
    "Wire's Jane Dent and Tom Marlow contributed to this report.",
    # tweets, addresses, items, rows, headings
    "We will be back in spring. — Harbour Board (@harbourboard) March 3, 2026",
    "pic.twitter.com/y7lXh6acVn",
    "#bridge #portvellin",
    "https://harrow.example/bridge",
    "Write to Jane Dent at jane.dent@harrow.example",
    "• Two of the six piers are cracked.",
    "- Two of the six piers are cracked.",
    "Port Ansel 12 4 3 5 41 18 15",
    "Vellin\t12\t4\t3",
    "WHAT THE DIVERS FOUND",
    "- Trois jours de retard -",
)
PROSE = (
    "PRESIDENT ORTEGA said the bridge would close on Monday.",
    "By 2013, revenue from the tolls had reached $2.46 million.",
    "By Monday the Harbour Board wants an answer.",
    "Von Montag an fahren Busse.",
    "Par exemple, le bac reste ouvert.",
    "Por Navidad habrá un transbordador.",
    "The photo shows the bridge in 1931.",
    "She signed up to the navy, her newsletter said.",
    "Readers read more than they did, the survey found.",
    "Advertisement spending fell by a third, the board said.",
    "The site uses steel from the old bridge.",
    "Cookies and tea were served on the ferry.",
    "Follow the river, the divers were told.",
    "The board updated its plan at 14:03 on Monday.",
    "Updated: the board's plan now has a ferry in it.",
    "An AP/NORC poll found that 54% of 1,024 drivers object.",
    "A Reuters/Ipsos poll found 54% against and 40% for.",
    "Watching the pier, the divers waited.",
    "The ferry sails at 6:15, 8:30 and 10:45.",
    "In 2024, 2025 and 2026 the board paid 12, 14 and 16 million.",
    "It closed in 1931, in 1988 and again in 2026.",
    '"NO!" he said.',
    "NATO.",
    "The board wrote to members@harbour.example in March to ask what each of them thought about the new ferry.",
    "Share prices fell, and the harbour company's followed.",
    "Sources at the board said the piers were cracked.",
    "Contact with the barge was lost at noon.",
    "Related companies paid for the repair.",
    "Video from the pier shows the barge.",
    "The harbour board (above the quay) holds its copyright in maps.",
    "9.30 percent of the vote was lost.",
    "10:30 was too late for the ferry.",
    "£14.55billion a decade later.",
    "The QuÃ©bec grid failed.",
    "– Je pars, dit-il au capitaine.",
    "Foto und Film zeigen die Brücke.",
    "Le photographe a vu la publicité du pont.",
    "La fuente dijo que el puente cierra.",
)


@pytest.mark.parametrize("line", FURNITURE)
def test_this_is_no_part_of_the_article(line):
    assert is_furniture(line, line)


@pytest.mark.parametrize("line", PROSE)
def test_this_is(line):
    assert not is_furniture(line, line)


def test_no_sentence_of_an_article_is_furniture():
    assert not any(is_furniture(text, BRIDGE[0]) for text in texts(BRIDGE, split_sentences(BRIDGE, "en")))


@given(st.text(max_size=80))
def test_any_text_gets_an_answer(text):
    assert is_furniture(text.strip(), text) in {True, False}


@pytest.mark.parametrize("method", [Method.LEAD, Method.LEXRANK])
def test_furniture_is_ranked_last(method):
    paragraphs = (
        "By Jane Dent and Tom Marlow of the Harrow Wire",
        *BRIDGE,
        "Harrow Wire's Lena Ottery at Port Vellin contributed to this report on the bridge.",
    )
    ranking = rank(paragraphs, title="", key_points=(), language="en", method=method)

    last = {len(ranking.spans) - 1, 0}
    assert ranking.refusal is None
    assert set(ranking.order[-2:]) == last
