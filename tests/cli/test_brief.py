from datetime import datetime

import pytest

from bot.articles.prose import split_paragraphs
from bot.briefing.text import split_sentences
from bot.models import Length, Method
from tests.cli.conftest import ROOT
from tests.corpus import SEEDS

PORT = SEEDS / "calvessa-wire/2026-11-08-santa-rilla-walkout.txt"
REAL = sorted((ROOT.parent / "shared/seeds").glob("*.txt"))


def body_of(path, key_points=0):
    """The body paragraphs of an article in the text format."""
    return split_paragraphs(path.read_text("utf-8").partition("\n")[2])[key_points:]


class TestFiles:
    def test_an_article_needs_no_database(self, bot, place):
        ran = bot("brief", PORT)
        lines = ran.out.splitlines()
        assert (ran.code, ran.err) == (0, "")
        assert lines[0] == "Dockworkers shut Santa Rilla, Tessaro's largest port, in pay dispute"
        assert lines[1] == "Calvessa Wire, 2026-11-08, sample"
        assert sum(line.startswith("• ") for line in lines) == 4
        assert lines[-1].startswith("(newsrank, ")
        assert list(place.iterdir()) == []

    def test_its_points_stand_word_for_word_where_they_say(self, bot, article):
        path = article()
        found = bot("brief", path, "--json").json
        assert list(found) == ["title", "published_at", "language", "method", "refusal", "points"]
        assert found["title"] == "Ferry to Orrin runs again"
        assert datetime.fromisoformat(found["published_at"]).isoformat() == "2026-11-10T00:00:00+00:00"
        assert (found["language"], found["method"], found["refusal"]) == ("en", "newsrank", None)
        body = body_of(path)
        for point in found["points"]:
            assert list(point) == ["text", "source", "url", "paragraph", "sentence"]
            spans = [span for span in split_sentences(body, "en") if span.paragraph == point["paragraph"]]
            span = spans[point["sentence"]]
            assert body[span.paragraph][span.start : span.end] == point["text"]
            assert (point["source"], point["url"]) == ("Place", None)

    @pytest.mark.parametrize("method", list(Method))
    def test_every_method(self, bot, method):
        found = bot("brief", PORT, "--method", method, "--json").json
        assert found["method"] == method
        assert found["points"]

    def test_each_length(self, bot):
        points = [len(bot("brief", PORT, "--length", length, "--json").json["points"]) for length in Length]
        assert points[0] == 2
        assert points == sorted(points)
        assert points[2] > 4

    def test_method_and_length_may_stand_before_it_and_in_the_settings(self, bot, place):
        (place / "config.toml").write_text('[briefing]\nmethod = "luhn"\n')
        assert bot("brief", PORT, "--json").json["method"] == "luhn"
        assert bot("brief", "--method", "lead", PORT, "--json").json["method"] == "lead"

    def test_the_key_points_are_no_body(self, bot, place):
        (place / "a.txt").write_text(
            "date 2026-11-10 Moths do better\n\nRed lamps help.\n\n" + "\n\n".join(body_of(PORT)) + "\n"
        )
        for point in bot("brief", "a.txt", "--json").json["points"]:
            assert point["text"] in body_of(place / "a.txt", key_points=1)[point["paragraph"]]

    @pytest.mark.parametrize(
        ("name", "refusal"),
        [
            ("*-election-night-live.txt", "a live blog"),
            ("*-eleven-things-before-winter.txt", "a list"),
            ("*-merrow-swing-bridge-reopens.txt", "too short"),
        ],
    )
    def test_a_refusal_shows_how_it_begins(self, bot, name, refusal):
        found = next(SEEDS.rglob(name))
        answer = bot("brief", found, "--json").json
        assert answer["refusal"] == refusal
        assert answer["points"][0]["paragraph"] == answer["points"][0]["sentence"] == 0
        assert f"({refusal}: this is how it begins)" in bot("brief", found).out

    def test_any_text_file(self, bot, place, article):
        article().rename(place / "ferry.news")
        assert bot("brief", "ferry.news").out.startswith("Ferry to Orrin runs again\nPlace, 2026-11-10\n")

    def test_more_than_one_article_in_it(self, bot, place):
        (place / "rows.jsonl").write_text('{"title": "One", "body": "It is one."}\n{"title": "Two", "body": "Two."}\n')
        ran = bot("brief", "rows.jsonl")
        assert ran.out.startswith("One\n")
        assert "holds more than one article; this is the first" in ran.err

    @pytest.mark.parametrize(
        ("content", "reason"),
        [
            (b"", "empty file"),
            (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary, not text"),
            (b"Ferry runs again\n", "no text after the headline"),
            (b"word " * 1_100_000, "5.2 MB, over the limit of 5.0 MB (articles.max_file_bytes)"),
        ],
    )
    @pytest.mark.parametrize("name", ["bad.txt", "bad"])
    def test_a_file_that_holds_no_article(self, bot, place, name, content, reason):
        (place / name).write_bytes(content)
        ran = bot("brief", name)
        assert (ran.code, ran.out, ran.err) == (1, "", f"briefing-bot: {name}: {reason}\n")

    def test_rows_without_an_article(self, bot, place):
        (place / "rows.jsonl").write_text("\n\n{}\n")
        assert bot("brief", "rows.jsonl").err == 'briefing-bot: rows.jsonl:3: no text in "body"\n'

    def test_a_file_that_is_not_there(self, bot, place):
        for name in ("nowhere.txt", place / "nowhere"):
            ran = bot("brief", name)
            assert (ran.code, ran.err) == (1, f"briefing-bot: There is no file {name}\n")

    def test_a_folder(self, bot, place):
        (place / "news").mkdir()
        ran = bot("brief", "news/")
        assert (ran.code, ran.err) == (
            1,
            "briefing-bot: news/ is a folder. Name one file of it, or load it all: python -m bot load news/\n",
        )

    @pytest.mark.skipif(not REAL, reason="the real article is not beside this checkout")
    def test_the_real_article(self, bot):
        found = bot("brief", REAL[0], "--json").json
        assert found["title"] == "Concerns arise as North Korea talks with Russia."
        assert (found["published_at"], found["language"]) == ("2023-09-06T00:00:00+00:00", "en")
        assert found["refusal"] is None
        body = body_of(REAL[0], key_points=2)
        assert len(body) == 5
        assert all(point["text"] in body[point["paragraph"]] for point in found["points"])


class TestStandardInput:
    def test_an_article(self, bot):
        ran = bot("brief", "-", stdin=PORT.read_bytes())
        assert ran.out.splitlines()[:2] == [
            "Dockworkers shut Santa Rilla, Tessaro's largest port, in pay dispute",
            "standard input, 2026-11-08",
        ]

    def test_a_page(self, bot):
        text = (
            "<!doctype html><html><head><title>Herring</title></head><body><article><h1>Herring</h1>{}</article></body>"
        )
        page = text.format("".join(f"<p>{paragraph}</p>" for paragraph in body_of(PORT)))
        assert bot("brief", "-", stdin=page.encode()).out.startswith("Herring\n")

    @pytest.mark.parametrize(
        ("content", "reason"),
        [(b"", "empty file"), (b"\x7fELF\x02\x01\x01\0\0\0", "binary, not text"), (b"x" * 5_300_000, "5.0 MB, over")],
    )
    def test_nothing_that_can_be_read(self, bot, content, reason):
        ran = bot("brief", "-", stdin=content)
        assert ran.code == 1
        assert ran.err.startswith(f"briefing-bot: standard input: {reason}")


class TestTopics:
    def test_a_topic(self, bot, corpus):
        ran = bot("brief", "ferry Sorrel", "--length", "quick")
        assert ran.code == 0
        assert ran.out.startswith("ferry Sorrel\n\n• ")
        assert ran.out.count("• ") == ran.out.count(", sample\n") == 2

    def test_as_json(self, bot, corpus):
        found = bot("brief", "volcano", "--json").json
        assert (found["title"], found["published_at"], found["refusal"]) == ("volcano", None, None)
        assert {point["source"] for point in found["points"]} <= {
            "Calvessa Wire",
            "Northlight Herald",
            "Tidewater Radio",
            "Meridian Post",
            "The Ansel Courier",
            "Ledger Weekly",
        }
        assert found["points"]

    def test_another_method_than_the_stored_one(self, bot, corpus):
        assert bot("brief", "volcano", "--method", "lead", "--json").json["method"] == "lead"

    def test_nothing_named_is_the_top_of_the_day(self, bot, corpus):
        ran = bot("brief")
        assert ran.out.startswith("Top stories\n")
        assert ran.out.count(", 2026-11-21, sample") == 4

    def test_since(self, bot, corpus):
        found = bot("brief", "ferry", "--since", "1 day", "--json")
        assert found.code in (0, 1)
        assert bot("brief", "ferry", "--since", "2026-11-08", "--length", "deep").out.count("• ") > 4
        ran = bot("brief", "ferry", "--since", "soon")
        assert (ran.code, ran.err[:37]) == (1, "briefing-bot: “soon” is no period. Wr")

    def test_nothing_found_says_what_comes_near(self, bot, corpus):
        ran = bot("brief", "submarines")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith('briefing-bot: Nothing on "submarines". The nearest topics: ')

    def test_no_articles_at_all(self, bot, place):
        for arguments in (["ferry"], []):
            ran = bot("brief", *arguments)
            assert (ran.code, ran.err) == (
                1,
                "briefing-bot: There are no articles yet. Load some: python -m bot load FOLDER\n",
            )

    def test_no_word_in_it(self, bot, corpus):
        ran = bot("brief", "?!")
        assert ran.code == 1
        assert ran.err.startswith("briefing-bot: ")

    def test_a_topic_that_is_too_long_for_a_file_name(self, bot, corpus):
        ran = bot("brief", "ferry " * 2000)
        assert "Traceback" not in ran.err
        assert ran.code in (0, 1)
