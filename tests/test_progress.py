import io

from bot.articles.ingest import LoadReport
from bot.models import Outcome
from bot.progress import LINE_EVERY_S, progress


class Terminal(io.StringIO):
    def isatty(self):
        return True


def report(loaded):
    counted = LoadReport()
    counted.counts[Outcome.LOADED] = loaded
    return counted


def test_without_a_terminal_it_is_a_line_now_and_then():
    out, now = io.StringIO(), [0.0]
    with progress(out, lambda: now[0]) as on_progress:
        on_progress(report(32), 32, 400)
        now[0] += LINE_EVERY_S
        on_progress(report(64), 64, 400)
        on_progress(report(96), 96, 400)
    assert out.getvalue() == "64 of 400 files: 64 loaded, 0 unchanged, 0 updated, 0 rejected\n"


def test_on_a_terminal_it_is_a_bar():
    out = Terminal()
    with progress(out) as on_progress:
        on_progress(report(400), 400, 400)
    assert "files" in out.getvalue()
    assert out.getvalue().endswith("\r")  # and gone when it is done
