"""Loads that are killed with no chance to say good-bye: the database stays whole, and a second load completes it."""

import random
import time

import pytest

from tests.wholeness import complaints, count


@pytest.fixture
def killed_loads(start, place, article):
    """Starts loads of so many files one after another and kills each at a random moment, until so many were killed."""
    database = place / "data/briefing.db"

    def load_and_kill(files):
        process = start("load", "news")
        time.sleep(random.choice([0, random.uniform(0, 0.6)]))  # while it starts, or makes the database
        wanted = count(database) + random.randrange(files // 3)
        while count(database) < wanted and process.poll() is None:
            time.sleep(random.uniform(0.002, 0.02))
        process.kill()
        process.communicate()
        assert complaints(database) == [] if database.exists() else True
        return process.returncode != 0

    def killed_loads(*, kills, files):
        (place / "config.toml").write_text("[articles]\nbatch_articles = 4\n")
        for number in range(files):
            article(f"news/{number:03}.txt", f"Isle {number}", number)
        done = 0
        while done < kills:
            if load_and_kill(files):
                done += 1
            else:  # it came to its end before: from the beginning
                database.unlink()
        before = count(database)
        out, err = start("load", "news").communicate(timeout=120)
        assert (out, err) == (f"{files - before} loaded, {before} unchanged, 0 updated, 0 rejected\n", "")
        assert (count(database), complaints(database)) == (files, [])

    return killed_loads


def test_four_times(killed_loads):
    killed_loads(kills=4, files=60)


@pytest.mark.stress
def test_fifty_times(killed_loads):
    killed_loads(kills=50, files=400)
