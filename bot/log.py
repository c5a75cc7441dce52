"""Logs: structlog over the standard library, for a terminal or as JSON lines, on standard error. Never a token."""

from __future__ import annotations

import logging
import sys

import structlog

from bot.config import LogSettings


def set_up(settings: LogSettings) -> None:
    """Send the logs of the bot and of its libraries to standard error in one form.

    `auto` is for people on a terminal and JSON lines elsewhere.
    """
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    as_json = settings.format == "json" or (settings.format == "auto" and not sys.stderr.isatty())
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    errors = [structlog.processors.format_exc_info] if as_json else []
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *errors, last],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.level.upper())
    # Python's own warnings too: whoever reads JSON lines must not meet another kind.
    logging.captureWarnings(True)
    # discord.py logs each reconnect and rate limit at info; its HTTP bodies at debug would hold what members wrote.
    logging.getLogger("discord").setLevel(max(logging.INFO, root.level))
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
