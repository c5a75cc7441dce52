"""The sandbox may stay open for weeks: nothing that simcord or discord.py remember may grow with what happens."""

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import timedelta

from bot.sandbox import trim
from bot.sandbox.serve import tick
from tests.sandbox.tab import open_tab

KNOWN = ("simcord.", "discord.")


def sizes(*roots):
    """How many things each container holds that can be reached from `roots` through simcord and discord.py."""
    found, seen, waiting = Counter(), set(), [("", root) for root in roots]
    while waiting:
        name, thing = waiting.pop()
        if id(thing) in seen:
            continue
        seen.add(id(thing))
        if isinstance(thing, Mapping | AbstractSet | list | tuple) or type(thing).__name__ in ("deque", "WeakSet"):
            found[name] += len(thing)
            inside = list(thing.values() if isinstance(thing, Mapping) else thing)
            waiting += [(f"{name}[]", part) for part in inside]
        elif type(thing).__module__.startswith(KNOWN):
            names = [
                *getattr(thing, "__dict__", ()),
                *(s for c in type(thing).__mro__ for s in getattr(c, "__slots__", ())),
            ]
            parts = [(attribute, getattr(thing, attribute, None)) for attribute in names]
            waiting += [(f"{type(thing).__name__}.{attribute}", part) for attribute, part in parts]
    return found


async def test_what_is_remembered_stays_bounded(preview, monkeypatch):
    for bound, kept in (("KEPT_LINES", 20), ("KEPT_INTERACTIONS", 8), ("KEPT_MESSAGES", 6)):
        monkeypatch.setattr(trim, bound, kept)
    env = preview.env

    async def hour(tab):
        await tab.suggestions("brief", "topic", "fer")
        await tab.run("brief", topic="ferry")
        await tab.click(tab.messages[-1], "Where is this from?")
        await tick(env, preview, timedelta(hours=1))
        await tab.look()

    async with open_tab(preview.url) as tab:
        for _ in range(8):
            await hour(tab)
        before = sizes(env, preview)
        for _ in range(8):
            await hour(tab)
        after = sizes(env, preview)
    assert len(tab.messages) == 6
    # What is kept is not the same at each moment; what is never forgotten has doubled.
    grown = {name: (before[name], count) for name, count in after.items() if count > 1.3 * before[name] + 3}
    assert grown == {}
