"""The `since` of a command: "6 hours", "3 days", "yesterday", "2026-11-12", or anything a suggestion offers (pure)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from bot.errors import QueryError

#: What is suggested, in this order.
SUGGESTIONS = ("6 hours", "1 day", "3 days", "1 week", "2 weeks", "1 month", "1 year", "any time")

_UNITS = {"h": 1, "hour": 1, "d": 24, "day": 24, "w": 168, "week": 168, "m": 720, "month": 720, "y": 8760, "year": 8760}
_SPAN = re.compile(r"(?:the |an? )?(?:last |past )?(\d{1,4})? *([a-z]+?)s?(?: ago)?", re.IGNORECASE)
_MOST_HOURS = 100 * 8760


def read_since(text: str, now: datetime) -> datetime:
    """The moment that a `since` means. Dates are in UTC. Raises QueryError with what can be written."""
    said = text.strip().lower()
    if said in ("any time", "anytime", "ever", "all"):
        return datetime(1970, 1, 1, tzinfo=UTC)
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if said in ("today", "yesterday"):
        return midnight - timedelta(days=said == "yesterday")
    match = _SPAN.fullmatch(said)
    if match and match[2] in _UNITS:
        hours = int(match[1] or 1) * _UNITS[match[2]]
        return now - timedelta(hours=min(hours, _MOST_HOURS))
    try:
        moment = datetime.fromisoformat(said)
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        raise QueryError(
            f"“{text[:50]}” is no period. Write for example: 6 hours, 3 days, 2 weeks, yesterday or 2026-11-12."
        ) from None


def suggest_since(typed: str) -> list[str]:
    """The suggestions that fit what was typed so far."""
    said = typed.strip().lower()
    return [suggestion for suggestion in SUGGESTIONS if said in suggestion] or list(SUGGESTIONS)
