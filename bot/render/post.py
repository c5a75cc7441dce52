"""A message as plain data: it can be stored as JSON, so that what is sent again is what was meant the first time.

Limits are Discord's for Components V2: 40 components and 4,000 characters of text in a message, 100 characters in a
custom id, 80 in a label, 512 in an address, five buttons in a row
(https://discord.com/developers/docs/components/reference).
"""

from __future__ import annotations

from typing import Literal

import msgspec

MAX_COMPONENTS = 40
MAX_TEXT = 4000
MAX_CUSTOM_ID = 100
MAX_LABEL = 80
MAX_URL = 512
MAX_ROW = 5

Style = Literal["primary", "secondary", "success", "danger"]


class Button(msgspec.Struct, frozen=True, tag="button"):
    """A button that does something: `custom_id` says what, in letters that outlive a restart."""

    label: str
    custom_id: str
    style: Style = "secondary"
    disabled: bool = False


class LinkButton(msgspec.Struct, frozen=True, tag="link"):
    """A button that opens an address."""

    label: str
    url: str


class Text(msgspec.Struct, frozen=True, tag="text"):
    """Markdown, with everything from outside escaped already."""

    markdown: str


class Section(msgspec.Struct, frozen=True, tag="section"):
    """A text with one button at its side."""

    markdown: str
    button: Button | LinkButton


class Row(msgspec.Struct, frozen=True, tag="row"):
    """Up to five buttons side by side."""

    buttons: tuple[Button | LinkButton, ...]


class Divider(msgspec.Struct, frozen=True, tag="divider"):
    """A thin line."""


Block = Text | Section | Row | Divider


class Post(msgspec.Struct, frozen=True):
    """What a message shows, framed as one container; `accent` is the colour of its edge, 0xRRGGBB."""

    blocks: tuple[Block, ...]
    accent: int | None = None

    @property
    def components(self) -> int:
        """How many components Discord counts; the container is one too."""
        return 1 + sum(components_of(block) for block in self.blocks)

    @property
    def characters(self) -> int:
        """How many characters of text Discord counts."""
        return sum(characters_of(block) for block in self.blocks)


def components_of(block: Block) -> int:
    """How many of Discord's components a block takes."""
    match block:
        case Section():
            return 3
        case Row(buttons=buttons):
            return 1 + len(buttons)
        case _:
            return 1


def characters_of(block: Block) -> int:
    """How many characters of text a block takes; counted in UTF-16 units, the strictest reading of the limit."""
    match block:
        case Text(markdown=markdown) | Section(markdown=markdown):
            return width(markdown)
        case _:
            return 0


def width(text: str) -> int:
    """The length of a text in UTF-16 units, as Discord's clients count."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def shortened(text: str, limit: int) -> str:
    """The beginning of a text, at most `limit` UTF-16 units long."""
    cut = text[:limit]
    while width(cut) > limit:
        cut = cut[:-1]
    return cut.rstrip()


def press_id(action: str, *parts: object) -> str:
    """The custom id of a button: what it does and with what. It is read back by `bot.delivery.buttons`."""
    made = ":".join(("bb", action, *map(str, parts)))
    if width(made) > MAX_CUSTOM_ID:
        raise ValueError(f"custom id of {width(made)} characters: {made}")
    return made
