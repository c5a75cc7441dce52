"""The command line: `python -m bot COMMAND`. Each command has `--help`.

Exit codes: 0 done (`run`: told to stop by SIGTERM), 1 it could not be done (the last line says why), 2 wrong usage,
130 stopped with Ctrl-C.
"""

from __future__ import annotations

import argparse
import asyncio
import io
import logging
import os
import signal
import sys
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from bot import __version__, config, log
from bot.errors import BriefingBotError
from bot.models import Length, Method

STOPPED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; its exit code."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # an old terminal, a pipe on Windows: rather a "?" than no answer
    options = _parser().parse_args(arguments)
    try:
        settings = config.load(options.config)
        log.set_up(settings.log)
        code = int(options.command(options, settings))
        sys.stdout.flush()
    except BriefingBotError as error:
        print(f"briefing-bot: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        # Whoever read our output has enough. Python would complain when it flushes the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="Briefing Bot: keeps a Discord community briefed on the news, with verbatim sentences.",
    )
    parser.add_argument("--version", action="version", version=f"briefing-bot {__version__}")
    parser.add_argument(
        "--config", type=Path, metavar="FILE", help="the settings file (config.toml here, if it exists)"
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(name: str, run: str, text: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".")
        added.set_defaults(command=_command(run))
        return added

    command("run", "run", "start the bot; without a token, the sandbox")
    sandbox = command("sandbox", "sandbox", "try the bot in a browser, without Discord and without a token")
    sandbox.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="load these too")
    sandbox.add_argument("--port", type=int, help="local port (sandbox.port of the settings)")

    load = command("load", "load", "load articles from files and folders")
    load.add_argument("paths", nargs="+", type=Path, metavar="PATH", help=".txt .md .html .jsonl .csv, or a folder")
    unload = command("unload", "unload", "take out what was loaded from files and folders")
    unload.add_argument("paths", nargs="+", type=Path, metavar="PATH")

    brief = command("brief", "brief", "brief a topic, a file, or what comes on standard input")
    brief.add_argument(
        "what", nargs="?", metavar="TOPIC|FILE|-", help="a topic, a text file, or - (nothing: top stories)"
    )
    brief.add_argument("--length", type=Length, choices=list(Length), default=Length.STANDARD, help="standard")
    brief.add_argument("--method", type=Method, choices=list(Method), help="how sentences are chosen")
    brief.add_argument("--since", metavar="PERIOD", help='how far back, for example "3 days"')

    search = command("search", "search", "search the articles")
    search.add_argument("query", nargs="+", help='words, "a phrase", AND OR NOT, prefix*, title: source: lang:')
    search.add_argument("--since", metavar="PERIOD", help='how far back, for example "3 days"')
    search.add_argument("--source", metavar="NAME", help="of one source only")
    search.add_argument("--page", type=int, default=1, help="1")
    for one in (brief, search):
        one.add_argument("--json", action="store_true", help="print JSON")

    check = command("check", "check", "verify settings, database, sentence models; say what is wrong and what to do")
    for one in (load, unload, brief, search, check):
        one.add_argument("--sandbox", action="store_true", help="on the database of the sandbox")
    return parser


def _command(name: str) -> Callable[[argparse.Namespace, config.Settings], int]:
    """A command that is imported when it runs: `--help` and a wrong word answer at once."""

    def run(options: argparse.Namespace, settings: config.Settings) -> int:
        if name == "run":
            return _run(options, settings)
        if name == "sandbox":
            return _sandbox(options, settings)
        from bot import commands

        code: int = asyncio.run(getattr(commands, name)(options, settings))
        return code

    return run


def _run(options: argparse.Namespace, settings: config.Settings) -> int:
    token = config.token(settings)
    if token is None:
        print("No token (DISCORD_TOKEN or discord.token_file): opening the sandbox.")
        options.paths, options.port = [], None
        return _sandbox(options, settings)
    from bot.app import run_discord

    asyncio.run(_until_terminated(run_discord(settings, token)))
    return 0


async def _until_terminated(work: Coroutine[Any, Any, None]) -> None:
    """Do `work` until it ends, or until SIGTERM, with which a service manager or `docker stop` says good night."""
    task = asyncio.ensure_future(work)
    terminated = False

    def terminate() -> None:
        nonlocal terminated
        terminated = True
        task.cancel()

    with suppress(NotImplementedError):  # Windows has no such signal
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, terminate)
    try:
        await task
    except asyncio.CancelledError:
        if not terminated:
            raise


def _sandbox(options: argparse.Namespace, settings: config.Settings) -> int:
    # What the connection to Discord would log says nothing here; some of it is logged as simcord is imported.
    for library in ("discord", "bot.delivery.client"):
        logging.getLogger(library).setLevel(logging.ERROR)
    try:
        from bot import sandbox
    except ModuleNotFoundError as error:
        print(
            f"briefing-bot: the sandbox needs {error.name}. Install it: pip install 'briefing-bot[sandbox]'",
            file=sys.stderr,
        )
        return 1
    return sandbox.main(settings, paths=options.paths, port=options.port)


if __name__ == "__main__":
    sys.exit(main())
