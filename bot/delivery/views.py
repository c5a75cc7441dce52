"""A post as discord.py's layout view (Components V2)."""

from __future__ import annotations

import discord
from discord import ui

from bot.render.post import Block, Button, Divider, LinkButton, Post, Row, Section, Text

_STYLES = {
    "primary": discord.ButtonStyle.primary,
    "secondary": discord.ButtonStyle.secondary,
    "success": discord.ButtonStyle.success,
    "danger": discord.ButtonStyle.danger,
}


def to_view(post: Post) -> ui.LayoutView:
    """The view that shows a post.

    It is stopped before it is sent: discord.py then keeps nothing of it in memory, and its buttons are answered by
    their custom ids alone (`bot.delivery.buttons`), today as after a restart.
    """
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*(_item(block) for block in post.blocks), accent_colour=post.accent))
    view.stop()
    return view


def _item(block: Block) -> ui.Item[ui.LayoutView]:
    match block:
        case Text(markdown):
            return ui.TextDisplay(markdown)
        case Section(markdown, button):
            return ui.Section(ui.TextDisplay(markdown), accessory=_button(button))
        case Row(buttons):
            return ui.ActionRow(*(_button(button) for button in buttons))
        case Divider():
            return ui.Separator()


def _button(button: Button | LinkButton) -> ui.Button[ui.LayoutView]:
    if isinstance(button, LinkButton):
        return ui.Button(label=button.label, url=button.url)
    return ui.Button(
        label=button.label, custom_id=button.custom_id, style=_STYLES[button.style], disabled=button.disabled
    )
