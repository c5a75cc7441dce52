"""The one place that owns the length budget of a message (pure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.render.post import MAX_COMPONENTS, MAX_TEXT, Block, Post


def fit(
    head: Sequence[Block], items: Sequence[Block], tail: Callable[[int], Sequence[Block]]
) -> tuple[tuple[Block, ...], int]:
    """Head, as many items as there is room for, and the tail; and how many items were dropped, from the end.

    `tail(dropped)` makes the closing blocks, which may say how many were dropped. Head and tail alone must fit.
    """
    for kept in range(len(items), -1, -1):
        blocks = (*head, *items[:kept], *tail(len(items) - kept))
        if fits(blocks):
            return blocks, len(items) - kept
    raise AssertionError("head and tail of a post are larger than a message")


def fits(blocks: Sequence[Block]) -> bool:
    """Whether the blocks, framed as one container, stay within a message."""
    post = Post(tuple(blocks))
    return post.components <= MAX_COMPONENTS and post.characters <= MAX_TEXT
