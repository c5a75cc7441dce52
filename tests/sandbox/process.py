"""`python -m bot sandbox` as a process of its own."""

import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from tests.corpus import ROOT, SEEDS


class SandboxProcess:
    """Started, and ready once `url` is asked for; what it says is kept in `said`."""

    def __init__(self, folder: Path, articles: Path):
        config = folder / "config.toml"
        config.write_text(f'[sandbox]\nport = 1\npath = "sandbox.db"\nfolders = ["{articles}"]\n')
        self._errors = folder / "errors.txt"
        with self._errors.open("w") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "bot", "--config", config, "sandbox", "--port", "0"],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        self.said = ""

    @property
    def url(self) -> str:
        """The address it prints when it is ready."""
        for line in self._process.stdout:
            self.said += line
            if "http://" in line:
                return line.split()[-1]
        raise AssertionError(f"it ended: {self.errors}")

    @property
    def errors(self) -> str:
        """What it wrote to standard error."""
        return self._errors.read_text()

    def stop(self, number=signal.SIGTERM, within_s=10) -> int:
        """Send a signal; the exit code."""
        self._process.send_signal(number)
        code = self._process.wait(within_s)
        self.said += self._process.stdout.read()
        return code

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._process.stdout.close()


@contextmanager
def sandbox_process(folder, articles=SEEDS):
    process = SandboxProcess(folder, articles)
    try:
        yield process
    finally:
        process.close()
