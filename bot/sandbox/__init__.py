"""The bot in a local browser page: no Discord, no token, nothing leaves this machine (the extra `sandbox`)."""

from bot.sandbox.serve import main

__all__ = ["main"]
