"""That summaries are scored as the page of results says, on a few invented items."""

import gzip
import json

import pytest

np = pytest.importorskip("numpy")
for package in ("rouge_score", "matplotlib"):
    pytest.importorskip(package, reason=f"{package} comes with the extra `bench`")

from hypothesis import given  # noqa: E402 - after the skip
from hypothesis import strategies as st  # noqa: E402
from rouge_score.rouge_scorer import RougeScorer  # noqa: E402
from rouge_score.tokenizers import DefaultTokenizer  # noqa: E402

from benchmarks import charts, coherence, extracts, rouge, speed, summaries  # noqa: E402
from bot.models import Method  # noqa: E402

HARBOUR = (
    "The harbour of Ansel was closed on Monday after a crane fell into the water near the old ferry quay. "
    "Nobody was hurt, the harbour office said in a statement in the evening. "
    "However, three ferries had to turn back to the islands with all their passengers. "
    "The crane was built in 1961 and was to be replaced next year by the city council of Ansel. "
    "Divers will look for the wreck of the crane on Tuesday morning if the weather allows it. "
    "Fishing boats may use the northern entrance of the harbour in the meantime."
)
GREEN = (
    "A crane collapsed at the harbour of Ansel on Monday and closed it for all ships. "
    "The city council of Ansel had planned to replace the old crane next year. "
    "Insurers put the damage at four million crowns on Monday evening."
)
FRENCH = (
    "Le port de Lannes est fermé depuis lundi après la chute d'une grue dans le bassin principal. "
    "Les pêcheurs espèrent une réouverture rapide avant la fin de la semaine. "
    "La grue devait être remplacée l'année prochaine par la ville de Lannes."
)

WORDS = ("ships", "boats", "Flies", "it's", "café", "1961", "running", "IS", "U.S.", "as_is", "ﬁne", "—", "die", "ties")


def row(number, language, texts, reference):
    return {
        "id": number,
        "language": language,
        "articles": [{"title": None, "text": text} for text in texts],
        "reference": reference,
    }


ONE = row(1, "english", [HARBOUR], ["A crane fell into the harbour of Ansel.", "The city was to replace it next year."])
TWO = row(2, "english", [HARBOUR, GREEN], ["A crane closed the harbour of Ansel; damage is four million crowns."])
FRANCE = row(3, "french", [FRENCH], ["Une grue est tombée dans le port de Lannes."])


@pytest.fixture
def data(tmp_path):
    path = tmp_path / "made_up.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(each) + "\n" for each in (ONE, TWO, FRANCE))
    return path


def test_the_json_has_the_form_of_its_description(data, tmp_path, capsys):
    out = tmp_path / "out.json"
    assert summaries.main(["--data", str(data), "--words", "20", "--json", str(out), "--processes", "1"]) == 0
    (found,) = json.loads(out.read_text("utf-8")).items()
    name, made = found
    assert (name, made["n"], made["words"]) == ("made_up", 3, 20)
    assert set(made["scores"]) == set(extracts.SYSTEMS)
    assert all(set(each) == {"rouge1", "rouge2", "rougeLsum"} for each in made["scores"].values())
    for rival, measures in made["difference"].items():
        for measure, (mean, low, high) in measures.items():
            gap = made["scores"]["newsrank"][measure] - made["scores"][rival][measure]
            assert mean == pytest.approx(gap)
            assert low <= mean <= high
    assert made["scores"]["oracle"]["rouge1"] == max(each["rouge1"] for each in made["scores"].values())
    assert "R1 over best of sumy" in capsys.readouterr().out


def test_a_budget_is_asked_for_where_none_is_known(data):
    with pytest.raises(SystemExit):
        summaries.main(["--data", str(data)])


def test_a_method_is_scored_beside_what_it_is_compared_with():
    assert summaries.chosen(["oracle"], alone=True) == ["lead", "oracle"]
    assert set(summaries.chosen(["oracle"])) == {"lead", "oracle", *extracts.SUMY}


def test_the_last_sentence_is_cut_where_the_words_are_spent():
    assert rouge.cut(["One, two.", "It's three; four five.", "six"], 5) == ["One, two.", "It's three"]
    assert rouge.cut(["One, two."], 5) == ["One, two."]
    assert rouge.cut(["One.", "Two."], 1) == ["One."]


def test_english_is_scored_exactly_as_by_rouge_score_itself(data):
    item = extracts.read(data)[0]
    summary = rouge.cut(extracts.order(item, "lead", 30), 30)
    theirs = RougeScorer(list(rouge.MEASURES), use_stemmer=True).score("\n".join(item.reference), "\n".join(summary))
    assert rouge.scores(summary, item.reference, "en") == tuple(100 * each.fmeasure for each in theirs.values())


@given(st.text() | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_english_words_are_those_of_rouge_score(text):
    assert rouge.words_of(text, "en") == DefaultTokenizer(use_stemmer=True).tokenize(text)


def test_the_oracle_stops_where_no_sentence_helps(data):
    item = extracts.read(data)[0]
    assert list(extracts.order(item, "oracle", 60)) == item.articles[0].sentences("en")[:1]


def test_other_languages_keep_their_letters_and_have_their_own_stems():
    assert rouge.words_of("Les élections européennes", "fr") == rouge.words_of("les ÉLECTION européenne", "fr")
    assert rouge.words_of("Πού είναι;", "el") == ["πού", "είναι"]
    assert rouge.scores(["été"], ["ete"], "fr") == (0, 0, 0)


def test_lead_takes_articles_one_after_the_other_or_in_turn(data):
    item = extracts.read(data)[1]
    first, second = (source.sentences("en") for source in item.articles)
    assert extracts.order(item, "lead", 0) == [*first, *second]
    assert extracts.order(item, "lead-round-robin", 0)[:4] == [first[0], second[0], first[1], second[1]]


@pytest.mark.parametrize("method", extracts.SUMY)
def test_sumy_ranks_each_sentence_once(data, method):
    for item in extracts.read(data):
        everything = [text for source in item.articles for text in source.sentences(item.language)]
        assert sorted(extracts.order(item, method, 0)) == sorted(everything)


def test_an_interval_tells_a_difference_from_chance():
    noise = np.random.default_rng(0).normal(size=(200, 3))
    (better, *_), (equal, *_) = rouge.paired(noise + 1, noise * 0), rouge.paired(noise, noise[::-1])
    assert 0.7 < better.low < better.mean < better.high < 1.3
    assert equal.low < 0 < equal.high
    assert rouge.paired(noise, noise[::-1]) == rouge.paired(noise, noise[::-1])
    # That of the normal distribution: 1.96 standard errors on each side.
    assert better.high - better.low == pytest.approx(2 * 1.96 * noise[:, 0].std() / np.sqrt(200), rel=0.1)


def test_a_sentence_that_leans_counts_unless_the_one_before_is_shown(data):
    item = extracts.read(data)[0]
    texts = item.articles[0].sentences("en")
    assert coherence._leaning({0, 2}, texts, "en") == (True, True)
    assert coherence._leaning({1, 2}, texts, "en") == (False, False)
    assert coherence.points_back("“It was late.”", "en")
    assert not coherence.points_back("This week it rained.", "en")
    found = coherence.examine(item, 20, Method.LEAD)
    assert found.raw == (False, False)


def test_speed_is_measured_in_a_process_of_its_own(monkeypatch):
    monkeypatch.setattr(speed, "LENGTHS", {10: 2})
    monkeypatch.setattr(speed, "_STARTS", 1)
    monkeypatch.setattr(speed, "_WARM_UP", 1)
    monkeypatch.setattr(speed, "_articles", lambda: [(HARBOUR,)])
    (found,) = speed.measure([10], ["lead"])
    assert 0 < found.ms[10] < found.cold_ms
    assert speed.table([found]).rows[0][0] == "lead"


def test_the_charts_are_drawn(data, tmp_path):
    scored = summaries.score("made_up", extracts.read(data), 20, ["lead", "lexrank"])
    charts.draw([scored], [speed.Speed("lead", {10: 0.1, 30: None}, 300.0, 900.0)], tmp_path)
    assert {path.name for path in tmp_path.glob("*.png")} == {"rouge.png", "speed.png"}
