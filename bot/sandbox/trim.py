"""Keeps what simcord remembers bounded: it is made for tests, which end, and never forgets by itself."""

from __future__ import annotations

from simcord.backend import Backend
from simcord.env import Env

KEPT_LINES = 500
KEPT_INTERACTIONS = 200
#: Each is drawn anew at every change, which is felt when there are many.
KEPT_MESSAGES = 30
#: A snowflake's time, in milliseconds, stands above these bits.
_ID_BITS = 22


def trim(env: Env) -> None:
    """Forget old messages, finished interactions and records of what happened. Call it while nothing is under way."""
    backend = env.backend
    del backend.transcript[:-KEPT_LINES]
    del backend.http_requests[:-KEPT_LINES]
    for guild in backend.guilds.values():
        del guild.audit_log_entries[:-KEPT_LINES]
    _trim_messages(backend)
    _trim_interactions(backend)
    _trim_ids(backend)
    # Errors are kept for a test to raise; here the log has had them.
    env._errors.clear()  # noqa: SLF001
    env._error_ids.clear()  # noqa: SLF001


def _trim_messages(backend: Backend) -> None:
    for channel_id, messages in backend.messages.items():
        for message_id in sorted(messages)[:-KEPT_MESSAGES]:
            for attachment in messages[message_id].attachments:
                backend.cdn._blobs.pop(attachment["url"], None)  # noqa: SLF001
            backend.delete_message(channel_id, message_id)


def _trim_interactions(backend: Backend) -> None:
    for interaction_id in sorted(backend.interactions)[:-KEPT_INTERACTIONS]:
        old = backend.interactions.pop(interaction_id)
        backend.interaction_tokens.pop(old.token, None)


def _trim_ids(backend: Backend) -> None:
    """Ids carry their moment, and time does not go back: one of the past cannot be given out again."""
    now = backend.snowflake() >> _ID_BITS
    backend._reserved_ids = {id_ for id_ in backend._reserved_ids if id_ >> _ID_BITS >= now}  # noqa: SLF001
    backend._sequences = {at: count for at, count in backend._sequences.items() if at >= now}  # noqa: SLF001
