"""Buttons by their custom ids: `bb:<action>:<what with>`, answered by whoever registered the action.

One dynamic item stands for all of them, so a button in a message of last month works as one of today.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self

import discord
from discord import ui

from bot.delivery.replies import fail
from bot.errors import NotFound

#: Answers a press; the list holds the parts of the custom id after the action.
Handler = Callable[[discord.Interaction[Any], list[str]], Awaitable[None]]


class Buttons:
    """What each action does. Cogs register theirs when they are built."""

    def __init__(self) -> None:
        self._handlers: dict[str, Handler] = {}

    def on(self, action: str, handler: Handler) -> None:
        """Let `handler` answer the buttons of an action."""
        self._handlers[action] = handler

    async def press(self, interaction: discord.Interaction[Any], action: str, parts: list[str]) -> None:
        """Answer a press. An error ends as a sentence for the one who pressed."""
        try:
            if action not in self._handlers:
                raise NotFound("This button is from another version of the bot. Please ask again.")
            await self._handlers[action](interaction, parts)
        except Exception as error:  # noqa: BLE001 - whatever it is, the person gets an answer and the log the rest
            await fail(interaction, error)


def press_item(buttons: Buttons) -> type[ui.DynamicItem[ui.Button[Any]]]:
    """The dynamic item class that leads every button of ours to `buttons`."""

    class Press(ui.DynamicItem[ui.Button[Any]], template=r"bb:(?P<action>[a-z]+)(?::(?P<rest>.*))?"):
        def __init__(self, item: ui.Button[Any], action: str, parts: list[str]) -> None:
            super().__init__(item)
            self.action = action
            self.parts = parts

        @classmethod
        async def from_custom_id(
            cls, _interaction: discord.Interaction[Any], item: ui.Item[Any], match: re.Match[str], /
        ) -> Self:
            rest = match["rest"]
            assert isinstance(item, ui.Button)  # noqa: S101 - only buttons carry such an id
            return cls(item, match["action"], [] if rest is None else rest.split(":"))

        async def callback(self, interaction: discord.Interaction[Any]) -> None:
            await buttons.press(interaction, self.action, self.parts)

    return Press
