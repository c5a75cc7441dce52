import json
import subprocess
import sys

from tests.corpus import ROOT

PROGRAM = """
import warnings
from bot import log
from bot.config import LogSettings
log.set_up(LogSettings(format={format!r}))
warnings.warn("a coroutine was never awaited", RuntimeWarning)
"""


def logged(format_):
    return subprocess.run(
        [sys.executable, "-c", PROGRAM.format(format=format_)], cwd=ROOT, capture_output=True, text=True, check=True
    ).stderr


def test_a_warning_of_pythons_own_is_a_line_like_any_other():
    (line,) = map(json.loads, logged("json").splitlines())
    assert (line["level"], line["logger"]) == ("warning", "py.warnings")
    assert "RuntimeWarning: a coroutine was never awaited" in line["event"]


def test_on_a_terminal_too():
    assert "a coroutine was never awaited" in logged("console")
