import shutil
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app import open_app
from bot.briefing.service import MIN_STORY_SHARE, BriefingService, _in_turn, _on_topic
from bot.config import BriefingSettings, Settings
from bot.errors import NotFound, QueryError, WorkTimeout
from bot.models import ArticleHead, BriefRequest, Length, Method, Opening
from bot.stories.group import group_by_story
from bot.work import ThreadWorkers
from tests.conftest import FixedClock

EVENING = datetime(2026, 11, 21, 20, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def clock():
    return FixedClock(EVENING)


@pytest.fixture
async def app(tmp_path, corpus_database, clock):
    path = shutil.copy(corpus_database, tmp_path / "briefing.db")
    async with open_app(Settings(), database=path, clock=clock, workers=ThreadWorkers()) as app:
        yield app


@pytest.fixture
def service(app):
    return app.briefings


class TestTopic:
    async def test_looks_at_the_usual_days_and_keeps_them_in_the_request(self, service):
        answer = await service.brief(BriefRequest(topic="ferry"))
        assert answer.request == BriefRequest(topic="ferry", since=EVENING - 14 * DAY, until=EVENING + DAY)
        assert answer.briefing.title == "ferry"
        assert len(answer.briefing.points) == 4

    async def test_looks_at_the_days_asked_for(self, service):
        since = EVENING - 10 * DAY
        answer = await service.brief(BriefRequest(topic="ferry", since=since, length=Length.DEEP))
        assert answer.briefing.points
        assert all(point.head.published_at >= since for point in answer.briefing.points)

    async def test_asked_again_later_says_the_same(self, service, clock):
        answer = await service.brief(BriefRequest(topic="election"))
        clock.advance(days=30)
        assert (await service.brief(answer.request)).briefing == answer.briefing

    @pytest.mark.parametrize("topic", ["ferry", "Skaldenmark election", "volcano OR strike", "théâtre", "price*"])
    @pytest.mark.parametrize("length", list(Length))
    async def test_is_word_for_word_one_point_an_article(self, service, app, topic, length):
        briefing = (await service.brief(BriefRequest(topic=topic, length=length))).briefing
        assert 0 < len(briefing.points) <= length.points
        ids = [point.head.id for point in briefing.points]
        assert len(set(ids)) == len(ids)
        articles = await app.articles.ranked(ids)
        for point in briefing.points:
            ranked = articles[point.head.id]
            span = ranked.ranking.spans[point.position]
            assert point.text == ranked.article.paragraphs[point.paragraph][span.start : span.end]

    async def test_names_no_article_twice_and_counts_the_rest(self, service):
        briefing = (await service.brief(BriefRequest(topic="volcano"))).briefing
        named = Counter(head.id for point in briefing.points for head in (point.head, *point.also))
        assert max(named.values()) == 1
        found = await service._find_best("volcano", since=EVENING - 14 * DAY, until=EVENING + DAY, limit=40)
        assert sum(named.values()) + briefing.left_out.articles <= len(found[1])

    async def test_that_nobody_reports_has_the_nearest(self, service):
        answer = await service.brief(BriefRequest(topic="Skaldnmark"))
        assert answer.briefing.points == ()
        assert answer.nearest[0] == "Skaldenmark"
        assert len(answer.nearest) == 5

    async def test_without_a_word_is_an_error(self, service):
        with pytest.raises(QueryError):
            await service.brief(BriefRequest(topic="?"))


class TestArticle:
    async def test_gives_its_best_sentences_in_order(self, service, app):
        article_id = await app.finder.one_by_name("moths")
        briefing = (await service.brief(BriefRequest(article_id=article_id, length=Length.DEEP))).briefing
        positions = [point.position for point in briefing.points]
        assert positions == sorted(positions)
        assert briefing.head.id == article_id
        spans = (await app.articles.one_ranked(article_id)).ranking.spans
        assert briefing.left_out.sentences == len(spans) - 8

    async def test_by_another_method(self, service, app):
        article_id = await app.finder.one_by_name("moths")
        lead = (await service.brief(BriefRequest(article_id=article_id, method=Method.LEAD))).briefing
        luhn = (await service.brief(BriefRequest(article_id=article_id, method=Method.LUHN))).briefing
        assert (lead.method, luhn.method) == (Method.LEAD, Method.LUHN)
        assert lead.points != luhn.points

    async def test_by_a_method_that_is_too_slow_keeps_the_stored_ranking_and_says_so(self, app, clock):
        async def never(*_arguments):
            raise WorkTimeout("too slow")

        service = BriefingService(
            app.articles,
            find_best=app.finder.best_for,
            group_by_story=group_by_story,
            rank_now=never,
            order_stories=never,
            clock=clock,
            settings=BriefingSettings(),
        )
        article_id = await app.finder.one_by_name("moths")
        usual = (await service.brief(BriefRequest(article_id=article_id))).briefing
        slow = (await service.brief(BriefRequest(article_id=article_id, method=Method.KL))).briefing
        assert slow == replace(usual, note="kl took too long here; ranked with newsrank instead")

    async def test_that_is_gone(self, service):
        with pytest.raises(NotFound):
            await service.brief(BriefRequest(article_id=10**6))


class TestTheDay:
    async def test_is_the_last_one(self, service):
        answer = await service.brief(BriefRequest())
        assert not answer.request.widened
        assert all(point.head.published_at >= EVENING - DAY for point in answer.briefing.points)

    async def test_gives_each_story_a_point_before_any_has_two(self, service):
        answer = await service.brief(BriefRequest(since=EVENING - 7 * DAY, length=Length.DEEP))
        assert len(answer.briefing.points) == 8
        named = [head.id for point in answer.briefing.points for head in (point.head, *point.also)]
        assert len(set(named)) == len(named)

    async def test_without_news_is_the_newest_there_is(self, service, clock):
        clock.advance(days=40)
        answer = await service.brief(BriefRequest())
        assert answer.request.widened
        assert len(answer.briefing.points) == 4
        assert answer.request.since < answer.briefing.points[0].head.published_at < answer.request.until

    async def test_without_news_in_the_days_asked_for_is_empty(self, service, clock):
        clock.advance(days=40)
        answer = await service.brief(BriefRequest(since=clock.now() - DAY))
        assert (answer.briefing.points, answer.request.widened) == ((), False)

    async def test_of_an_empty_database_is_empty(self, service, app):
        await app.ingest.unload([app.settings.resolve("seeds")])
        answer = await service.brief(BriefRequest())
        assert (answer.briefing.points, answer.request.widened) == ((), False)


async def test_sources_are_all_the_articles_newest_first(service):
    answer, heads = await service.sources(BriefRequest(topic="ferry"))
    named = {head.id for point in answer.briefing.points for head in (point.head, *point.also)}
    assert {head.id for head in heads} == named
    assert [head.published_at for head in heads] == sorted((head.published_at for head in heads), reverse=True)


class TestPlace:
    async def test_is_where_the_sentence_stands(self, service):
        answer = await service.brief(BriefRequest(topic="ferry"))
        for point in answer.briefing.points:
            place = await service.place(point.head.id, point.position)
            assert (place.sentence, place.number, place.head) == (point.text, point.paragraph + 1, point.head)

    async def test_beyond_the_end_is_the_last_sentence(self, service, app):
        article_id = await app.finder.one_by_name("moths")
        last = await service.place(article_id, 34)
        assert await service.place(article_id, 999) == last
        assert last.number == last.of

    async def test_of_an_article_that_is_gone(self, service):
        with pytest.raises(NotFound):
            await service.place(10**6, 0)


async def test_topics_are_kept_for_a_minute(service, app, clock, tmp_path):
    await app.ingest.unload([app.settings.resolve("seeds")])
    assert await service.topics() == []
    for number in range(2):
        path = tmp_path / "gazette" / f"{number}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"date 2026-11-21 Piano {number} found at Zwirnfeld\n\nIt is {number}. So be it.\n", "utf-8")
        await app.ingest.load([path], asked_for=True)
    clock.advance(seconds=59)
    assert await service.topics() == []
    clock.advance(seconds=1)
    assert await service.topics() == ["Zwirnfeld"]
    assert await service.suggest_topics("zw") == ["Zwirnfeld"]


class TestWhoseTurnItIs:
    """Points are shared out as seats in a parliament are, by the highest average."""

    stories = st.lists(st.tuples(st.floats(0.1, 100), st.integers(0, 6)), max_size=6).map(
        lambda sizes: [
            (weight, [opening(100 * story + number) for number in range(size)])
            for story, (weight, size) in enumerate(sizes)
        ]
    )

    @given(stories)
    def test_everyone_has_one_in_the_end(self, stories):
        turns = [one.head.id for one in _in_turn(stories)]
        assert sorted(turns) == sorted(one.head.id for _, story in stories for one in story)

    @given(stories)
    def test_each_goes_to_the_story_with_most_weight_for_a_point(self, stories):
        taken = Counter()
        for one in _in_turn(stories):
            story = one.head.id // 100
            waiting = [n for n, (_, told) in enumerate(stories) if taken[n] < len(told)]
            averages = {n: stories[n][0] / (taken[n] + 1) for n in waiting}
            assert averages[story] == max(averages.values())
            assert one is stories[story][1][taken[story]]
            taken[story] += 1

    def test_a_story_that_only_touches_the_topic_is_left_out(self):
        about, touching, beside = [opening(1), opening(2)], [opening(3)], [opening(4)]
        worths = {1: 3.0, 2: 1.0, 3: 4 * MIN_STORY_SHARE, 4: 4 * MIN_STORY_SHARE - 0.01}
        assert _on_topic([beside, touching, about], worths) == [(4.0, about), (1.0, touching)]
        assert _on_topic([], {}) == []


def opening(number):
    return Opening(ArticleHead(number, str(number), "Wire", EVENING), "en", "")
