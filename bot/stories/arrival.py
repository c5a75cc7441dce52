"""What is handed to the window of stories: plain data that the bot's own process can make without numpy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewText:
    """An article to be placed. `published_ms` is in epoch milliseconds.

    `story_id` is the story that it is in, where it was edited or is to be signed anew.
    """

    article_id: int
    title: str
    key_points: tuple[str, ...]
    paragraphs: tuple[str, ...]
    language: str
    published_ms: int
    story_id: int | None = None
