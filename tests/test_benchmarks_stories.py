"""That clusterings are scored as the page of results says: cases counted by hand, properties, a few invented items."""

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import stories
from benchmarks.clusters import THRESHOLDS, Agreement, bcubed, pairwise, plain_ways

HARBOUR = "A crane fell into the water at the harbour of Ansel on Monday and closed the ferry quay for all ships."
CRANE = "The harbour of Ansel stays closed after a crane fell into the water near the ferry quay on Monday evening."
ORCHARD = "Growers in the Tolmen valley expect the smallest plum harvest since the frost of April nine years ago."
PLUMS = "The plum harvest in the Tolmen valley will be the smallest in nine years, growers said after the frost."

clusterings = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=25).map(
    lambda pairs: tuple(dict(enumerate(side)) for side in (zip(*pairs, strict=True) if pairs else ((), ())))
)


def row(texts, language="english", title=None):
    return {"id": 1, "language": language, "articles": [{"title": title, "text": text} for text in texts]}


def write(path, *lines):
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    if path.suffix == ".gz":
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_text(text, "utf-8")
    return path


def by_first_word(stream):
    """A way to join that needs no window."""
    return {
        text.id: sum(map(ord, text.all_of_it.split()[0])) if text.all_of_it.strip() else -text.id for text in stream
    }


# --- the measures


def test_a_case_counted_by_hand():
    # Clusters {a b c} {d e}, classes {a b} {c d e}.
    found = dict(zip("abcde", (1, 1, 1, 2, 2), strict=True))
    truth = dict(zip("abcde", "xxyyy", strict=True))
    # a, b: 2/3 and 1; c: 1/3 and 1/3; d, e: 1 and 2/3.
    assert bcubed(found, truth).precision == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert bcubed(found, truth).recall == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    # Pairs said: ab ac bc de; true: ab cd ce de; in both: ab de.
    assert pairwise(found, truth) == Agreement(2 / 4, 2 / 4)


def test_all_in_one_and_each_alone():
    truth = dict(enumerate([0, 0, 0, 1, 1, 1]))
    together, alone = dict.fromkeys(truth, 0), {item: item for item in truth}
    assert bcubed(together, truth) == Agreement(1 / 2, 1.0)
    assert pairwise(together, truth) == Agreement(6 / 15, 1.0)
    assert bcubed(alone, truth).recall == pytest.approx(1 / 3)
    assert bcubed(alone, truth).precision == 1
    assert pairwise(alone, truth) == Agreement(1.0, 0.0)
    assert pairwise(alone, truth).f1 == 0


def test_two_sets_of_items_are_not_compared():
    with pytest.raises(ValueError, match="differ in 2 items"):
        bcubed({1: 0, 2: 0}, {1: 0, 3: 0})


@given(clusterings)
def test_bcubed_is_its_definition(both):
    found, truth = both
    if not found:
        assert bcubed(found, truth) == Agreement(1.0, 1.0)
        return
    shares = []
    for one in found:
        cluster = {item for item in found if found[item] == found[one]}
        label = {item for item in truth if truth[item] == truth[one]}
        shares.append((len(cluster & label) / len(cluster), len(cluster & label) / len(label)))
    precision, recall = (sum(side) / len(found) for side in zip(*shares, strict=True))
    assert bcubed(found, truth).precision == pytest.approx(precision)
    assert bcubed(found, truth).recall == pytest.approx(recall)


@given(clusterings)
def test_pairs_are_their_definition(both):
    found, truth = both
    pairs = [(one, other) for one in found for other in found if one < other]
    said = {(one, other) for one, other in pairs if found[one] == found[other]}
    true = {(one, other) for one, other in pairs if truth[one] == truth[other]}
    assert pairwise(found, truth).precision == (len(said & true) / len(said) if said else 1)
    assert pairwise(found, truth).recall == (len(said & true) / len(true) if true else 1)


@given(clusterings, st.permutations(range(5)))
def test_names_of_clusters_do_not_matter_and_sides_mirror(both, names):
    found, truth = both
    renamed = {item: names[cluster] for item, cluster in found.items()}
    for measure in (bcubed, pairwise):
        assert measure(found, found) == Agreement(pytest.approx(1), pytest.approx(1))
        assert measure(renamed, truth).f1 == pytest.approx(measure(found, truth).f1)
        mirrored = measure(truth, found)
        assert measure(found, truth) == Agreement(pytest.approx(mirrored.recall), pytest.approx(mirrored.precision))
        assert all(0 <= share <= 1 + 1e-9 for share in measure(found, truth).as_json().values())


# --- the plain ways


def test_plain_ways_find_plain_stories():
    pytest.importorskip("sklearn", reason="scikit-learn comes with the extra `bench`")
    texts = dict(enumerate([HARBOUR, CRANE, ORCHARD, PLUMS, "", "", HARBOUR + " Nobody was hurt."]))
    truth = dict(enumerate(["harbour", "harbour", "plums", "plums", "empty", "empty too", "harbour"]))
    found = plain_ways(texts, truth)
    assert set(found) == {"tfidf-single-link", "dbscan", "minhash"}
    assert found["tfidf-single-link"].scores.bcubed.f1 == 1
    assert found["dbscan"].scores.bcubed.f1 == 1
    assert found["minhash"].scores.bcubed.precision == 1
    assert found["minhash"].setting["threshold"] in THRESHOLDS


@pytest.mark.parametrize("texts", [["", ""], ["", "the of"], ["a", "!"], [HARBOUR]])
def test_plain_ways_stand_texts_without_words(texts):
    pytest.importorskip("sklearn", reason="scikit-learn comes with the extra `bench`")
    numbered = dict(enumerate(texts))
    for best in plain_ways(numbered, {number: number for number in numbered}).values():
        assert best.scores.bcubed.f1 == 1


# --- files


def test_a_line_is_a_story(tmp_path):
    lines = [row([HARBOUR, CRANE]), "", row([ORCHARD, ""], title="Plums"), row([HARBOUR], language=None)]
    texts = stories.read(write(tmp_path / "a.jsonl.gz", *lines))
    assert [text.story for text in texts] == [1, 1, 3, 3, 4]
    assert [text.title for text in texts] == ["", "", "Plums", "Plums", ""]
    assert [text.language for text in texts] == ["en"] * 5
    assert [text.paragraphs for text in texts][3] == ()
    assert len({text.id for text in texts}) == 5
    assert len(stories.read(tmp_path / "a.jsonl.gz", limit=2)) == 4


@pytest.mark.parametrize(
    "bad",
    ["{", "[]", "7", '{"id": 1}', '{"articles": 3}', '{"articles": ["text"]}', '{"articles": [{"text": 3}]}'],
)
@pytest.mark.parametrize("name", ["bad.jsonl", "bad.jsonl.gz"])
def test_a_bad_line_is_named(tmp_path, capsys, name, bad):
    pytest.importorskip("sklearn", reason="scikit-learn comes with the extra `bench`")
    path = write(tmp_path / name, row([HARBOUR]), bad)
    with pytest.raises(SystemExit) as stopped:
        stories.main(["--data", str(path)])
    assert stopped.value.code == 2
    assert f"{name}, line 2: not " in capsys.readouterr().err


@pytest.mark.parametrize(
    "content", [b"no gzip", gzip.compress(b'{"articles": []}\n' * 99)[:-20], b"\x1f\x8b" + b"x" * 40]
)
def test_a_broken_archive_is_named(tmp_path, content):
    path = tmp_path / "broken.jsonl.gz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"broken\.jsonl\.gz"):
        stories.read(path)


def test_an_empty_file_is_named(tmp_path):
    with pytest.raises(ValueError, match="no articles"):
        stories.read(write(tmp_path / "empty.jsonl"))


# --- results


def test_the_json_has_the_form_of_its_description(tmp_path, monkeypatch, capsys):
    pytest.importorskip("sklearn", reason="scikit-learn comes with the extra `bench`")
    monkeypatch.setattr(stories, "through_the_window", by_first_word)
    path, out = (
        write(tmp_path / "made_up.jsonl.gz", row([HARBOUR, CRANE]), row([ORCHARD, PLUMS])),
        tmp_path / "out.json",
    )
    assert stories.main(["--data", str(path), "--json", str(out), "--seeds", "2"]) == 0
    ((name, made),) = json.loads(out.read_text("utf-8")).items()
    assert name == "made_up"
    assert (made["seeds"], made["articles"], made["stories"], made["agreement"]) == (2, 4, 2, 1)
    for scores in (made, *made["baselines"].values()):
        for measure in ("bcubed", "pairwise"):
            assert set(scores[measure]) == {"precision", "recall", "f1"}
    assert set(made["baselines"]) == {"tfidf-single-link", "dbscan", "minhash"}
    assert "| the bot |" in capsys.readouterr().out


def test_means_are_of_all_orders():
    texts = [stories.Text(number, number // 2, "", (), (HARBOUR,), "en") for number in range(4)]
    # In one order all is right, in the other all is one.
    answers = iter([{0: 0, 1: 0, 2: 1, 3: 1}, dict.fromkeys(range(4), 7)])
    found = stories.compared("x", texts, 2, lambda *_, **__: {}, lambda _stream: next(answers)).as_json()
    assert found["bcubed"] == pytest.approx({"precision": 0.75, "recall": 1, "f1": (1 + 2 / 3) / 2})
    assert found["spread"]["bcubed"] == pytest.approx(1 / 6)
    assert found["agreement"] == pytest.approx(2 / 3)


def test_orders_differ_and_lose_nothing():
    texts = [stories.Text(number, 0, "", (), (), "en") for number in range(50)]
    one, other = stories.orders(texts, 2)
    assert one != other
    assert sorted(one, key=lambda text: text.id) == texts == sorted(other, key=lambda text: text.id)
    assert stories.orders(texts, 2) == [one, other]


def test_without_scikit_learn_it_says_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(stories, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit):
        stories.main(["--data", str(write(tmp_path / "a.jsonl", row([HARBOUR])))])
    assert "make bench" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["--seeds", "--limit"])
def test_none_of_something_is_refused(option):
    with pytest.raises(SystemExit):
        stories.main(["--corpus", option, "0"])


def test_the_sample_corpus_is_read_with_its_labels():
    labelled = stories.samples()
    assert len(labelled) == len(json.loads(stories._LABELS.read_text("utf-8")))
    dates = [text.published_at for text in labelled]
    assert dates == sorted(dates)
    truth = {text.id: text.story for text in labelled}
    table = stories.corpus_table(labelled, 2, lambda stream: {text.id: truth[text.id] for text in stream})
    assert [cells[3] for cells in table.rows] == ["1.000", "1.000"]


def test_articles_go_through_the_bots_own_window():
    pytest.importorskip("bot.stories.window")
    texts = [
        stories.Text(number, 0, "", (), (text,), "en") for number, text in enumerate([HARBOUR, ORCHARD, HARBOUR, ""])
    ]
    found = stories.through_the_window(texts)
    assert found.keys() == {0, 1, 2, 3}
    assert found[0] == found[2] != found[1]
