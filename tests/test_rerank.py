from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace

import pytest

from bot.app import open_app
from bot.config import BriefingSettings, Settings
from bot.loop import Supervisor
from bot.models import Method
from bot.rerank import BATCH, Reranker
from bot.storage.articles import ArticleStore
from bot.storage.db import Database
from bot.work import ThreadWorkers

RECIPE = "lead/1"


@pytest.fixture
async def articles(tmp_path, corpus_database):
    """The sample articles, ranked by the recipe of the settings."""
    async with Database.open(shutil.copy(corpus_database, tmp_path / "copy.db")) as db:
        yield ArticleStore(db)


async def by_lead(articles, method=Method.LEAD):
    ranked = await articles.ranked([article.id for article in await articles.unranked(recipe=RECIPE, limit=1000)])
    return {id_: replace(one.ranking, method=method) for id_, one in ranked.items()}


async def until(condition):
    while not condition():  # noqa: ASYNC110 - what is waited for tells nobody
        await asyncio.sleep(0.001)


async def run_to_its_rest(reranker):
    """Run the loop until it has nothing left to do and naps."""
    running = asyncio.create_task(reranker.loop.run())
    await until(lambda: running.done() or reranker.loop._nap)
    reranker.loop.stop()
    await running


async def test_another_recipe_ranks_anew_newest_first_and_ends(articles, clock):
    made, asked = await by_lead(articles), []

    async def rank_all(batch):
        asked.append([article.id for article in batch])
        return [made[article.id] for article in batch]

    newest_first = [article.id for article in await articles.unranked(recipe=RECIPE, limit=1000)]
    await run_to_its_rest(Reranker(articles, rank_all, recipe=RECIPE, clock=clock))
    assert [id_ for batch in asked for id_ in batch] == newest_first == sorted(newest_first, reverse=True)
    assert max(map(len, asked)) == BATCH
    assert {one.ranking.method for one in (await articles.ranked(newest_first)).values()} == {Method.LEAD}


async def test_nothing_to_do(articles, clock):
    async def rank_all(_batch):
        raise AssertionError

    made = await by_lead(articles)
    await articles.save_rankings(list(made.items()), recipe=RECIPE)
    await run_to_its_rest(Reranker(articles, rank_all, recipe=RECIPE, clock=clock))


async def test_an_article_that_is_gone_meanwhile_does_no_harm(articles, clock):
    made = await by_lead(articles)

    async def rank_all(batch):
        await articles.remove_from("/", separator="/", now=clock.now())
        return [made[article.id] for article in batch]

    await run_to_its_rest(Reranker(articles, rank_all, recipe=RECIPE, clock=clock))
    assert await articles.count() == 0


async def test_a_failure_of_the_database_ends_it_loudly(articles, clock):
    async def rank_all(_batch):
        raise OSError("disk full")

    deaths = []
    supervisor = Supervisor(deaths.append)
    supervisor.start("rerank", Reranker(articles, rank_all, recipe=RECIPE, clock=clock).loop.run())
    await until(lambda: deaths)
    assert str(deaths[0]) == "disk full"
    await supervisor.close()


class FailingWorkers(ThreadWorkers):
    async def run(self, function, items, *, timeout_s):
        if any("ferry" in article.title.casefold() for article in items):
            raise RuntimeError("this one breaks the method")
        return await super().run(function, items, timeout_s=timeout_s)


async def test_articles_that_cannot_be_ranked_do_not_loop_for_ever(tmp_path, corpus_database, clock):
    path = shutil.copy(corpus_database, tmp_path / "copy.db")
    settings = Settings(briefing=BriefingSettings(method=Method.LUHN))
    async with open_app(settings, database=path, clock=clock, workers=FailingWorkers()) as app:
        await run_to_its_rest(app.reranker)
        by_title = {
            one.article.title: one.ranking
            for one in (await app.articles.ranked([head.id for head in await app.articles.latest(limit=1000)])).values()
        }
    broken = {title for title, ranking in by_title.items() if ranking.method is Method.LEAD}
    assert broken == {title for title in by_title if "ferry" in title.casefold()} != set()
    assert all(by_title[title].note for title in broken)
