"""Dates as articles write them."""

from __future__ import annotations

import math
import re
from datetime import UTC, datetime

FIRST_YEAR = 1600  # no newspaper is older; software writes 0001-01-01 for "none"
_EPOCH_SECONDS = re.compile(r"\d{9,11}(?:\.\d{1,9})?")  # from 1973 on; eight digits are 20230906


def parse_moment(value: str | float | None) -> datetime | None:
    """The aware UTC moment of an ISO 8601 date or time, or of epoch seconds; None where it is neither.

    A date alone is its midnight, a time without a zone is taken as UTC.
    """
    try:
        moment = _parse(value)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment is not None and moment.year >= FIRST_YEAR else None


def _parse(value: str | float | None) -> datetime | None:
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip()
        if not _EPOCH_SECONDS.fullmatch(text):
            moment = datetime.fromisoformat(text)
            return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
        value = float(text)
    return datetime.fromtimestamp(value, UTC) if math.isfinite(value) else None
