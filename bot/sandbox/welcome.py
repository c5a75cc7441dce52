"""The first post in the sandbox: what a newcomer can type or press (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.models import Length
from bot.render.articles import ACCENT
from bot.render.escape import escape, on_day
from bot.render.post import Block, Button, Divider, Post, Row, Text, press_id

_NOTHING_YET = (
    "There are no articles yet. Stop the sandbox and start it again with your own: `python -m bot sandbox FOLDER`."
)
_SHOWN_TOPICS = 4
_MAX_TOPIC = 60


def welcome_post(articles: int, sources: int, topics: Sequence[str], *, now: datetime) -> Post:
    """The greeting, with the first of `topics` to press; `topics` are outside text."""
    if not articles:
        return Post((Text(f"## Briefing Bot\n{_NOTHING_YET}"),), accent=ACCENT)
    # A topic that holds the separator of custom ids would come back cut.
    shown = [topic for topic in topics if ":" not in topic and len(topic) <= _MAX_TOPIC][:_SHOWN_TOPICS]
    example = f", for example **{escape(shown[0])}**," if shown else ""
    blocks: list[Block] = [
        Text(
            "## Good evening. Here is the news, in a few sentences.\n"
            "1. Type **/brief**, press Enter, then the arrow: the top stories of the day.\n"
            f"2. Or pick **topic**{example} or pick **article** and begin to type a headline.\n"
            "3. **Where is this from?** shows a sentence in its paragraph: it stands there word for word."
        )
    ]
    if shown:
        blocks.append(Row(tuple(_topic_button(topic) for topic in shown)))
    counted = f"{_count(articles, 'article')} from {_count(sources, 'source')}"
    footer = f"-# {counted} · here it is {on_day(now)} · nothing leaves this machine"
    return Post((*blocks, Divider(), Text(footer)), accent=ACCENT)


def _topic_button(topic: str) -> Button:
    return Button(topic, press_id("topic", Length.STANDARD, topic), style="primary")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
