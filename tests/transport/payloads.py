"""Discord's objects as JSON, as far as discord.py asks for them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.cogs.wire import components_of

Json = dict[str, Any]

APPLICATION, SERVER, CHANNEL, DIRECT = "1000", "2000", "3000", "3001"


@dataclass(frozen=True)
class Person:
    """Somebody who uses the bot."""

    id: str
    name: str

    @property
    def user(self) -> Json:
        return {"id": self.id, "username": self.name, "discriminator": "0", "avatar": None}


ALICE, BOB = Person("4001", "alice"), Person("4002", "bob")
BOT: Json = {**Person(APPLICATION, "briefing-bot").user, "bot": True}


def application() -> Json:
    return {
        "id": APPLICATION,
        "name": "briefing-bot",
        "icon": None,
        "description": "",
        "summary": "",
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": BOT,
        "flags": 0,
        "team": None,
        "bot": BOT,
    }


def registered(command: Json, id_: int) -> Json:
    defaults: Json = {"description": "", "options": [], "default_member_permissions": None}
    return {**defaults, **command, "id": str(id_), "application_id": APPLICATION, "version": "1"}


def server() -> Json:
    everyone = {
        "id": SERVER,
        "name": "@everyone",
        "permissions": "2147485696",
        "position": 0,
        "color": 0,
        "hoist": False,
        "managed": False,
        "mentionable": False,
    }
    empty = ("members", "emojis", "features", "threads", "voice_states", "presences", "stickers")
    return {
        "id": SERVER,
        "name": "Newsroom",
        "owner_id": BOB.id,
        "roles": [everyone],
        "channels": [{"id": CHANNEL, "type": 0, "name": "news", "position": 0, "permission_overwrites": []}],
        "member_count": 1,
        "unavailable": False,
        **{name: [] for name in empty},
    }


def in_server(by: Person) -> Json:
    member = {
        "user": by.user,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "deaf": False,
        "mute": False,
        "permissions": "2147485696",
        "flags": 0,
    }
    return {
        "guild_id": SERVER,
        "guild_locale": "en-GB",
        "channel": {"id": CHANNEL, "type": 0, "name": "news", "guild_id": SERVER, "permissions": "0"},
        "member": member,
        "context": 0,
        "authorizing_integration_owners": {"0": SERVER},
    }


def in_direct_messages(by: Person) -> Json:
    return {
        "channel": {"id": DIRECT, "type": 1, "recipients": [by.user]},
        "user": by.user,
        "context": 1,
        "authorizing_integration_owners": {"1": by.id},
    }


def message(sent: Json, channel: str, id_: str) -> Json:
    message = {
        "id": id_,
        "channel_id": channel,
        "author": BOT,
        "content": sent.get("content") or "",
        "timestamp": "2026-01-01T00:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "type": 0,
        "nonce": sent.get("nonce"),
        "flags": sent.get("flags", 0),
        "components": json.loads(json.dumps(sent.get("components") or [])),
    }
    for number, component in enumerate(components_of(message), 1):
        component["id"] = number
    return message
