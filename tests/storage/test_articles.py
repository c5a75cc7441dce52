from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.errors import NotFound
from bot.models import Article, ArticleHead, Method, Outcome, RankedArticle, Ranking, Refusal, Span


class TestSaving:
    async def test_an_article_comes_back_as_it_went_in(self, shelf, prepare, now):
        ranking = Ranking(
            Method.LSA, (Span(0, 0, 9), Span(0, 10, 19), Span(1, 0, 5)), (2, 0, 1), Refusal.LIST, "ranked the first 3"
        )
        ((outcome, article_id),) = await shelf.put(
            prepare(
                "Ferry runs again",
                "One here. Two here.\n\nThree",
                key_points=("Noon start", "Two piers shut"),
                url="https://orrin.example/ferry",
                is_sample=True,
                published_at=now - timedelta(days=3, milliseconds=1),
                ranking=ranking,
            )
        )
        assert outcome is Outcome.LOADED
        assert await shelf.one_ranked(article_id) == RankedArticle(
            Article(
                id=article_id,
                title="Ferry runs again",
                key_points=("Noon start", "Two piers shut"),
                paragraphs=("One here. Two here.", "Three"),
                source="Orrin Gazette",
                published_at=now - timedelta(days=3, milliseconds=1),
                language="en",
                url="https://orrin.example/ferry",
                is_sample=True,
                origin="/news/orrin/ferry.txt",
            ),
            ranking,
        )

    async def test_the_same_again_changes_nothing(self, shelf, prepare, db):
        ((_, article_id),) = await shelf.put(prepare())
        before = await db.reader.fetch_all("PRAGMA data_version")
        assert await shelf.put(prepare()) == [(Outcome.UNCHANGED, article_id)]
        assert await shelf.count() == 1
        assert await db.reader.fetch_all("PRAGMA data_version") == before

    async def test_a_new_text_updates_it_with_its_ranking_and_source(self, shelf, prepare):
        ((_, article_id),) = await shelf.put(prepare(body="Old text."))
        ranking = Ranking(Method.LUHN, (Span(0, 0, 9),), (0,))
        changed = prepare(body="New text.", ranking=ranking, language="de", url="https://orrin.example/1")
        assert await shelf.put(changed) == [(Outcome.UPDATED, article_id)]
        found = await shelf.one_ranked(article_id)
        assert (found.article.paragraphs, found.article.language) == (("New text.",), "de")
        assert found.article.url == "https://orrin.example/1"
        assert found.ranking == ranking
        held, _ = await shelf.held(changed.keys)
        assert [one.article_id for one in held] == [article_id] * 2, "its new key names it too"

    async def test_a_batch_sees_what_it_has_stored_so_far(self, shelf, prepare):
        first, again, other = await shelf.put(
            prepare(body="Text."), prepare(body="Text.", origin="/news/copy.txt"), prepare("Another")
        )
        assert [first[0], again, other[0]] == [Outcome.LOADED, (Outcome.UNCHANGED, first[1]), Outcome.LOADED]

    async def test_a_batch_is_one_transaction(self, shelf, prepare):
        broken = prepare("Broken", ranking=Ranking(Method.LEAD, (), (), refusal=object()))
        with pytest.raises(Exception, match="type 'object' is not supported"):
            await shelf.put(prepare("Whole"), broken)
        assert await shelf.count() == 0
        assert await shelf.sources() == []

    async def test_held_are_the_strongest_keys_first(self, shelf, prepare):
        one, two = prepare("One"), prepare("Two")
        await shelf.put(two, one)
        held, is_removed = await shelf.held([*one.keys, *two.keys, "url:unknown"])
        assert [key.key for key in held] == [*one.keys, *two.keys]
        assert [key.content_hash for key in held] == [one.content_hash] * 2 + [two.content_hash] * 2
        assert not is_removed

    async def test_a_key_that_names_another_article_stays_with_it(self, shelf, prepare):
        one = replace(prepare("One"), keys=("guid:1", "text:same"))
        two = replace(prepare("Two"), keys=("guid:2", "text:same"))
        ((_, first),) = await shelf.put(one)
        ((_, second),) = await shelf.put(replace(two, keys=("guid:2",)))
        assert await shelf.put(replace(two, content_hash="changed")) == [(Outcome.UPDATED, second)]
        held, _ = await shelf.held(["text:same"])
        assert [key.article_id for key in held] == [first]

    async def test_ids_are_not_used_twice(self, shelf, now):
        first = await shelf.put_one("First", origin="/a.txt")
        await shelf.remove_from("/a.txt", separator="/", now=now)
        assert await shelf.put_one("Second") > first


class TestRemoving:
    @pytest.mark.parametrize(
        ("origin", "others"),
        [
            ("/in/news.txt", ["/in/news.txt.bak", "/in/news", "/in/xnews.txt", "/other/in/news.txt"]),
            ("/in/news", ["/in/news2/a.txt", "/in/news.txt", "/in", "/in/new/s.txt", "/IN/NEWS/a.txt"]),
            ("/in/100%_of", ["/in/100%xof/a.txt", "/in/1000_of/a.txt", "/in/100_of/a.txt"]),
            ("/in/rows.csv", ["/in/rows.csvx:1", "/in/rows:1"]),
            ("/in/a", ["/in/a:b/1.txt", "/in/a:1b/c.txt", "/in/a:b"]),
            ("/in/zoë", ["/in/zoe/a.txt", "/in/zoëy/a.txt"]),
        ],
    )
    @pytest.mark.parametrize("below", ["", "/a.txt", "/deep/er/a.txt", ":1", ":120"])
    async def test_takes_a_file_its_rows_or_a_folder_and_nothing_else(self, shelf, now, origin, others, below):
        await shelf.put_one("Goes", origin=origin + below)
        stay = {await shelf.put_one(f"Stays {number}", origin=other) for number, other in enumerate(others)}
        assert await shelf.remove_from(origin, separator="/", now=now) == 1
        assert {head.id for head in await shelf.latest(limit=99)} == stay

    @pytest.mark.parametrize("origin", ["/in/news/", "/in/news//"])
    async def test_a_folder_may_end_with_the_separator(self, shelf, now, origin):
        await shelf.put_one("Goes", origin="/in/news/a.txt")
        await shelf.put_one("Stays", origin="/in/news2/a.txt")
        assert await shelf.remove_from(origin, separator="/", now=now) == 1

    async def test_takes_all_that_belongs_to_an_article(self, shelf, now, db, indexes_in_step):
        await shelf.put_one("Goes", origin="/a.txt")
        await shelf.remove_from("/a.txt", separator="/", now=now)
        for table in ("articles", "article_keys", "rankings"):
            assert await db.reader.fetch_all(f"SELECT * FROM {table}") == []
        await indexes_in_step()

    async def test_what_was_removed_stays_away_until_it_is_asked_for(self, shelf, prepare, now, db):
        article = prepare(origin="/a.txt")
        await shelf.put(article)
        assert await shelf.remove_from("/a.txt", separator="/", now=now) == 1
        assert await shelf.remove_from("/a.txt", separator="/", now=now) == 0

        assert await shelf.held(article.keys) == ([], True)
        assert await shelf.put(article) == [(Outcome.REMOVED, None)]
        assert await shelf.put(prepare(body="Changed text.", origin="/b.txt")) == [(Outcome.REMOVED, None)]
        assert await shelf.count() == 0

        ((outcome, article_id),) = await shelf.put(article, by_name=True)
        assert outcome is Outcome.LOADED
        assert await shelf.put(article) == [(Outcome.UNCHANGED, article_id)]
        held, is_removed = await shelf.held(article.keys)
        assert (len(held), is_removed) == (2, False)
        assert await db.reader.fetch_all("SELECT * FROM tombstones WHERE key = ?", article.keys[:1]) == []


class TestRankings:
    NEW = Ranking(Method.TEXTRANK, (Span(0, 0, 4),), (0,))

    async def test_another_recipe_makes_a_ranking_stale(self, shelf, prepare):
        ids = [article_id for _, article_id in await shelf.put(prepare("One"), prepare("Two"), recipe="lead/1")]
        assert await shelf.unranked(recipe="lead/1", limit=9) == []
        stale = await shelf.unranked(recipe="textrank/1", limit=9)
        assert [article.id for article in stale] == ids[::-1], "newest first"
        assert stale[1] == (await shelf.one_ranked(ids[0])).article
        assert len(await shelf.unranked(recipe="textrank/1", limit=1)) == 1

        await shelf.save_rankings([(ids[0], self.NEW)], recipe="textrank/1")
        assert [article.id for article in await shelf.unranked(recipe="textrank/1", limit=9)] == [ids[1]]
        assert (await shelf.one_ranked(ids[0])).ranking == self.NEW
        assert (await shelf.one_ranked(ids[1])).ranking.method is Method.LEAD

    async def test_one_that_is_missing_is_stale(self, shelf, db):
        article_id = await shelf.put_one("Bare")
        async with db.transaction() as connection:
            await connection.execute("DELETE FROM rankings")
        assert [article.id for article in await shelf.unranked(recipe="lead/1", limit=9)] == [article_id]
        await shelf.save_rankings([(article_id, self.NEW)], recipe="lead/1")
        assert (await shelf.one_ranked(article_id)).ranking == self.NEW

    async def test_an_article_removed_meanwhile_is_passed_over(self, shelf, now):
        gone = await shelf.put_one("Gone", origin="/a.txt")
        here = await shelf.put_one("Here", origin="/b.txt")
        await shelf.remove_from("/a.txt", separator="/", now=now)
        await shelf.save_rankings([(gone, self.NEW), (here, self.NEW)], recipe="textrank/1")
        assert (await shelf.one_ranked(here)).ranking == self.NEW

    async def test_an_article_changed_meanwhile_keeps_the_ranking_of_its_new_text(self, shelf, prepare):
        ((_, article_id),) = await shelf.put(prepare(body="The old text was longer."), recipe="lead/1")
        of_old_text = Ranking(Method.TEXTRANK, (Span(0, 0, 24),), (0,))
        of_new_text = Ranking(Method.TEXTRANK, (Span(0, 0, 10),), (0,))
        await shelf.put(prepare(body="Now short.", ranking=of_new_text), recipe="textrank/1")
        await shelf.save_rankings([(article_id, of_old_text)], recipe="textrank/1")
        assert (await shelf.one_ranked(article_id)).ranking == of_new_text


class TestReading:
    async def test_an_article_that_is_gone_is_not_found(self, shelf):
        here = await shelf.put_one("Here")
        assert set(await shelf.ranked([here, 404])) == {here}
        with pytest.raises(NotFound, match="no longer here"):
            await shelf.one_ranked(404)

    async def test_heads_come_newest_first(self, shelf, now):
        old = await shelf.put_one("Old", published_at=now - timedelta(days=1))
        new = await shelf.put_one("New", url="https://orrin.example/new", is_sample=True)
        middle = await shelf.put_one("Middle", published_at=now - timedelta(hours=1))
        heads = await shelf.heads([old, middle, 404, new])
        assert [head.id for head in heads] == [new, middle, old]
        assert heads[0] == ArticleHead(new, "New", "Orrin Gazette", now, "https://orrin.example/new", True)

    async def test_latest_within_bounds_of_one_source_and_by_pages(self, shelf, now):
        for hours in range(6):
            source = "Even Post" if hours % 2 == 0 else "Odd Post"
            await shelf.put_one(f"{hours} h ago", source=source, published_at=now - timedelta(hours=hours))

        async def titles(**asked: object) -> list[int]:
            return [int(head.title[0]) for head in await shelf.latest(**{"limit": 9, **asked})]

        assert await titles() == [0, 1, 2, 3, 4, 5]
        assert await titles(limit=2, offset=3) == [3, 4]
        assert await titles(source="Odd Post") == [1, 3, 5]
        assert await titles(source="Odd") == []
        assert await titles(since=now - timedelta(hours=2)) == [0, 1, 2], "since is included"
        assert await titles(until=now - timedelta(hours=2)) == [3, 4, 5], "until is not"
        bounds = {"since": now - timedelta(hours=4), "until": now - timedelta(hours=1)}
        assert await titles(source="Even Post", **bounds) == [2, 4]

        openings = await shelf.latest_openings(limit=2, **bounds)
        assert [opening.head.title for opening in openings] == ["2 h ago", "3 h ago"]

    async def test_of_the_same_moment_the_later_stored_comes_first(self, shelf):
        first, second = await shelf.put_one("First"), await shelf.put_one("Second")
        assert [head.id for head in await shelf.latest(limit=9)] == [second, first]

    async def test_an_opening_is_title_key_points_and_the_first_text(self, shelf):
        text = "Start of it. " + "word " * 400
        article_id = await shelf.put_one("Title", text, key_points=("Point one", "Point two"), language="fr")
        (opening,) = await shelf.openings([article_id, 404])
        assert opening.head.id == article_id
        assert opening.language == "fr"
        assert opening.text.startswith("Title Point one\n\nPoint two Start of it. word")
        assert len(opening.text) < 800
        assert await shelf.latest_openings(limit=9) == [opening]

    async def test_sources_are_those_that_have_an_article(self, shelf, now):
        for title, source in (("One", "Zeitung"), ("Two", "Courier"), ("Three", "Zeitung")):
            await shelf.put_one(title, source=source, origin=f"/{title}.txt")
        assert await shelf.sources() == ["Courier", "Zeitung"]
        await shelf.remove_from("/Two.txt", separator="/", now=now)
        assert await shelf.sources() == ["Zeitung"]

    async def test_count_and_the_newest(self, shelf, now):
        assert (await shelf.count(), await shelf.newest_at()) == (0, None)
        await shelf.put_one("Old", published_at=now - timedelta(days=1))
        await shelf.put_one("New", published_at=now)
        assert (await shelf.count(), await shelf.newest_at()) == (2, now)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_the_full_text_index_stays_in_step(shelf, search, prepare, now, indexes_in_step, seed):
    """After any saves, updates and removals each word finds the articles that hold it now, and no other."""
    dice = random.Random(seed)
    words = ["harbour", "ferry", "storm", "Zürich", "pier", "council", "vote", "mill"]
    shown: dict[str, set[str]] = {}
    for _ in range(60):
        name = f"name{dice.randrange(12)}"
        if dice.random() < 0.25:
            await shelf.remove_from(f"/{name}.txt", separator="/", now=now)
            shown.pop(name, None)
            continue
        title, point, body = (dice.sample(words, 2) for _ in range(3))
        article = prepare(
            f"{name} {' '.join(title)}", " ".join(body), key_points=(" ".join(point),), origin=f"/{name}.txt"
        )
        await shelf.put(replace(article, keys=(f"guid:{name}",)), by_name=True)
        shown[name] = {*title, *point, *body}

    await indexes_in_step()
    titles = {head.id: head.title.split()[0] for head in await shelf.latest(limit=99)}
    assert set(titles.values()) == set(shown)
    for word in words:
        found = await search.matches(f'"{word}"')
        assert {titles[match.article_id] for match in found} == {name for name, held in shown.items() if word in held}
