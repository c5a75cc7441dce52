"""placeholder"""

from collections.abc import Sequence
from pathlib import Path

from bot.config import Settings


def main(settings: Settings, *, paths: Sequence[Path], port: int | None) -> int:
    return 0
