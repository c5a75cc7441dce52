"""The errors a person can do something about.

    BriefingBotError
    ├── ConfigError          a setting is wrong: which, in which file, what is allowed
    ├── StorageError         the database cannot be used as it is
    │   ├── DatabaseBusy     another process holds it for too long
    │   └── SchemaTooNew     it was written by a newer version of the bot
    ├── DiscordUnavailable   it cannot be reached, or answers with errors
    ├── ArticleRejected      a file or row gave no article: where, and why
    ├── QueryError           a search query that cannot be understood
    ├── NotFound             nothing by that name
    ├── WorkTimeout          a computation took longer than its bound
    └── WorkerDied           the process it ran in ended in the middle of it

Everything else is a bug: it propagates, is logged with its context, and is shown to nobody.
The text of each is a whole sentence that says what, where and what to do.
"""

from __future__ import annotations


class BriefingBotError(Exception):
    """Anything a person can mend; `str(error)` is written for that person."""


class ConfigError(BriefingBotError):
    """A setting is missing, unknown or out of range."""


class StorageError(BriefingBotError):
    """The database file cannot be opened or used."""


class DatabaseBusy(StorageError):
    """Another process kept the database locked for longer than `busy_timeout_ms`."""


class SchemaTooNew(StorageError):
    """The database was migrated by a newer version of the bot."""


class DiscordUnavailable(BriefingBotError):
    """Discord cannot be reached, or keeps answering that it is not well."""


class ArticleRejected(BriefingBotError):
    """A file or row that gave no article. `str(error)` is `origin:line: reason` (the line where it is known)."""

    def __init__(self, origin: str, reason: str, line: int | None = None) -> None:
        self.origin = origin
        self.reason = reason
        self.line = line
        super().__init__(f"{origin}:{line}: {reason}" if line is not None else f"{origin}: {reason}")

    def __reduce__(self) -> tuple[type[ArticleRejected], tuple[str, str, int | None]]:
        return type(self), (self.origin, self.reason, self.line)


class QueryError(BriefingBotError):
    """A query that cannot be understood, with the place."""


class NotFound(BriefingBotError):
    """Nothing by that name or number."""


class WorkTimeout(BriefingBotError):
    """A computation was stopped at its bound."""


class WorkerDied(BriefingBotError):
    """The process of a computation crashed or was killed, for want of memory for one."""
