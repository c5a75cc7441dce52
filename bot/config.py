"""Settings: frozen, read once from `config.toml`, passed to whoever needs them.

Every name says its unit. An unknown name, a wrong type or a number out of range is an error that names the setting.
`config.example.toml` shows every setting with its default; a test holds the two together.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from bot.errors import ConfigError
from bot.models import Method

Count = Annotated[int, msgspec.Meta(ge=1)]
Seconds = Annotated[float, msgspec.Meta(gt=0)]
Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]


class DiscordSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[discord]`: how to reach Discord. The token itself stands in a file or in `DISCORD_TOKEN`, never here."""

    token_file: str = ""


class DatabaseSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[database]`: the SQLite file."""

    path: str = "data/briefing.db"
    readers: Count = 3
    busy_timeout_ms: Count = 5000


class ArticleSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[articles]`: what is loaded at start, and the bounds of what is read."""

    folders: tuple[str, ...] = ()
    max_file_bytes: Count = 5 * 1024 * 1024
    max_rows_file_bytes: Count = 1024 * 1024 * 1024
    batch_articles: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 32
    read_timeout_s: Seconds = 30.0


class BriefingSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[briefing]`: how sentences are ranked, and which days a topic looks at."""

    method: Method = Method.NEWSRANK
    max_sentences: Annotated[int, msgspec.Meta(ge=10, le=1000)] = 1000
    rank_timeout_s: Seconds = 30.0
    topic_days: Count = 14


class WorkSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[work]`: the processes that parse and rank beside the bot."""

    processes: Annotated[int, msgspec.Meta(ge=1, le=16)] = 1
    recycle_after_tasks: Count = 500


class SandboxSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[sandbox]`: the bot in a local browser page."""

    port: Port = 8765
    path: str = "data/sandbox.db"
    folders: tuple[str, ...] = ("seeds/",)


class LogSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`[log]`: what is written to standard error, and how."""

    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "console", "json"] = "auto"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """All settings. `base` is the folder that relative paths start from: that of the settings file."""

    discord: DiscordSettings = DiscordSettings()
    database: DatabaseSettings = DatabaseSettings()
    articles: ArticleSettings = ArticleSettings()
    briefing: BriefingSettings = BriefingSettings()
    work: WorkSettings = WorkSettings()
    sandbox: SandboxSettings = SandboxSettings()
    log: LogSettings = LogSettings()
    base: Path = Path()

    def resolve(self, path: str) -> Path:
        """A path of the settings, from `base`."""
        return (self.base / Path(path).expanduser()).absolute()


def load(path: Path | None = None) -> Settings:
    """Read settings from `path`, or from `config.toml` here where that exists, or take the defaults.

    Raises ConfigError with a sentence that names the file and the setting.
    """
    if path is None:
        path = Path("config.toml")
        if not path.exists():
            return Settings()
    try:
        found = tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML ({error}).") from error
    if "base" in found:
        raise ConfigError(f"{path}: there is no setting `base`.")
    try:
        return msgspec.convert({**found, "base": path.absolute().parent}, Settings, dec_hook=lambda _type, value: value)
    except msgspec.ValidationError as error:
        what = str(error).replace("`$.", "`")
        raise ConfigError(f"{path}: {what}. config.example.toml shows every setting.") from error


def token(settings: Settings, environment: Mapping[str, str] = os.environ) -> str | None:
    """The Discord token from `DISCORD_TOKEN` or `discord.token_file`; None where neither is given.

    Raises ConfigError where a token file is named but holds none.
    """
    given = environment.get("DISCORD_TOKEN", "").strip()
    if given:
        return given
    if not settings.discord.token_file:
        return None
    path = settings.resolve(settings.discord.token_file)
    try:
        held = path.read_text("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: the token file cannot be read ({error}).") from error
    if not held:
        raise ConfigError(f"{path}: the token file is empty. Put the bot's token into it, on one line.")
    return held
