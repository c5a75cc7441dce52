from bot.storage.migrate import latest_version
from tests.corpus import SEEDS
from tests.wholeness import complaints, count

DATABASE = "data/briefing.db"


def test_the_sample_articles(bot, place):
    assert bot("load", SEEDS).out == "98 loaded, 0 unchanged, 0 updated, 0 rejected\n"
    assert bot("load", SEEDS).out == "0 loaded, 98 unchanged, 0 updated, 0 rejected\n"
    assert (count(place / DATABASE), complaints(place / DATABASE)) == (98, [])


def test_every_kind_of_file(bot, place, article):
    article("news/a.txt")
    (place / "news/b.md").write_text(
        "---\ntitle: Lamps\ndate: 2026-11-10\n---\n\nRed lamps help moths. Most of them.\n"
    )
    (place / "news/c.html").write_text(
        "<html><head><title>Herring</title></head><body><article><h1>Herring</h1>"
        f"<p>{'The market opened late. It sold nine tons of herring before noon. ' * 4}</p></article></body></html>"
    )
    (place / "news/d.jsonl").write_text('{"title": "Tunnel", "body": "It costs more. It is late."}\n')
    (place / "news/e.csv").write_text('title,body\nBridge,"It closes. It is old."\n')
    ran = bot("load", "news")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "5 loaded, 0 unchanged, 0 updated, 0 rejected")
    assert "note: news/d.jsonl:1: no date: took the file's own time" in ran.out


def test_each_rejection_says_where_and_why_and_the_others_load(bot, place, article):
    article("news/good.txt")
    (place / "news/empty.txt").touch()
    (place / "news/picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (place / "news/rows.jsonl").write_text('{"title": "One", "body": "It is."}\n{}\n{"title": "Three"\n')
    ran = bot("load", "news", "nowhere")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert [line for line in lines if line.startswith("rejected")] == [
        "rejected: nowhere: cannot be read (No such file or directory)",
        "rejected: news/empty.txt: empty file",
        "rejected: news/picture.txt: binary, not text",
        'rejected: news/rows.jsonl:2: no text in "body"',
        "rejected: news/rows.jsonl:3: not valid JSON (Expecting ',' delimiter, column 18)",
    ]
    assert lines[-1] == "2 loaded, 0 unchanged, 0 updated, 5 rejected"


def test_nothing_that_can_be_used(bot, place):
    (place / "empty.txt").touch()
    ran = bot("load", "empty.txt", "nowhere/")
    assert (ran.code, ran.out.splitlines()[-1]) == (1, "0 loaded, 0 unchanged, 0 updated, 2 rejected")


def test_an_edited_file(bot, article):
    bot("load", article())
    assert bot("load", article(people=412)).out == "0 loaded, 0 unchanged, 1 updated, 0 rejected\n"
    assert (bot("search", "412").code, bot("search", "300").code) == (0, 1)


def test_a_copy_is_told(bot, place, article):
    article("news/a.txt")
    article("news/b.txt")
    ran = bot("load", "news")
    assert ran.out.splitlines() == [
        f"note: {place}/news/b.txt: holds the same text as {place}/news/a.txt, so it was left out",
        "1 loaded, 1 unchanged, 0 updated, 0 rejected",
    ]


def test_half_a_surrogate_in_json(bot, place):
    (place / "odd.jsonl").write_text(r'{"title": "Odd \ud83d", "body": "It is odd \udc00. It is \u0000 all the same."}')
    ran = bot("load", "odd.jsonl")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "1 loaded, 0 unchanged, 0 updated, 0 rejected")
    assert bot("search", "odd").code == 0


class TestUnload:
    def test_a_folder_and_back(self, bot, article):
        article("news/a.txt", "Orrin")
        article("news/b.txt", "Ansel")
        bot("load", "news")
        assert bot("unload", "news/").out == "2 removed\n"
        assert bot("search", "ferry").code == 1
        assert bot("load", "news").out == "2 loaded, 0 unchanged, 0 updated, 0 rejected\n"

    def test_a_file_that_is_not_there_any_more(self, bot, article):
        path = article("news/a.txt")
        bot("load", "news")
        path.unlink()
        assert bot("unload", "news/a.txt").out == "1 removed\n"

    def test_a_folder_that_was_renamed(self, bot, place, article):
        article("news/a.txt")
        bot("load", "news")
        (place / "news").rename(place / "papers")
        ran = bot("unload", "papers")
        assert (ran.code, ran.out) == (
            0,
            "0 removed: nothing here came from there. Is it the path it was loaded by?\n",
        )
        assert bot("unload", "news").out == "1 removed\n"


def test_the_database_of_the_sandbox_is_another(bot, place, article):
    assert bot("load", article(), "--sandbox").code == 0
    assert (count(place / "data/sandbox.db"), (place / DATABASE).exists()) == (1, False)
    assert f"schema version {latest_version()}" in bot("check", "--sandbox").out
    assert bot("search", "ferry", "--sandbox").code == 0
    assert bot("unload", ".", "--sandbox").out == "1 removed\n"
