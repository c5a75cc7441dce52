import pytest

from bot.briefing.dateline import dateline_end


@pytest.mark.parametrize(
    "dateline",
    [
        "PORT ANSEL, Nov 12 (Calvessa Wire) - ",
        "PORT ANSEL, Nov. 12 — ",
        "KERROHAVEN (CW) — ",
        "KERROHAVEN, Calvessa (CW) -- ",
        "ST. BRANNAN, 12. November (hpa) – ",
        "SAINT-AUBRAY, 11 novembre (AFV) - ",
        "PORT VELLIN - ",
        "(HW) — ",
        "(HW)",
        "LONDON (Reuters) - ",
        "WASHINGTON — ",
        "TOKYO -- ",
        "(CNN) -- ",
        "(CNN)",
        "(Harbour Week)",
        "New York (AP) — ",
        "Port Vila, Vanuatu (CNN)",
        "Paris (AFP) - ",
        "Paris, 12 nov 2026 (AFP) - ",
        "Frankfurt am Main (dpa) - ",
        "Berlin (dpa/AFP) – ",
        "LONDON/PARIS (Reuters) ― ",
        "ST. BRANNAN, Ill. --",
        "NEW YORK (AP) _ ",
        "WASHINGTON—",
    ],
)
def test_a_dateline_is_no_part_of_the_sentence(dateline):
    paragraph = f"{dateline}The ferry turned back at dawn."

    assert paragraph[dateline_end(paragraph) :] == "The ferry turned back at dawn."


@pytest.mark.parametrize(
    "paragraph",
    [
        "The ferry - 46 km off Kerrohaven - turned back.",
        "NATO - once again - is divided.",
        "NATO – which has no ferry – sent one.",
        "UNICEF (the children's fund) sent tents.",
        "CALVESSA, the island, has two ports.",
        "Port Ansel (Calvessa Wire) - not upper-case.",
        "HARBOUR BOARD - the owner of the bridge - refused.",
        "In 2026 (a dry year) - as before - it rained.",
        "PORT ANSEL, Nov 12 (Calvessa Wire) - ",
        "(HW)",
        "",
        "The Harbour Board (CNN) was told.",
        "Wire Service (AFP) reporters left.",
        "the board of Port Ansel (AP) - or so it said - left.",
        "(The board met twice.) Then it rained.",
        "COVID — The second wave - came.",
    ],
)
def test_what_only_looks_like_a_dateline_stays(paragraph):
    assert dateline_end(paragraph) == 0
