"""Suggestions under a command's option: at most 25, each at most 100 characters (Discord's limits)."""

from __future__ import annotations

from collections.abc import Iterable

from discord import app_commands

from bot.models import ArticleHead
from bot.render.escape import clean

MAX_CHOICES = 25
MAX_CHOICE = 100


def text_choices(texts: Iterable[str]) -> list[app_commands.Choice[str]]:
    """A choice for each text that can be one; what is picked is the text itself."""
    cleaned = dict.fromkeys(clean(text) for text in texts)
    fitting = [text for text in cleaned if 0 < len(text) <= MAX_CHOICE]
    return [app_commands.Choice(name=text, value=text) for text in fitting[:MAX_CHOICES]]


def article_choices(heads: Iterable[ArticleHead]) -> list[app_commands.Choice[str]]:
    """A choice for each article: its title and source; what is picked is its number."""
    choices = []
    for head in heads:
        tail = f" · {clean(head.source)[:30]}"
        title = clean(head.title) or "(no title)"
        room = MAX_CHOICE - len(tail)
        shown = title if len(title) <= room else title[: room - 1].rstrip() + "…"
        choices.append(app_commands.Choice(name=shown + tail, value=str(head.id)))
    return choices[:MAX_CHOICES]
