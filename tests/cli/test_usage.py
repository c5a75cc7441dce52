import pytest

from bot import __version__
from tests.corpus import SEEDS

COMMANDS = ["run", "sandbox", "load", "unload", "brief", "search", "check"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command(bot, command):
    ran = bot(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"usage: python -m bot {command}")


def test_help_names_each_command(bot):
    ran = bot("--help")
    assert ran.code == 0
    assert all(f"\n    {command} " in ran.out for command in COMMANDS)


def test_version(bot):
    assert bot("--version").out == f"briefing-bot {__version__}\n"


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        ["dance"],
        ["load"],
        ["search"],
        ["brief", "x", "--length", "huge"],
        ["brief", "x", "--method", "magic"],
        ["search", "x", "--page", "two"],
        ["check", "--nonsense"],
    ],
)
def test_wrong_usage(bot, wrong):
    ran = bot(*wrong)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("usage: python -m bot")


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ("[articles", "not valid TOML"),
        ("[articles]\nbatch = 3\n", "batch"),
        ("[articles]\nbatch_articles = 0\n", "articles.batch_articles"),
        ('[briefing]\nmethod = "magic"\n', "briefing.method"),
    ],
)
def test_bad_settings_are_one_sentence(bot, place, settings, named):
    (place / "config.toml").write_text(settings)
    ran = bot("check")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("briefing-bot: config.toml: ")
    assert named in ran.err
    assert ran.err.count("\n") == 1


def test_settings_that_are_not_there(bot):
    ran = bot("--config", "nowhere.toml", "check")
    assert (ran.code, ran.err) == (1, "briefing-bot: nowhere.toml: cannot be read (No such file or directory).\n")


def test_from_another_folder(bot, place, tmp_path, article):
    away = tmp_path / "away"
    away.mkdir()
    (away / "config.toml").write_text('[database]\npath = "news.db"\n')
    assert bot("--config", away / "config.toml", "load", article()).code == 0
    assert (away / "news.db").exists()
    assert not (place / "data").exists()
    assert "Ferry to Orrin" in bot("--config", "../away/config.toml", "search", "ferry").out


def test_a_database_that_cannot_be_made(bot, place):
    (place / "data").write_text("a file where the folder should be")
    for command in (["search", "ferry"], ["load", SEEDS], ["unload", "x"], ["brief", "ferry"]):
        ran = bot(*command)
        assert (ran.code, ran.err.count("\n")) == (1, 1)
        assert ran.err.startswith(f"briefing-bot: {place}/data/briefing.db: cannot be used (")


def test_a_damaged_database_sends_to_check(bot, corpus):
    size = corpus.stat().st_size
    with corpus.open("r+b") as file:
        file.seek(4096 * 4)
        file.write(b"\xff" * (size - 4096 * 4))
    for command in (["search", "ferry"], ["brief", "ferry"], ["load", SEEDS]):
        ran = bot(*command)
        assert ran.code == 1
        assert "Traceback" not in ran.err
        assert ran.err.startswith(f"briefing-bot: {corpus}: ")
        assert "malformed" in ran.err
