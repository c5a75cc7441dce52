"""Buttons by their custom ids: `bb:<action>:<what with>`, answered by whoever registered the action.

One dynamic item stands for all of them, so a button in a message of last month works as one of today.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Self

import discord
from discord import ui

from bot.delivery.replies import fail
from bot.errors import NotFound

#: Answers a press: gets the interaction and the parts of the custom id after the action.
Handler = Callable[..., Awaitable[None]]
#: Reads a part of a custom id; raises ValueError where it cannot be one.
Part = Callable[[str], object]


class Buttons:
    """What each action does. Cogs register theirs when they are built."""

    def __init__(self) -> None:
        self._actions: dict[str, tuple[Handler, Sequence[Part]]] = {}

    def on(self, action: str, handler: Handler, *parts: Part) -> None:
        """Let `handler` answer the buttons of an action, whose custom ids go on with these parts."""
        self._actions[action] = handler, parts

    async def press(self, interaction: discord.Interaction[Any], action: str, rest: str) -> None:
        """Answer a press. An error ends as a sentence for the one who pressed."""
        try:
            handler, arguments = self._read(action, rest)
            await handler(interaction, *arguments)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person gets an answer and the log the rest
            await fail(interaction, error)

    def _read(self, action: str, rest: str) -> tuple[Handler, list[object]]:
        try:
            handler, parts = self._actions[action]
            # The last part may hold colons itself.
            texts = rest.split(":", len(parts) - 1)
            return handler, [read(text) for read, text in zip(parts, texts, strict=True)]
        except (KeyError, ValueError):
            raise NotFound("This button is from another version of the bot. Please ask again.") from None


def press_item(buttons: Buttons) -> type[ui.DynamicItem[ui.Button[Any]]]:
    """The dynamic item class that leads every button of ours to `buttons`."""

    class Press(ui.DynamicItem[ui.Button[Any]], template=r"bb:(?P<action>[a-z]+)(?::(?P<rest>.*))?"):
        def __init__(self, item: ui.Button[Any], action: str, rest: str) -> None:
            super().__init__(item)
            self.action = action
            self.rest = rest

        @classmethod
        async def from_custom_id(
            cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
        ) -> Self:
            assert isinstance(item, ui.Button)  # noqa: S101 - only buttons carry such an id
            return cls(item, match["action"], match["rest"] or "")

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await buttons.press(interaction, self.action, self.rest)

    return Press
