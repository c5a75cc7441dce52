"""Briefing Bot: keeps a Discord community briefed on the news, with sentences that stand word for word in a source."""

__version__ = "0.1.0"
