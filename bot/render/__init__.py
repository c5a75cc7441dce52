"""From models to posts: plain blocks within Discord's limits, all outside text escaped. Pure, without discord.py."""
