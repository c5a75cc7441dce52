"""How long `/brief` and the suggestions take, at a thousand and at a hundred thousand articles."""

from __future__ import annotations

import os
import shutil
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random

from benchmarks import corpus
from benchmarks.report import Table, Times, times, verdict
from bot.app import App, open_app
from bot.config import DatabaseSettings, Settings
from bot.delivery.views import to_view
from bot.models import BriefRequest, Length, SearchRequest
from cogs.brief import BriefCog

BRIEF_AIM_MS = 50.0
SUGGEST_AIM_MS = 20.0
#: Ranks in the vocabulary: a word that stands in most articles, one in a few per cent, one in a few.
_COMMON, _MIDDLING, _RARE = 100, 1_500, 12_000
_ASKER = 10**17

Run = Callable[[], Awaitable[object]]


class CorpusClock:
    """Stands just after the newest article."""

    def now(self):
        return corpus.NOW


def opened(path: Path, *, readers: int = 3):
    """The bot's services over a database; no worker starts unless something is ranked."""
    return open_app(Settings(database=DatabaseSettings(readers=readers)), database=path, clock=CorpusClock())


async def copied(size: int, folder: Path) -> Path:
    """A copy of the corpus database that may be written to."""
    path = folder / f"{size}.db"
    if not path.exists():
        shutil.copyfile(await corpus.database(size), path)
        with path.open("rb+") as copy:
            os.fsync(copy.fileno())  # else the first checkpoint pays for it
    return path


async def measure(sizes: Sequence[int], runs: int, folder: Path) -> list[Table]:
    """Latencies of everything that a person waits for."""
    briefs = Table(
        "`/brief`",
        "Milliseconds within the bot's process: search, stories, composing, rendering, keeping the request for its "
        "buttons, and discord.py's form of the message; all but the network. CPU is the processor time of all threads, "
        "on average: where it is much less than p50, the disk or other programs were waited for.",
        ["asked for", *_columns(sizes), "p99 under 50 ms"],
    )
    suggestions = Table(
        "Suggestions and search",
        "Milliseconds within the bot's process. Suggestions are asked for at every key stroke, here after 0 to 8 "
        "letters; they aim at a p99 under 20 ms, the commands at 50.",
        ["asked for", *_columns(sizes), "aim met"],
    )
    found = [await _at(size, runs, folder) for size in sizes]
    for name in found[0][0]:
        _add(briefs, name, [each[0][name] for each in found], BRIEF_AIM_MS)
    for name in found[0][1]:
        aim = BRIEF_AIM_MS if name.startswith("`/") else SUGGEST_AIM_MS
        _add(suggestions, name, [each[1][name] for each in found], aim)
    return [briefs, suggestions]


def _columns(sizes: Sequence[int]) -> list[str]:
    return [f"{size:,}: {what}" for size in sizes for what in ("p50", "p99", "CPU")]


def _add(table: Table, name: str, found: Sequence[Times], aim: float) -> None:
    numbers = [number for each in found for number in (each.p50, each.p99, each.cpu_ms)]
    table.add(name, *numbers, verdict(found[-1].p99, aim))


async def _at(size: int, runs: int, folder: Path) -> tuple[dict[str, Times], dict[str, Times]]:
    async with opened(await copied(size, folder)) as app:
        briefs = {name: await times(_runs(ask, runs)) for name, ask in brief_kinds(app, size).items()}
        suggestions = {name: await times(_runs(ask, runs)) for name, ask in suggestion_kinds(app, size).items()}
    return briefs, suggestions


def _runs(ask: Callable[[Random], Run], runs: int) -> list[Run]:
    return [ask(Random(number)) for number in range(runs)]


def brief_kinds(app: App, size: int) -> dict[str, Callable[[Random], Run]]:
    """What people ask `/brief` for, each made with a random choice of words."""
    cog = cog_of(app)

    def asking(make: Callable[[Random], BriefRequest]) -> Callable[[Random], Run]:
        return lambda random: partial(whole_answer, cog, make(random))

    return {
        "a name in the news": asking(lambda random: BriefRequest(topic=_name(random, size))),
        "a common word": asking(lambda random: BriefRequest(topic=_word(random, _COMMON))),
        "a middling word": asking(lambda random: BriefRequest(topic=_word(random, _MIDDLING))),
        "a rare word": asking(lambda random: BriefRequest(topic=_word(random, _RARE))),
        "three words": asking(
            lambda random: BriefRequest(topic=" ".join(_word(random, rank) for rank in (_COMMON, 300, _MIDDLING)))
        ),
        "a name, deep": asking(lambda random: BriefRequest(topic=_name(random, size), length=Length.DEEP)),
        "the top of the day": asking(lambda _random: BriefRequest()),
        "one article": asking(lambda random: BriefRequest(article_id=random.randint(1, size))),
    }


def suggestion_kinds(app: App, size: int) -> dict[str, Callable[[Random], Run]]:
    """What is asked for while people type, and search."""
    finder = app.finder
    return {
        "article titles": lambda random: partial(finder.suggest_titles, _typed(random, size)),
        "topics": lambda random: partial(app.briefings.suggest_topics, _typed(random, size)),
        "topics, the first time in a minute": lambda _random: partial(_topics_anew, app),
        "sources": lambda random: partial(finder.suggest_sources, _typed(random, size)[:2]),
        "`/article search`, a name": lambda random: partial(finder.search, SearchRequest(query=_name(random, size))),
        "`/article search`, a common word": lambda random: partial(
            finder.search, SearchRequest(query=_word(random, _COMMON))
        ),
        "`/article search`, of one source": lambda random: partial(
            finder.search, SearchRequest(query=_word(random, _COMMON), source=random.choice(corpus.outlets()))
        ),
        "`/article latest`": lambda _random: partial(finder.latest, SearchRequest()),
    }


def cog_of(app: App) -> BriefCog:
    """The cog that answers `/brief`."""
    from bot.delivery.buttons import Buttons

    return BriefCog(briefings=app.briefings, finder=app.finder, asks=app.asks, buttons=Buttons(), clock=app.clock)


async def whole_answer(cog: BriefCog, request: BriefRequest) -> list[object]:
    """What Discord would be sent."""
    post = await cog._post(request, _ASKER)  # noqa: SLF001 - the callback around it needs an interaction
    return to_view(post).to_components()


async def _topics_anew(app: App) -> object:
    app.briefings._topics = None  # noqa: SLF001 - a minute has passed
    return await app.briefings.topics()


def _name(random: Random, size: int) -> str:
    """A name of a story of the last fortnight."""
    lately = min(size, 14 * corpus.ARTICLES_A_DAY)
    return random.choice(corpus.story_of(size - 1 - random.randrange(lately)).names)


def _word(random: Random, rank: int) -> str:
    return corpus.vocabulary()[rank + random.randrange(rank // 4)]


def _typed(random: Random, size: int) -> str:
    return _name(random, size)[: random.randint(0, 8)]
