"""What only a process of its own shows: signals, pipes, the time it takes."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.corpus import SEEDS
from tests.wholeness import complaints, count

FILES = 40


@pytest.fixture
def many(place, article):
    """Many small articles, and settings that store few of them at once."""
    for number in range(FILES):
        article(f"many/{number:03}.txt", f"Isle {number}", number)
    (place / "config.toml").write_text("[articles]\nbatch_articles = 2\n")
    return place / "many"


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_keeps_what_was_loaded_and_a_second_load_goes_on(start, place, many):
    process = start("load", many)
    database = place / "data/briefing.db"
    wait_for_articles(database, process)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=10)
    assert (process.returncode, out) == (130, "")
    assert err == "What was loaded so far stays; the same command goes on from there.\n\nStopped.\n"
    loaded = count(database)
    assert 0 < loaded < FILES
    assert complaints(database) == []
    again = start("load", many)
    assert again.communicate(timeout=20)[0] == (f"{FILES - loaded} loaded, {loaded} unchanged, 0 updated, 0 rejected\n")


def wait_for_articles(database, process):
    while process.poll() is None:
        if count(database):
            return
        time.sleep(0.005)


def test_a_reader_that_has_enough_gets_no_complaint(start, corpus):
    reading, writing = os.pipe()
    os.close(reading)
    process = start("search", "the", stdout=writing)
    os.close(writing)
    _, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (0, "")


def test_a_pipe_is_a_file_too(start, place):
    pipe = place / "pipe"
    os.mkfifo(pipe)
    process = start("brief", pipe)
    pipe.write_bytes(next(SEEDS.rglob("*santa-rilla-walkout.txt")).read_bytes())
    out, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (0, "")
    assert out.startswith("Dockworkers shut Santa Rilla")


def test_a_terminal_that_knows_only_ascii(start, corpus, monkeypatch):
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    process = start("search", "Calvessa")
    out, err = process.communicate(timeout=10)
    assert (process.returncode, err) == (0, "")
    assert "?" in out


def test_help_answers_without_the_libraries():
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        capture_output=True,
        text=True,
        check=True,
        timeout=10,
    )
    imported = {line.rpartition("|")[2].strip() for line in ran.stderr.splitlines()}
    assert not imported & {"sumy", "nltk", "numpy", "discord", "aiosqlite", "pebble", "aiohttp", "trafilatura"}
