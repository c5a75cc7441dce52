"""The sample articles are what a newcomer sees first: what was promised of them holds."""

import json
import re
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest

from bot.articles.files import find_files, read_file
from bot.models import ArticleDraft, Method, Refusal
from bot.prepare import Recipe, prepare_drafts
from tests.corpus import ROOT, SEEDS

LABELS = json.loads((ROOT / "tests/data/seed_labels.json").read_text("utf-8"))
#: A newspaper's own shapes, which have their own lengths.
EXCEPTIONS = {
    "northlight-herald/2026-11-15-election-night-live.txt": Refusal.LIVE_BLOG,
    "the-ansel-courier/2026-11-14-eleven-things-before-winter.txt": Refusal.LIST,
    "tidewater-radio/2026-11-16-merrow-swing-bridge-reopens.txt": Refusal.TOO_SHORT,
}


@pytest.fixture(scope="module")
def drafts():
    """Each article as it is read, by the name of its file."""
    now = datetime(2026, 11, 21, 20, tzinfo=UTC)
    found = list(find_files([SEEDS]))
    return {file.path.relative_to(SEEDS).as_posix(): item for file in found for item in read_file(file, now=now)}


@pytest.fixture(scope="module")
def prepared(drafts):
    """The same as they are stored."""
    articles = prepare_drafts(list(drafts.values()), recipe=Recipe(Method.LEAD, 200))
    return dict(zip(drafts, articles, strict=True))


def words(draft):
    return len(" ".join((draft.title, *draft.key_points, *draft.paragraphs)).split())


def test_all_can_be_read_without_a_remark(drafts):
    assert len(drafts) >= 80
    assert all(isinstance(draft, ArticleDraft) and draft.is_sample and not draft.warnings for draft in drafts.values())


def test_every_one_has_its_label(drafts):
    assert set(drafts) == set(LABELS)


def test_they_cover_fourteen_days(drafts):
    days = {draft.published_at.date() for draft in drafts.values()}
    assert max(days) - min(days) == timedelta(days=13)
    assert len(days) == 14


def test_there_are_six_outlets_or_more_and_each_is_in_the_readme(drafts):
    outlets = {name.split("/")[0] for name in drafts}
    assert len(outlets) >= 6
    readme = (SEEDS / "README.md").read_text("utf-8")
    assert all(f"`{outlet}`" in readme for outlet in outlets)
    assert "Everything in them is invented" in readme


def test_they_are_as_long_as_agency_copy(drafts):
    lengths = {name: words(draft) for name, draft in drafts.items() if name not in EXCEPTIONS}
    assert {name: length for name, length in lengths.items() if not 300 <= length <= 900} == {}


def test_no_two_say_the_same_but_the_copies(drafts):
    bodies = Counter(draft.paragraphs for draft in drafts.values())
    assert max(bodies.values()) == 1


class TestStories:
    @pytest.fixture
    def stories(self):
        found = defaultdict(list)
        for name, label in LABELS.items():
            if label["relation"] != "single":
                found[label["story"]].append(name)
        return found

    def test_twelve_or_more_run_for_days(self, stories):
        running = [names for names in stories.values() if len({re.search(r"\d{4}-\d\d-\d\d", n)[0] for n in names}) > 1]
        assert len(running) >= 12

    def test_six_or_more_are_told_by_three_outlets(self, stories):
        assert sum(len({name.split("/")[0] for name in names}) >= 3 for names in stories.values()) >= 6

    def test_they_have_follow_ups_a_correction_and_two_copies(self):
        relations = Counter(label["relation"] for label in LABELS.values())
        assert (relations["correction"], relations["copy"]) == (1, 2)
        assert relations["follow-up"] >= 12

    def test_a_correction_or_copy_is_of_an_earlier_article(self, drafts):
        for name, label in LABELS.items():
            if label["relation"] in {"correction", "copy"}:
                assert drafts[label["of"]].published_at <= drafts[name].published_at
                assert LABELS[label["of"]]["story"] == label["story"]

    def test_a_copy_is_near_verbatim(self, drafts):
        for name, label in LABELS.items():
            if label["relation"] == "copy":
                copy, original = (set(" ".join(drafts[one].paragraphs).split()) for one in (name, label["of"]))
                assert len(copy & original) / len(copy | original) > 0.6


def test_three_languages_beside_english(prepared):
    languages = Counter(article.language for article in prepared.values())
    assert set(languages) == {"en", "de", "fr", "es"}
    assert min(languages.values()) >= 2


def test_refused_are_these_three_and_no_other(prepared):
    refused = {name: article.ranking.refusal for name, article in prepared.items()}
    assert {name: why for name, why in refused.items() if why} == EXCEPTIONS


def test_they_have_quotes_pronouns_numbers_and_abbreviations(drafts):
    text = " ".join(paragraph for draft in drafts.values() for paragraph in draft.paragraphs)
    for wanted in (
        "U.S.",
        "Dr. ",
        "St. ",
        "No. ",
        "Mr. ",
        "a.m.",
        "z. B.",
        "Mme ",
        "EE. UU.",
        '" he said',
        '" she said',
    ):
        assert wanted in text, wanted
    assert len(re.findall(r"\d[\d,.]*", text)) > 1000
