from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.models import Outcome
from tests.articles.newsroom import story
from tests.wholeness import count, rows


class TestLoading:
    async def test_a_folder_twice_changes_nothing(self, newsroom, clock):
        for number in range(5):
            newsroom.write(f"{number}.txt", story(f"Isle {number}"))
        newsroom.write("undated.txt", story("Hamlet", date=""))
        newsroom.write_rows("rows.jsonl", *({"title": f"Row {n}", "body": story(f"Row {n}")} for n in range(3)))
        assert str(await newsroom.load()) == "9 loaded, 0 unchanged, 0 updated, 0 rejected"
        before = rows(newsroom.path)
        clock.advance(days=2)
        assert str(await newsroom.load()) == "0 loaded, 9 unchanged, 0 updated, 0 rejected"
        assert rows(newsroom.path) == before

    async def test_two_rows_with_one_title_are_two_articles(self, newsroom):
        same = {"title": "Markets at close", "published_at": "2026-11-10"}
        for date in ({}, {"published_at": "2026-11-10"}):
            path = newsroom.write_rows(
                f"{len(date)}.jsonl",
                *(
                    {"title": f"{same['title']} {len(date)}", "body": story(f"Isle {n}{date}"), **date}
                    for n in range(2)
                ),
            )
            assert str(await newsroom.load(path)) == "2 loaded, 0 unchanged, 0 updated, 0 rejected"
            assert str(await newsroom.load(path)) == "0 loaded, 2 unchanged, 0 updated, 0 rejected"

    async def test_a_row_of_the_same_headline_above_another_costs_it_one_load_at_most(self, newsroom):
        row = {"title": "Weather", "published_at": "2026-11-10"}
        newsroom.write_rows("rows.jsonl", {**row, "body": story("Orrin")})
        await newsroom.load()
        newsroom.write_rows("rows.jsonl", {**row, "body": story("Ansel")}, {**row, "body": story("Orrin")})
        for _ in range(2):
            await newsroom.load()
        assert count(newsroom.path) == 2
        assert len(await newsroom.titles("Ansel")) == len(await newsroom.titles("Orrin")) == 1

    async def test_bad_files_cost_only_themselves(self, newsroom):
        newsroom.write("good.txt", story())
        newsroom.write("empty.txt", "")
        newsroom.write("rows.jsonl", '{"title": "One", "body": "It is one."}\n\n{"title": \n{"body": "It is four."}\n')
        report = await newsroom.load()
        assert str(report) == "3 loaded, 0 unchanged, 0 updated, 2 rejected"
        assert [str(one).removeprefix(f"{newsroom.folder}/") for one in report.rejected] == [
            "empty.txt: empty file",
            "rows.jsonl:3: not valid JSON (Expecting value, column 10)",
        ]
        assert not report.all_rejected
        assert f"{newsroom.folder}/rows.jsonl:4: no headline: took the first words of the text" in report.remarks

    async def test_nothing_but_bad_files(self, newsroom):
        report = await newsroom.load(newsroom.write("empty.txt", ""), newsroom.folder / "nowhere")
        assert report.all_rejected
        assert [one.reason for one in report.rejected] == ["cannot be read (No such file or directory)", "empty file"]

    async def test_an_empty_folder_is_no_failure(self, newsroom):
        report = await newsroom.load()
        assert (report.seen, report.all_rejected) == (0, False)

    async def test_paths_are_named_as_they_were_given(self, newsroom, monkeypatch):
        newsroom.write("undated.txt", story(date=""))
        newsroom.write("empty.txt", "")
        monkeypatch.chdir(newsroom.folder)
        report = await newsroom.load(Path("undated.txt"), Path("empty.txt"))
        assert report.remarks[0].startswith("undated.txt: no date")
        assert str(report.rejected[0]).startswith("empty.txt: ")

    async def test_progress_adds_up(self, open_newsroom):
        seen = []
        async with open_newsroom(batch_articles=4) as newsroom:
            for number in range(9):
                newsroom.write(f"{number}.txt", story(f"Isle {number}"))
            newsroom.write("empty.txt", "")
            newsroom.write_rows("rows.jsonl", *({"title": f"Row {n}", "body": "Text."} for n in range(6)))
            report = await newsroom.load(on_progress=lambda report, done, of: seen.append((report.seen, done, of)))
        assert seen == [(4, 4, 11), (8, 8, 11), (10, 10, 11), (14, 10, 11), (16, 10, 11), (16, 11, 11)]
        assert report.seen == 16


class TestChangedFiles:
    async def test_a_new_text_updates_row_ranking_and_index(self, newsroom):
        newsroom.write("a.txt", story("Orrin", 300))
        assert await newsroom.outcome() is Outcome.LOADED
        before = await newsroom.only()
        newsroom.write("a.txt", f"{story('Orrin', 412)}\n\nA third paragraph mentions lanterns.\n")
        assert await newsroom.outcome() is Outcome.UPDATED
        after = await newsroom.only()
        assert after.article.id == before.article.id
        assert len(after.ranking.spans) == len(before.ranking.spans) + 1
        assert (await newsroom.titles("300"), len(await newsroom.titles("412 lanterns"))) == ([], 1)

    async def test_a_new_headline_updates_it(self, newsroom):
        newsroom.write("a.txt", story(title="Ferry runs agian"))
        await newsroom.load()
        newsroom.write("a.txt", story(title="Ferry runs again"))
        assert await newsroom.outcome() is Outcome.UPDATED
        assert (await newsroom.titles("agian"), await newsroom.titles("again")) == ([], ["Ferry runs again"])
        assert [head.title for head in await newsroom.app.finder.suggest_titles("ferry runs ag")] == [
            "Ferry runs again"
        ]
        assert await newsroom.outcome() is Outcome.UNCHANGED

    async def test_key_points_alone_update_it(self, newsroom):
        newsroom.write("a.txt", story())
        await newsroom.load()
        headline, _, rest = story().partition("\n\n")
        newsroom.write("a.txt", f"{headline}\n\nCrossings resume at noon.\n\n{rest}")
        assert await newsroom.outcome() is Outcome.UPDATED
        assert (await newsroom.only()).article.key_points == ("Crossings resume at noon.",)

    async def test_a_changed_date_alone_is_no_new_article(self, newsroom):
        newsroom.write("a.txt", story(date="date 2026-11-10 "))
        await newsroom.load()
        newsroom.write("a.txt", story(date="date 2026-11-12 "))
        assert await newsroom.outcome() is Outcome.UNCHANGED
        newsroom.write("a.txt", story(date=""))
        assert await newsroom.outcome() is Outcome.UNCHANGED

    async def test_a_file_without_a_date_keeps_its_moment_and_takes_its_new_text(self, newsroom):
        first, later = datetime(2026, 11, 10, 8, tzinfo=UTC), datetime(2026, 11, 14, 8, tzinfo=UTC)
        newsroom.write("a.txt", story(people=300, date=""), mtime=first)
        await newsroom.load()
        newsroom.write("a.txt", story(people=412, date=""), mtime=later)
        assert await newsroom.outcome() is Outcome.UPDATED
        assert (await newsroom.only()).article.published_at == first
        assert len(await newsroom.titles("412")) == 1

    @pytest.mark.parametrize("date", ["date 2026-11-10 ", ""])
    async def test_a_file_written_anew_with_another_article_is_another_article(self, newsroom, date):
        newsroom.write("news.txt", story("Orrin", date=date))
        await newsroom.load()
        newsroom.write("news.txt", story("Ansel", 12, date=date))
        assert await newsroom.outcome() is Outcome.LOADED
        assert count(newsroom.path) == 2

    async def test_a_column_of_the_next_day_is_another_article(self, newsroom):
        newsroom.write("column.txt", story("Orrin", title="Across the water"))
        await newsroom.load()
        newsroom.write("column.txt", story("Ansel", title="Across the water", date="date 2026-11-11 "))
        assert await newsroom.outcome() is Outcome.LOADED

    async def test_an_address_names_a_row_whatever_becomes_of_it(self, newsroom):
        row = {"title": "Ferry", "body": story("Orrin"), "url": "https://gazette.example/ferry"}
        newsroom.write_rows("monday.jsonl", row)
        await newsroom.load()
        corrected = {"title": "Ship", "body": story("Ansel"), "url": "http://gazette.example/ferry/?utm_source=x"}
        path = newsroom.write_rows("tuesday.jsonl", {"title": "Other", "body": "Other text."}, corrected)
        assert str(await newsroom.load(path)) == "1 loaded, 0 unchanged, 1 updated, 0 rejected"
        assert await newsroom.titles("Ansel") == ["Ship"]

    async def test_an_edited_row_is_known_by_its_line(self, newsroom):
        row = {"title": "Weather", "published_at": "2026-11-10"}
        newsroom.write_rows("rows.jsonl", {**row, "body": story("Orrin")}, {**row, "body": story("Ansel")})
        await newsroom.load()
        newsroom.write_rows("rows.jsonl", {**row, "body": story("Orrin")}, {**row, "body": story("Ansel", 7)})
        assert str(await newsroom.load()) == "0 loaded, 1 unchanged, 1 updated, 0 rejected"


class TestCopies:
    async def test_a_copy_is_left_out_and_names_the_other_file(self, newsroom):
        first = newsroom.write("a.txt", story())
        copy = newsroom.write("b.txt", story(title="The same under another headline"))
        for expected in ("1 loaded, 1 unchanged", "0 loaded, 2 unchanged"):
            report = await newsroom.load()
            assert str(report) == f"{expected}, 0 updated, 0 rejected"
            assert report.remarks == [f"{copy}: holds the same text as {first}, so it was left out"]
        assert await newsroom.titles("ferry") == ["Ferry to Orrin runs again"]

    async def test_a_copy_that_goes_its_own_way_becomes_an_article(self, newsroom):
        newsroom.write("a.txt", story())
        copy = newsroom.write("b.txt", story())
        await newsroom.load()
        copy.write_text(story(people=412))
        assert str(await newsroom.load()) == "1 loaded, 1 unchanged, 0 updated, 0 rejected"

    async def test_the_copy_of_a_text_that_was_replaced_comes_in_at_the_next_load(self, newsroom):
        original = newsroom.write("a.txt", story(people=300))
        newsroom.write("b.txt", story(people=300))
        await newsroom.load()
        original.write_text(story(people=412))
        assert str(await newsroom.load()) == "0 loaded, 1 unchanged, 1 updated, 0 rejected"
        assert str(await newsroom.load()) == "1 loaded, 1 unchanged, 0 updated, 0 rejected"
        assert str(await newsroom.load()) == "0 loaded, 2 unchanged, 0 updated, 0 rejected"

    async def test_another_outlet_with_the_same_text_is_no_copy(self, newsroom):
        newsroom.write("a.txt", story())
        newsroom.write("../ansel-courier/a.txt", story())
        report = await newsroom.load(newsroom.folder.parent)
        assert (str(report), report.remarks) == ("2 loaded, 0 unchanged, 0 updated, 0 rejected", [])

    async def test_a_short_notice_under_two_headlines_is_two_articles(self, newsroom):
        for number in range(2):
            newsroom.write(f"{number}.txt", f"Headline {number}\n\nSubscribe to read this article. It is worth it.\n")
        assert str(await newsroom.load()) == "2 loaded, 0 unchanged, 0 updated, 0 rejected"

    async def test_rows_with_an_address_need_no_remark(self, newsroom):
        row = {"title": "Ferry", "body": story(), "url": "https://gazette.example/ferry"}
        newsroom.write_rows("monday.jsonl", row)
        newsroom.write_rows("tuesday.jsonl", row)
        report = await newsroom.load()
        assert str(report) == "1 loaded, 1 unchanged, 0 updated, 0 rejected"
        assert not [remark for remark in report.remarks if "same text" in remark]


class TestTakingOut:
    async def test_what_was_taken_out_stays_away_until_somebody_asks_for_it(self, newsroom):
        path = newsroom.write("a.txt", story())
        await newsroom.load()
        assert await newsroom.app.ingest.unload([path]) == 1
        assert await newsroom.titles("ferry") == []
        report = await newsroom.load(asked_for=False)
        assert str(report) == "0 loaded, 0 unchanged, 0 updated, 1 removed before and left out, 0 rejected"
        assert await newsroom.outcome(path, asked_for=True) is Outcome.LOADED
        assert await newsroom.outcome(path, asked_for=False) is Outcome.UNCHANGED

    async def test_nothing_is_prepared_of_what_stays_away(self, newsroom, monkeypatch):
        newsroom.write("a.txt", story())
        await newsroom.load()
        await newsroom.app.ingest.unload([newsroom.folder])

        async def prepare(drafts):
            assert not drafts
            return []

        monkeypatch.setattr(newsroom.app.ingest, "_prepare", prepare)
        assert await newsroom.outcome(asked_for=False) is Outcome.REMOVED

    async def test_a_folder_a_file_and_a_row_file(self, newsroom):
        newsroom.write("a.txt", story("Orrin"))
        newsroom.write("ab.txt", story("Ansel"))
        path = newsroom.write_rows("rows.jsonl", *({"title": f"Row {n}", "body": "Text."} for n in range(3)))
        await newsroom.load()
        unload = newsroom.app.ingest.unload
        assert await unload([path]) == 3
        assert await unload([newsroom.folder / "a"]) == 0
        assert await unload([newsroom.folder / "a.txt"]) == 1
        assert await unload([newsroom.folder]) == 1
        assert await unload([newsroom.folder]) == 0

    async def test_a_text_that_is_new_since_comes_in(self, newsroom):
        newsroom.write("news.txt", story("Orrin"))
        await newsroom.load()
        await newsroom.app.ingest.unload([newsroom.folder])
        newsroom.write("news.txt", story("Ansel", 12))
        assert await newsroom.outcome(asked_for=False) is Outcome.LOADED


async def test_samples_are_marked(newsroom):
    newsroom.write(".samples", "")
    newsroom.write("a.txt", story())
    await newsroom.load()
    found = await newsroom.only()
    assert found.article.is_sample
    assert found.article.source == "Orrin Gazette"
