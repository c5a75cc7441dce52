"""Suggestions under a command's option: at most 25, each at most 100 characters (Discord's limits)."""

from __future__ import annotations

from collections.abc import Iterable

from discord import app_commands

from bot.models import ArticleHead
from bot.render.articles import NO_SOURCE, NO_TITLE
from bot.render.escape import clean
from bot.render.post import shortened, width

MAX_CHOICES = 25
MAX_CHOICE = 100
MAX_SOURCE = 30


def text_choices(texts: Iterable[str]) -> list[app_commands.Choice[str]]:
    """A choice for each text that can be one; what is picked is the text itself."""
    cleaned = dict.fromkeys(clean(text) for text in texts)
    fitting = [text for text in cleaned if 0 < width(text) <= MAX_CHOICE]
    return [app_commands.Choice(name=text, value=text) for text in fitting[:MAX_CHOICES]]


def article_choices(heads: Iterable[ArticleHead]) -> list[app_commands.Choice[str]]:
    """A choice for each article: its title and source; what is picked is its number."""
    choices = []
    for head in heads:
        tail = f" · {shortened(clean(head.source), MAX_SOURCE) or NO_SOURCE}"
        title = clean(head.title) or NO_TITLE
        room = MAX_CHOICE - width(tail)
        shown = title if width(title) <= room else shortened(title, room - 1) + "…"
        choices.append(app_commands.Choice(name=shown + tail, value=str(head.id)))
    return choices[:MAX_CHOICES]
