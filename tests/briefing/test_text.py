import timeit
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.briefing.dateline import dateline_end
from bot.briefing.text import split_sentences, tokenizer_for
from bot.language.names import LANGUAGE_NAMES
from tests.briefing._articles import BRIDGE, texts

PIECES = (
    "Dr.",
    "U.S.",
    "No.",
    "7",
    "a.m.",
    "«",
    "»",
    '"',
    "“",
    "”",
    "(",
    ")",
    ";",
    "。",
    "?!",
    "...",
    "\n",
    "\u00a0",
    "“",
)
writing = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=30).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)


@pytest.mark.parametrize(
    ("language", "marked"),
    [
        ("en", "Dr. Marsh met St. John at 5 p.m. and left.|She works in the U.S.|The council agreed."),
        ("en", "“We will go,” she said.|“Now.”|The world No. 7 nodded.|Lt. Gov. Ann Dray left."),
        ("en", "It docked at 9:33 p.m. ET, a day late.|Costs rose 3.5 per cent."),
        ("en", "The U.S. Flag Code is old.|So is the bridge."),
        ("en", "1. Walk the bridge at low tide.|It is free."),
        ("de", "Es waren ca. 300 Menschen da, z. B. aus Ahlen.|Dr. Weiss kam am 3. Oktober.|„Wir gehen.“|Dann kam er."),
        (
            "fr",
            "Mme. Durand est là.|Il y avait env. 300 personnes.|M. Duval a dit non.|« Nous partons. »|Il est parti.",
        ),
        ("es", "La Dra. Ruiz llegó.|EE. UU. dijo no.|¿Quién?|¡Ya!|Fin."),
        ("it", "Il dott. Rossi è arrivato.|Poi è partito."),
        ("pt", "A Dra. Ana saiu.|O art. 5 vale."),
        ("nl", "Dhr. de Vries kwam.|Er waren ca. 300 mensen."),
        ("pl", "Prof. Nowak przyszedł.|Ul. Długa jest zamknięta."),
        ("cs", "Přišel Dr. Novák.|Bylo tam cca. 300 lidí, např. děti."),
        ("sv", "Det var ca. 300 personer, bl.a. barn.|Dr. Berg kom."),
        ("tr", "Dr. Yılmaz geldi.|Bitti."),
        ("ru", "Пришёл г. Иванов.|Он ушёл.|В 2020 г. он вернулся."),
        ("el", "Ο κ. Παπαδόπουλος ήρθε.|Τι είναι αυτό;|Δεν ξέρω."),
        ("ja", "これはペンです。|「あれは本です。」|おわり"),
        ("und", "Dim ond un.|A dau."),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(language, marked):
    glue = "" if language == "ja" else " "
    sentences = marked.split("|")

    assert list(tokenizer_for(language).to_sentences(glue.join(sentences))) == sentences


def table():
    lines = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" ", 1) for line in lines if not line.startswith("#")]


@pytest.mark.parametrize(("language", "marked"), table())
def test_abbreviations_end_no_sentence_and_all_that_ends_one_does(language, marked):
    paragraph = marked.replace("|", " ").replace("^", "")

    assert list(tokenizer_for(language).to_sentences(paragraph)) == marked.replace("^", "|").split("|")


def test_every_language_has_cases():
    cases = [language for language, _marked in table()]

    assert all(cases.count(language) >= 6 for language in LANGUAGE_NAMES)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Visit Sailing.Com or mail crew@harbour.Example today.",
        "The file lies under www.harbour.Net or docs/plan.Final now.",
        "It runs on Node.Js and 3.5 litres, e.g.Diesel, a day.",
        "Mr.Marlow met Prof.Dent of the U.S.A.Club there.",
    ],
)
def test_a_stop_without_a_blank_ends_a_sentence_only_where_that_is_sure(paragraph):
    assert tokenizer_for("en").to_sentences(paragraph) == (paragraph,)


@pytest.mark.parametrize(
    ("paragraph", "wanted"),
    [
        ('He was tired."She was not," he said.', ["He was tired.", '"She was not," he said.']),
        ('"He was tired."The mate left.', ['"He was tired."', "The mate left."]),
        ("“He was tired.”The mate left.", ["“He was tired.”", "The mate left."]),
        ("Prices rose by 4%.The board met.", ["Prices rose by 4%.", "The board met."]),
        ("Il pleut. - Trois jours -Le bac est fermé.", ["Il pleut.", "- Trois jours -", "Le bac est fermé."]),
    ],
)
def test_lost_blanks_and_headings_in_the_run_of_a_text(paragraph, wanted):
    assert list(tokenizer_for("fr").to_sentences(paragraph)) == wanted


@pytest.mark.parametrize(
    ("paragraph", "wanted"),
    [
        (
            'The board met. "We waited. The piers could not," Marsh said. It rained.',
            ["The board met.", '"We waited. The piers could not," Marsh said.', "It rained."],
        ),
        ("Il a dit : « Partons. Vite. » Puis rien.", ["Il a dit : « Partons. Vite. »", "Puis rien."]),
        ("Er sagte: „Nein. Nie.“ Dann ging er.", ["Er sagte: „Nein. Nie.“", "Dann ging er."]),
        ('He said "no." She said "yes." They left.', ['He said "no."', 'She said "yes."', "They left."]),
        ('"One. Two." "Three. Four," he said.', ['"One. Two."', '"Three. Four," he said.']),
        ('"One. "Two. Three," he said.', ['"One.', '"Two. Three," he said.']),
        ('A 6" pipe burst. The 5" one held.', ['A 6" pipe burst.', 'The 5" one held.']),
        (f'"One {"word " * 60}. Two."', [f'"One {"word " * 60}.', 'Two."']),
    ],
)
def test_a_quotation_of_a_few_sentences_is_one(paragraph, wanted):
    assert texts([paragraph], split_sentences([paragraph], "en")) == wanted


@given(st.lists(writing, max_size=4), st.sampled_from([*LANGUAGE_NAMES, "und"]))
@example(["« ", " » . «"], "fr")
@example(["NATO (x) - "], "en")
def test_sentences_are_slices_in_order_that_leave_nothing_out(paragraphs, language):
    spans = split_sentences(paragraphs, language)

    for number, paragraph in enumerate(paragraphs):
        mine = [span for span in spans if span.paragraph == number]
        dateline = dateline_end(paragraph)
        ends = [dateline if mine and dateline <= mine[0].start else 0]
        for span in mine:
            assert span.start < span.end
            assert not paragraph[ends[-1] : span.start].strip()
            assert ends[-1] <= span.start
            sentence = paragraph[span.start : span.end]
            assert sentence == sentence.strip()
            ends.append(span.end)
        assert not paragraph[ends[-1] :].strip()
    assert list(spans) == sorted(spans, key=lambda span: (span.paragraph, span.start))


def test_the_dateline_is_left_out_of_the_first_sentence_alone():
    sentences = texts(BRIDGE, split_sentences(BRIDGE, "en"))
    assert sentences[0].startswith("The lift bridge at Port Vellin")

    later = ("Rain fell on the town.", BRIDGE[0])
    assert texts(later, split_sentences(later, "en"))[1].startswith("PORT VELLIN, Nov 12")


def test_a_dateline_may_follow_a_byline():
    later = ("By Jane Dent and Tom Marlow", "Last updated at 14:03", BRIDGE[0])
    assert texts(later, split_sentences(later, "en"))[2].startswith("The lift bridge at Port Vellin")


@pytest.mark.parametrize("unit", ["word ", "a. ", ". «", "A.B.", "! ", "(1) ", "; "])
def test_a_paragraph_of_any_shape_is_split_in_time_proportional_to_its_length(unit):
    language = "el" if unit == "; " else "en"

    def seconds(times):
        return min(timeit.repeat(lambda: split_sentences([unit * times], language), number=1, repeat=2))

    assert seconds(20_000) < 24 * max(seconds(2_500), 0.01)


def test_words_are_those_sumy_counts_and_a_typographic_apostrophe_loses_none():
    assert tokenizer_for("en").to_words("Korea’s 12 co-ops don’t agree.") == ("Korea", "co-ops", "do", "n't", "agree")


def test_a_tokenizer_is_built_once():
    assert tokenizer_for("fr") is tokenizer_for("fr")
    assert tokenizer_for("xx") is tokenizer_for("en")
