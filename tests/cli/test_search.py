import pytest


def test_text(bot, corpus):
    ran = bot("search", "ferry", "Sorrel")
    lines = ran.out.splitlines()
    assert ran.code == 0
    assert "Sorrel" in lines[0]
    assert lines[1].endswith(", sample")
    assert lines[-1].endswith("page 1 of 3") or lines[-1].endswith("found")


def test_json(bot, corpus):
    found = bot("search", "title:ferry", "--json").json
    assert list(found[0]) == ["id", "title", "source", "url", "published_at", "snippet"]
    assert all("ferry" in hit["title"].lower() for hit in found)


def test_pages_show_each_article_once(bot, corpus):
    pages = [bot("search", "Calvessa", "--page", number, "--json").json for number in (1, 2, 3)]
    ids = [hit["id"] for page in pages for hit in page]
    assert len(ids) == len(set(ids)) == 15
    assert bot("search", "Calvessa", "--page", 0, "--json").json == pages[0]
    last = bot("search", "Calvessa", "--page", 999).out
    assert last.splitlines()[-1].count("page") == 1


def test_source_and_since(bot, corpus):
    found = bot("search", "ferry", "--source", "Northlight Herald", "--json").json
    assert {hit["source"] for hit in found} == {"Northlight Herald"}
    found = bot("search", "ferry", "--since", "2026-11-15", "--json").json
    assert min(hit["published_at"] for hit in found) >= "2026-11-15"


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        (['"burned-out ferry"'], "burned-out ferry"),
        (["ferry", "AND", "NOT", "fire"], "ferry"),
        (["volc*"], "volcano"),
        (["source:tidewater", "ferry"], "Tidewater Radio"),
        (["lang:de", "Wasser*"], "Walderauer Zeitung"),
    ],
)
def test_the_query_language(bot, corpus, query, holds):
    ran = bot("search", *query)
    assert ran.code == 0
    assert holds in ran.out


def test_what_is_no_query_is_plain_words_and_says_so(bot, corpus):
    ran = bot("search", "ferry AND (")
    assert ran.code == 0
    assert ran.err.startswith("note: taken as plain words: ")


def test_nothing_found(bot, corpus):
    ran = bot("search", "submarines")
    assert (ran.code, ran.out) == (1, "0 found\n")
    assert bot("search", "submarines", "--json").out == "[]\n"


def test_no_word_in_it(bot, corpus):
    ran = bot("search", "!!")
    assert ran.code == 1
    assert ran.err.startswith("briefing-bot: ")
