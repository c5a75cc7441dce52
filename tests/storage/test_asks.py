from __future__ import annotations

from datetime import timedelta

import pytest

from bot.errors import NotFound
from bot.storage.asks import AskStore
from bot.storage.db import Database


async def test_a_request_is_known_until_it_is_forgotten(db: Database, now):
    asks = AskStore(db)
    old = await asks.save('{"topic": "ferry"}', now=now - timedelta(days=30))
    new = await asks.save('{"topic": "zoë"}', now=now)
    assert await asks.load(old) == '{"topic": "ferry"}'

    await asks.forget_before(now)
    assert await asks.load(new) == '{"topic": "zoë"}', "what was asked in that very moment is kept"
    with pytest.raises(NotFound, match="Please ask again"):
        await asks.load(old)


async def test_numbers_are_not_used_twice(db: Database, now):
    asks = AskStore(db)
    first = await asks.save("{}", now=now)
    await asks.forget_before(now + timedelta(days=1))
    assert await asks.save("{}", now=now) > first


async def test_requests_are_there_after_a_restart(db: Database, now):
    number = await AskStore(db).save("{}", now=now)
    async with Database.open(db.path) as reopened:
        assert await AskStore(reopened).load(number) == "{}"
