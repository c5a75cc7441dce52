import pytest

from bot.briefing.refuse import refusal_for
from bot.briefing.text import split_sentences
from bot.models import Refusal
from tests.briefing._articles import BRIDGE


def refusal(title, paragraphs, key_points=()):
    return refusal_for(title, key_points, paragraphs, split_sentences(paragraphs, "en"))


ITEM = "Walk the mole at low tide, when the mud turns the colour of a new penny and the gulls come in."
INTRO = "There are about three weeks left before the fog settles on the town, and here is how to spend them well."
HEADED = ("The old mole", ITEM, "The lido", ITEM, "The shot tower", ITEM, "The fish market", ITEM, "A plum tree", ITEM)
CROSSHEADS = (*BRIDGE[:2], "What comes next", *BRIDGE[2:4], "Who pays", *BRIDGE[4:])


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        ("Eleven things to do before winter", [INTRO, *(f"{number}. {ITEM}" for number in range(1, 12))]),
        ("What to pack", [INTRO, *(f"• {ITEM}" for _ in range(4))]),
        ("What to pack", [f"- {ITEM}" for _ in range(3)]),
        ("Five things to know about the harbour", [INTRO, *HEADED]),
        ("The five best walks", [INTRO, *HEADED]),
        ("5 best walks", [INTRO, *HEADED]),
        ("Fünf Wege ans Wasser", [INTRO, *HEADED]),
    ],
)
def test_a_list_is_refused(title, paragraphs):
    assert refusal(title, paragraphs) is Refusal.LIST


@pytest.mark.parametrize(
    ("title", "entries"),
    [
        ("Election night live: Reform first", ["1.12am: Closing.", "12.55am: No statement.", "11.51pm: She speaks."]),
        ("Vote count – live updates", ["21:04 Polls close.", "21:30 First results.", "22:10 A recount."]),
        ("Liveticker zur Wahl", ["21.04 Uhr: Die Wahllokale schließen.", "21.30 Uhr: Ergebnisse.", "22.10 Uhr: Ende."]),
        ("Le vote en direct", ["21h04 : fin du vote.", "21h30 : premiers résultats.", "22 h : fin."]),
        ("La votación, en directo", ["21:04. Cierran las urnas.", "21:30. Resultados.", "22:10. Fin."]),
        (
            "How the night went",
            ["9.04pm: Polls close.", "9:30 p.m. First results.", "10pm — A recount.", "11:51 P.M. End."],
        ),
        ("How the night went", ["21:04", INTRO, "21:30", INTRO, "22:10", INTRO, "23:00", INTRO]),
    ],
)
def test_a_live_blog_is_refused(title, entries):
    assert refusal(title, [INTRO, *entries]) is Refusal.LIVE_BLOG


def test_entries_that_were_read_as_key_points_count_too():
    timed = ("9.04pm: Polls close.", "9.30pm: First results.", "9.50pm: A recount.", "10.10pm: It goes on.")
    assert refusal("How the night went", BRIDGE, key_points=timed) is Refusal.LIVE_BLOG


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["The bridge will close."],
        ["One is closed. Two is open. Three is closed. Four is open."],
        [BRIDGE[0]],
        [" ".join(["word"] * 20_000)],
        [],
    ],
)
def test_what_is_no_longer_than_its_briefing_is_refused(paragraphs):
    assert refusal("Port Vellin bridge to close", paragraphs) is Refusal.TOO_SHORT


@pytest.mark.parametrize(
    ("title", "paragraphs"),
    [
        ("Port Vellin bridge to close", BRIDGE),
        ("Five things to know about the bridge", BRIDGE),
        ("Two held after bridge collision", CROSSHEADS),
        ("19 to 17: council decides against the wall", CROSSHEADS),
        ("Live music returns to Port Vellin", BRIDGE),
        ("Live pictures show bridge damage", [*BRIDGE, "9.04pm was the moment the barge struck."]),
        ("Barge struck bridge at night", ["At 9.04pm the barge struck.", *BRIDGE, "9:30 p.m. was when divers came."]),
        ("Bridge tolls to rise", [*BRIDGE, "12.50 crowns is the new toll.", "14.20 crowns is paid by lorries."]),
        ("Bridge tolls to rise", ["12.50 crowns is what a crossing costs, and 14.20 from the first of May on."] * 5),
        ("Bridge to close", [*BRIDGE, "1. The northern pier.", "2. The southern pier.", "3. The ramp."]),
    ],
)
def test_prose_is_briefed(title, paragraphs):
    assert refusal(title, paragraphs) is None


ROWS = (
    "Vellin 14 10 3 1 33 Ansel 14 9 2 3 29 Ottery 14 8 4 2 28 Merrow 14 7 3 4 24 Halden 14 5 5 4 20 Corrin 14 4 4 6 16"
)
ASKED = (
    "Q: When did you know that the bridge had to close? A: On the second dive. Q: Could it have waited? A: We asked "
    "ourselves that for a week. Q: And the shops? A: I buy my bread there too."
)
UNLIKE = (
    "Growers above Ottery report the best autumn for apples since the flood.",
    "A steel company cut its forecast, and its stock fell by twelve percent on Thursday.",
    "Two hikers survived five nights of snow by burning their rucksacks one after another.",
    "Parliament passed a pension bill in the small hours, hardly anybody awake.",
    "The lighthouse keeper's geese were moved inland for the winter months.",
)


@pytest.mark.parametrize(
    ("paragraphs", "kind"), [([ROWS], Refusal.TABLE), ([ASKED], Refusal.INTERVIEW), (UNLIKE, Refusal.SEVERAL_STORIES)]
)
def test_what_has_lost_its_marks_is_known_by_what_is_left(paragraphs, kind):
    assert refusal("The week", paragraphs) is kind


@pytest.mark.parametrize(
    "paragraphs",
    [
        [*BRIDGE, ROWS],
        [*BRIDGE, "Who pays?", "The board does.", "Who else?", "The council does.", "Who not?", "The state does not."],
        [*BRIDGE, "* * *", BRIDGE[2], "* * *", BRIDGE[4]],
        [
            "オリン島への渡し船は火曜日、四日ぶりに港を出た。桟橋ではおよそ三百人の乗客が出発を待っていたという。",
            "週末の嵐で南側が壊れ、会社は運航を止めていた。修理には二日かかり、町は千二百万クローネを支払うことになった。",
            "港長によると、十一月に海がこれほど穏やかなのは珍しいという。議会は金曜日、北側も開くかどうかを決める予定だ。",
            "住民およそ二千人のうち多くが本土で働いている。四日間、パンと郵便は漁船が運び、学校には先生がいないままだった。",
            "航路は一八九一年に開かれ、戦争中も休まなかった。新しい船は来年の春に届き、車四十台を載せられるとのことである。",
        ],
    ],
)
def test_prose_with_something_of_it_is_briefed(paragraphs):
    assert refusal("Port Vellin bridge to close", paragraphs) is None
