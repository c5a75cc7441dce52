"""What the numbers were measured on."""

from __future__ import annotations

import os
import platform
import sqlite3
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import psutil

_LIBRARIES = ("discord.py", "sumy", "nltk", "numpy", "aiosqlite", "aiosql", "pebble", "py3langid")
_BUSY = 0.25


def description() -> str:
    """The machine, the versions and the moment, as a list in Markdown."""
    memory = psutil.virtual_memory()
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    lines = [
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.system()} {platform.machine()}",
        f"{_cpu()}, {psutil.cpu_count()} cores, {memory.total / 2**30:.0f} GB of memory",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {libraries}",
        load(),
    ]
    return "\n".join(f"- {line}" for line in lines)


def load() -> str:
    """How busy the machine was before the measurements began: numbers of a noisy machine are upper bounds."""
    busy = os.getloadavg()[0] / (psutil.cpu_count() or 1)
    word = "quiet" if busy < _BUSY else "NOISY: other programs ran, the numbers are upper bounds"
    return f"load before the run {busy:.0%} of all cores ({word})"


def _cpu() -> str:
    names = [
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        if line.startswith("model name")
    ]
    return names[0] if names else platform.processor() or "an unnamed processor"
