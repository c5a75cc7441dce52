"""What later tests of delivery trust the stand-in to do as Discord does."""

import aiohttp
import pytest

from tests.transport.payloads import CHANNEL
from tests.transport.standin import NONCE_KEPT_S, TOKEN, Fault, StandIn


class Watch:
    """A clock that moves only when it is told to, in seconds."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def watch():
    return Watch()


@pytest.fixture
async def discord(watch):
    async with StandIn(watch).serving() as discord:
        yield discord


@pytest.fixture
async def post(discord):
    """Send a message into the channel; its id, or the status of the refusal."""
    async with aiohttp.ClientSession(headers={"Authorization": f"Bot {TOKEN}"}) as session:

        async def post(**message):
            async with session.post(f"{discord.http_address}/channels/{CHANNEL}/messages", json=message) as response:
                return (await response.json())["id"] if response.ok else response.status

        yield post


async def test_a_nonce_sent_again_gives_the_first_message_for_some_minutes(discord, post, watch):
    first = await post(content="once", nonce="17", enforce_nonce=True)
    watch.now += NONCE_KEPT_S - 1
    assert await post(content="once", nonce="17", enforce_nonce=True) == first
    assert len(discord.messages) == 1
    watch.now += 1
    assert await post(content="once", nonce="17", enforce_nonce=True) != first


async def test_another_nonce_or_one_that_is_not_enforced_is_another_message(discord, post):
    sent = [
        await post(content="a", nonce="1", enforce_nonce=True),
        await post(content="a", nonce="2", enforce_nonce=True),
        await post(content="a", nonce="2"),
        await post(content="a"),
        await post(content="a", enforce_nonce=True),
        await post(content="a", enforce_nonce=True),
    ]
    assert len(set(sent)) == len(discord.messages) == 6


async def test_a_fault_answers_as_often_as_it_says(discord, post):
    discord.faults.append(Fault("/messages", 503, times=2))
    assert [await post(content="a"), await post(content="a")] == [503, 503]
    assert await post(content="a") in discord.messages
    assert [request.status for request in discord.requests] == [503, 503, 200]
