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
    ],
)
def test_what_only_looks_like_a_dateline_stays(paragraph):
    assert dateline_end(paragraph) == 0
