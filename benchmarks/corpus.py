"""Invented articles of the size and shape of agency copy, as many as asked for, the same in every run.

Words are made of syllables and drawn with Zipf frequencies, so that the full-text index meets words that stand in
every article and words that stand in one. Articles belong to stories, which last a day or two, share names and a few
words of their own, and are now and then large. Sentences are nonsense; only their sizes and frequencies are news.
"""

from __future__ import annotations

import inspect
import os
import re
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from hashlib import blake2b
from itertools import accumulate
from pathlib import Path
from random import Random

from bot.articles.decide import decide
from bot.articles.identity import content_hash, identity_keys
from bot.config import BriefingSettings
from bot.models import ArticleDraft, PreparedArticle, Ranking, Span
from bot.prepare import Recipe
from bot.storage.articles import ArticleStore
from bot.storage.db import Database
from bot.storage.migrate import migrations

#: When the newest article of every corpus was published; the clock of the measurements stands a little later.
NEWEST = datetime(2026, 11, 21, 18, tzinfo=UTC)
NOW = NEWEST + timedelta(minutes=5)
ARTICLES_A_DAY = 250
OUTLETS = 24
BATCH = 500

_FUNCTION_WORDS = tuple(
    re.findall(
        r"\w+",
        "the of to and a in that for on is was said it with as by at from he but be have an are has had were not this "
        "will they its who which or their after more his been would about when there one up out also she two than "
        "other new if all into last could over because first her some against before while during where most under",
    )
)
_ONSETS = tuple(re.findall(r"\w+", "b br c ch cl cr d dr f fl g gr h j k l m n p pl pr qu r s sh sl sp st t th tr v w"))
_VOWELS = ("a", "e", "i", "o", "u", "ea", "ai", "ou", "ee")
_CODAS = ("", "", "", "n", "r", "l", "t", "s", "nd", "st", "ck", "m")
_ENDINGS = ("", "", "", "s", "ed", "ing", "er", "ly", "tion", "ment", "ness", "al")
_VOCABULARY = 20_000
_ARTICLES_A_STORY = 4
_LARGE_STORY = 20


@dataclass(frozen=True, slots=True)
class Story:
    """What the articles of one story have in common."""

    names: tuple[str, ...]
    words: tuple[str, ...]


@cache
def vocabulary() -> tuple[str, ...]:
    """All words, the most frequent first: words that hold sentences together, then words with a meaning."""
    random = Random("vocabulary")
    made = dict.fromkeys(_FUNCTION_WORDS)
    while len(made) < _VOCABULARY:
        made[_word(random) + random.choice(_ENDINGS)] = None
    return tuple(made)


@cache
def _frequencies() -> list[float]:
    """Cumulated frequencies after Zipf and Mandelbrot: 1 / (rank + 2.7)."""
    return list(accumulate(1 / (rank + 2.7) for rank in range(_VOCABULARY)))


def _word(random: Random) -> str:
    return "".join(
        random.choice(_ONSETS) + random.choice(_VOWELS) + random.choice(_CODAS) for _ in range(random.choice((1, 2, 2)))
    )


@cache
def outlets() -> tuple[str, ...]:
    """The names of the outlets."""
    random = Random("outlets")
    kinds = ("Post", "Courier", "Wire", "Herald")
    return tuple(f"{_word(random).title()} {random.choice(kinds)} {number}" for number in range(1, OUTLETS + 1))


@cache
def story(number: int) -> Story:
    """Story number `number`."""
    random = Random(f"story {number}")
    names = tuple(f"{_word(random).title()} {_word(random).title()}" for _ in range(3))
    first_meaningful = len(_FUNCTION_WORDS)
    return Story(names, tuple(random.choices(vocabulary()[first_meaningful:8_000], k=12)))


def story_of(number: int) -> Story:
    """The story that article number `number` tells."""
    random = Random(f"story of {number}")
    chosen = max(0, number // _ARTICLES_A_STORY - int(random.expovariate(1 / 60)))
    return story(chosen - chosen % _LARGE_STORY if random.random() < 0.3 else chosen)


def article(number: int, of: int, *, edition: str = "") -> PreparedArticle:
    """Article `number` of a corpus of `of`, the last one the newest; ranked by the throw of a die.

    Another `edition` is another article in the same place: for loading into a corpus what it does not hold yet.
    """
    random = Random(f"article {edition}{number}")
    told = story_of(number)
    published_at = NEWEST - (of - 1 - number) * timedelta(days=1) / ARTICLES_A_DAY
    title = _capital(" ".join([random.choice(told.names), *_words(random, told, random.randint(5, 8))]))
    key_points = tuple(_sentence(random, told) for _ in range(random.choice((0, 0, 1, 2))))
    paragraphs, spans, words, target = [], [], 0, random.randint(300, 600)
    while words < target:
        sentences = [_sentence(random, told) for _ in range(random.choice((1, 2, 2, 3)))]
        start = 0
        for sentence in sentences:
            spans.append(Span(len(paragraphs), start, start + len(sentence)))
            start += len(sentence) + 1
        paragraphs.append(" ".join(sentences))
        words += paragraphs[-1].count(" ") + 1
    source = random.choice(outlets())
    draft = ArticleDraft(
        title=title,
        key_points=key_points,
        paragraphs=tuple(paragraphs),
        source=source,
        origin=f"/corpus/{edition}{number}.txt",
        url=f"https://{source.split()[0].lower()}.example/{edition}{number}",
        published_at=published_at,
        language="en",
    )
    return PreparedArticle(
        draft=draft,
        published_at=published_at,
        language="en",
        keys=identity_keys(draft, published_at),
        content_hash=content_hash(draft),
        ranking=Ranking(recipe().method, tuple(spans), tuple(random.sample(range(len(spans)), len(spans)))),
    )


def _words(random: Random, told: Story, count: int) -> list[str]:
    words = random.choices(vocabulary(), cum_weights=_frequencies(), k=count)
    for _ in range(count // 8 + 1):
        words[random.randrange(count)] = random.choice(told.names if random.random() < 0.3 else told.words)
    return words


def _sentence(random: Random, told: Story) -> str:
    sentence = _capital(" ".join(_words(random, told, random.randint(7, 30))))
    if random.random() < 0.1:
        return f'"{sentence}," said {random.choice(told.names)}.'
    return sentence + "."


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def as_text(prepared: PreparedArticle) -> str:
    """An article in the text format of `seeds/`."""
    draft = prepared.draft
    head = f"date {prepared.published_at:%Y-%m-%d} {draft.title}"
    return "\n\n".join([head, *draft.key_points, *draft.paragraphs]) + "\n"


def write_files(folder: Path, count: int) -> None:
    """`count` articles as text files, in a folder for each outlet."""
    for number in range(count):
        made = article(number, count)
        outlet = folder / made.draft.source.replace(" ", "-")
        outlet.mkdir(parents=True, exist_ok=True)
        (outlet / f"{number}.txt").write_text(as_text(made), "utf-8")


def recipe() -> Recipe:
    """That of the bot's defaults, so that nothing is ranked anew."""
    settings = BriefingSettings()
    return Recipe(settings.method, settings.max_sentences)


async def database(size: int) -> Path:
    """A database with a corpus of `size`, built once and kept in the system's folder for temporary files."""
    made_by = [inspect.getsource(sys.modules[__name__]), str(recipe()), *(script for _, script in migrations())]
    key = blake2b("\n".join(made_by).encode(), digest_size=6).hexdigest()
    path = Path(tempfile.gettempdir(), f"briefing-bot-bench-{size}-{key}.db")
    if not path.exists():
        unfinished = path.with_suffix(f".{os.getpid()}")
        async with Database.open(unfinished) as db:
            await save_corpus(ArticleStore(db), size)
        unfinished.rename(path)
    return path


async def save_corpus(articles: ArticleStore, size: int) -> None:
    """Store a corpus, oldest first."""
    for start in range(0, size, BATCH):
        await save(articles, [article(number, size) for number in range(start, min(size, start + BATCH))])


async def save(articles: ArticleStore, batch: Sequence[PreparedArticle]) -> None:
    """Store a batch in one transaction."""
    await articles.save(batch, decide=partial(decide, asked_for=True), recipe=str(recipe()), now=NOW)
