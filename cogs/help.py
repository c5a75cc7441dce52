"""`/help`: what the bot does, in a dozen lines."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.delivery import replies
from bot.render.help import help_post
from bot.render.post import Post
from bot.storage.articles import ArticleStore


class HelpCog(commands.Cog):
    """Tells what can be asked, and how much there is to ask about."""

    def __init__(self, *, articles: ArticleStore) -> None:
        self._articles = articles

    @app_commands.command(description="What this bot does and how to ask it")
    async def help(self, interaction: discord.Interaction[Any]) -> None:  # noqa: D102
        await replies.answer(interaction, self._post(), private=True)

    async def _post(self) -> Post:
        return help_post(await self._articles.count(), len(await self._articles.sources()))
