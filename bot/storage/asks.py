"""What people asked for, kept so that the buttons under an answer work for weeks and after restarts."""

from __future__ import annotations

from datetime import datetime

from bot.clock import to_ms
from bot.errors import NotFound
from bot.storage.db import Database
from bot.storage.queries import named


class AskStore:
    """Keeps requests as JSON text under a number that fits into a button's custom id."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._sql = named("asks")

    async def save(self, request: str, *, now: datetime) -> int:
        """Keep a request; its number."""
        async with self._db.transaction() as connection:
            return int(await self._sql.save(connection, request=request, now=to_ms(now)))

    async def load(self, ask_id: int) -> str:
        """The request of that number. Raises NotFound once it was forgotten."""
        request = await self._sql.request(self._db.reader, id=ask_id)
        if request is None:
            raise NotFound("These buttons are too old: what was asked is no longer known. Please ask again.")
        return str(request)

    async def forget_before(self, moment: datetime) -> None:
        """Drop requests that were made before a moment."""
        async with self._db.transaction() as connection:
            await self._sql.forget_before(connection, moment=to_ms(moment))
