from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage import search as search_module


async def found(search, match: str, **bounds: object) -> set[int]:
    return {one.article_id for one in await search.matches(match, **bounds)}


async def test_words_of_title_key_points_and_text_match_without_regard_to_case_and_accents(shelf, search):
    title = await shelf.put_one("Die Brücke hält")
    point = await shelf.put_one("Two", key_points=("The BRUCKE report is out",))
    body = await shelf.put_one("Three", "First paragraph.\n\nNo brücke today.")
    await shelf.put_one("Four", "Nothing of it.")
    assert await found(search, '"brucke"') == {title, point, body}
    assert await found(search, '"brucke" NOT "report"') == {title, body}
    assert await found(search, 'source : "gazette" AND "two"') == {point}


async def test_a_word_in_the_title_weighs_more_than_one_in_the_text(shelf, search, now):
    in_text = await shelf.put_one("Council votes", "The ferry is late.")
    in_title = await shelf.put_one("Ferry is late", "The council votes.", published_at=now - timedelta(days=9))
    matches = {one.article_id: one for one in await search.matches('"ferry"')}
    assert matches[in_title].score > matches[in_text].score > 0
    assert matches[in_title].published_at == now - timedelta(days=9)


async def test_an_update_changes_what_is_found(shelf, search, prepare):
    ((_, article_id),) = await shelf.put(prepare(body="The old harbour."))
    await shelf.put(prepare(body="The new airport."))
    assert await found(search, '"harbour"') == set()
    assert await found(search, '"airport"') == {article_id}


async def test_a_removal_takes_it_out_of_both_indexes(shelf, search, now):
    await shelf.put_one("Ferry", origin="/a.txt")
    await shelf.remove_from("/a.txt", separator="/", now=now)
    assert await found(search, '"ferry"') == set()
    assert await search.titles('"ferry"') == []


async def test_bounds_of_time_and_source(shelf, search, now):
    ids = {}
    for days in (3, 0, 2, 1):  # stored in another order than published
        for source in ("Courier", "Gazette"):
            ids[days, source] = await shelf.put_one(
                f"Ferry {days} {source}", source=source, published_at=now - timedelta(days=days)
            )
    ago = {days: now - timedelta(days=days) for days in range(5)}

    async def days_found(**bounds: object) -> list[int]:
        numbers = await found(search, '"ferry"', **bounds)
        return sorted(days for (days, _), number in ids.items() if number in numbers)

    assert await days_found() == [0, 0, 1, 1, 2, 2, 3, 3]
    assert await days_found(since=ago[2]) == [0, 0, 1, 1, 2, 2], "since is included"
    assert await days_found(until=ago[2]) == [3, 3], "until is not"
    assert await days_found(since=ago[2], until=ago[0], source="Courier") == [1, 2]
    assert await days_found(source="Cour") == []
    assert await days_found(since=now + timedelta(hours=1)) == []
    assert await days_found(until=ago[4]) == []


class TestPool:
    """Of a common word only the newest matches are looked at."""

    @pytest.fixture(autouse=True)
    def small_pools(self, monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr(search_module, "POOL_SIZE", 3)
        monkeypatch.setattr(search_module, "TITLE_POOL_SIZE", 3)

    @pytest.fixture
    async def ids(self, shelf, now) -> list[int]:
        """Eight articles with the word, oldest first; the second and the third are the Courier's."""
        return [
            await shelf.put_one(
                f"Ferry {number}",
                source="Courier" if number in (1, 2) else "Gazette",
                published_at=now - timedelta(days=8 - number),
            )
            for number in range(8)
        ]

    async def test_holds_the_newest(self, search, ids):
        assert await found(search, '"ferry"') == set(ids[-3:])
        assert await found(search, '"ferry" AND "1"') == {ids[1]}, "it counts matches, not articles"
        assert await search.titles('"fer"*') == ids[:-4:-1]

    async def test_lies_within_the_bounds(self, search, ids, now):
        assert await found(search, '"ferry"', source="Courier") == {ids[1], ids[2]}
        assert await found(search, '"ferry"', until=now - timedelta(days=4)) == {ids[1], ids[2], ids[3]}

    async def test_is_of_the_period_whatever_was_stored_later(self, shelf, search, ids, now):
        for number in range(4):  # an archive
            await shelf.put_one(f"Ferry of old {number}", published_at=now - timedelta(days=400 + number))
        assert await found(search, '"ferry"', since=now - timedelta(days=10)) == set(ids[-3:])
        assert await found(search, '"ferry"', since=now - timedelta(days=10), source="Courier") == {ids[1], ids[2]}


async def test_titles_complete_what_was_typed(shelf, search):
    first = await shelf.put_one("Ferry runs again", "No harbour.")
    second = await shelf.put_one("Fernández elected")
    assert await search.titles('"fer"*') == [second, first]
    assert await search.titles('"fernand"*') == [second]
    assert await search.titles('"harbour"*') == [], "titles alone"


async def test_texts_hold_the_key_points_before_the_paragraphs(shelf, search):
    article_id = await shelf.put_one("Title", "One.\n\nTwo.", key_points=("Point",))
    bare = await shelf.put_one("Bare", "Text.")
    texts = await search.texts([article_id, bare, 404])
    assert set(texts) == {article_id, bare}
    assert texts[article_id].paragraphs == ("Point", "One.", "Two.")
    assert texts[article_id].head == (await shelf.heads([article_id]))[0]
    assert texts[bare].paragraphs == ("Text.",)
