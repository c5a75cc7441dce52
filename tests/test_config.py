from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

from bot import config
from bot.config import Settings, load, token
from bot.errors import ConfigError
from bot.models import Method

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"


@pytest.fixture
def write(tmp_path: Path):
    """Writes a settings file and gives its path."""

    def write(text: str | bytes) -> Path:
        path = tmp_path / "config.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


class TestExample:
    def test_shows_every_setting(self):
        shown = {name: set(section) for name, section in tomllib.loads(EXAMPLE.read_text("utf-8")).items()}
        sections = {
            field.encode_name: {setting.encode_name for setting in msgspec.structs.fields(type(field.default))}
            for field in msgspec.structs.fields(Settings)
            if field.name != "base"
        }
        assert shown == sections

    def test_shows_the_defaults_but_for_the_folders_to_load(self):
        settings = load(EXAMPLE)
        assert settings.articles.folders == ("seeds/",)
        articles = msgspec.structs.replace(settings.articles, folders=())
        assert msgspec.structs.replace(settings, articles=articles, base=Path()) == Settings()

    def test_names_every_method_and_explains_every_setting(self):
        text = EXAMPLE.read_text("utf-8")
        assert [method for method in Method if f'"{method}"' not in text] == []
        lines = text.splitlines()
        for above, line in pairwise(lines):
            if " = " in line and not line.startswith("#"):
                assert above.startswith("#") or " = " in above, f"no word about {line}"


class TestLoading:
    def test_what_is_left_out_keeps_its_default(self, write):
        settings = load(write('[briefing]\nmethod = "lexrank"\n[articles]\nfolders = ["a", "b"]\nread_timeout_s = 5\n'))
        assert settings.briefing.method is Method.LEXRANK
        assert settings.articles.folders == ("a", "b")
        assert settings.articles.read_timeout_s == 5.0
        assert settings.briefing.max_sentences == Settings().briefing.max_sentences
        assert settings.database == Settings().database

    def test_an_empty_file_is_the_defaults(self, write):
        path = write("")
        assert load(path) == msgspec.structs.replace(Settings(), base=path.parent)

    def test_a_byte_order_mark_is_no_mistake(self, write):
        assert load(write('\ufeff[log]\nlevel = "debug"')).log.level == "debug"

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("[databse]\n", "unknown field `databse`"),
            ("[database]\nfile = 'x'", "unknown field `file` - at `database`"),
            ("base = 'x'", "no setting `base`"),
            ("[database]\nreaders = 'three'", "Expected `int`, got `str` - at `database.readers`"),
            ("[database]\nreaders = true", "Expected `int`, got `bool` - at `database.readers`"),
            ("[database]\nreaders = 0", "Expected `int` >= 1 - at `database.readers`"),
            ("database = 3", "Expected `object`, got `int` - at `database`"),
            ("[articles]\nfolders = 'seeds/'", "Expected `array`, got `str` - at `articles.folders`"),
            ("[articles]\nfolders = [1]", "Expected `str`, got `int` - at `articles.folders[0]`"),
            ("[articles]\nbatch_articles = 1001", "`int` <= 1000 - at `articles.batch_articles`"),
            ("[articles]\nread_timeout_s = 0", "`float` > 0.0 - at `articles.read_timeout_s`"),
            ("[articles]\nread_timeout_s = nan", "`float` > 0.0 - at `articles.read_timeout_s`"),
            ("[briefing]\nmethod = 'magic'", "Invalid enum value 'magic' - at `briefing.method`"),
            ("[sandbox]\nport = 65536", "`int` <= 65535 - at `sandbox.port`"),
            ("[log]\nlevel = 'loud'", "Invalid enum value 'loud' - at `log.level`"),
            ("[log\n", "not valid TOML"),
            ("[log]\nlevel = 'info'\nlevel = 'info'", "not valid TOML"),
            (b"[log]\nlevel = '\xff'", "not valid TOML"),
        ],
    )
    def test_a_mistake_is_named_with_its_file(self, write, text, message):
        path = write(text)
        with pytest.raises(ConfigError) as error:
            load(path)
        assert str(error.value).startswith(f"{path}: ")
        assert message in str(error.value)

    def test_a_file_that_is_named_must_be_there(self, tmp_path):
        with pytest.raises(ConfigError, match=r"other\.toml: cannot be read \(No such file"):
            load(tmp_path / "other.toml")
        with pytest.raises(ConfigError, match=r"cannot be read \(Is a directory"):
            load(tmp_path)

    def test_config_toml_here_is_read_where_there_is_one(self, write, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert load() == Settings()
        write("[sandbox]\nport = 1234")
        assert load() == msgspec.structs.replace(Settings(), sandbox=config.SandboxSettings(port=1234), base=tmp_path)

    def test_settings_cannot_be_changed(self):
        with pytest.raises(AttributeError):
            Settings().database.readers = 4


class TestPaths:
    def test_relative_ones_start_from_the_settings_file(self, write, tmp_path, monkeypatch):
        path = write("[database]\npath = 'data/x.db'")
        monkeypatch.chdir(tmp_path.parent)
        settings = load(path.relative_to(tmp_path.parent))
        assert settings.resolve(settings.database.path) == tmp_path / "data" / "x.db"
        assert settings.resolve("/srv/x.db") == Path("/srv/x.db")

    def test_without_a_settings_file_they_start_here(self, tmp_path, monkeypatch):
        monkeypatch.chdir(tmp_path)
        assert Settings().resolve("data/x.db") == tmp_path / "data" / "x.db"

    def test_a_tilde_is_home(self, monkeypatch):
        monkeypatch.setenv("HOME", "/home/ann")
        assert Settings().resolve("~/x.db") == Path("/home/ann/x.db")


class TestToken:
    @pytest.fixture
    def settings(self, write, tmp_path) -> Settings:
        (tmp_path / "token.txt").write_text("from-file\n")
        return load(write("[discord]\ntoken_file = 'token.txt'"))

    def test_stands_in_a_file_beside_the_settings(self, settings):
        assert token(settings, {}) == "from-file"
        assert token(settings, {"DISCORD_TOKEN": " "}) == "from-file"

    def test_in_the_environment_comes_first(self, settings):
        assert token(settings, {"DISCORD_TOKEN": " from-environment\n"}) == "from-environment"

    def test_is_none_where_neither_is_given(self, monkeypatch):
        assert token(Settings(), {}) is None
        monkeypatch.setenv("DISCORD_TOKEN", "from-process")
        assert token(Settings()) == "from-process"

    def test_with_a_byte_order_mark_is_read(self, settings, tmp_path):
        (tmp_path / "token.txt").write_bytes(b"\xef\xbb\xbffrom-file\r\n")
        assert token(settings, {}) == "from-file"

    @pytest.mark.parametrize(
        ("held", "message"),
        [(None, "cannot be read"), (b" \n", "is empty"), (b"\xffsecret", "cannot be read")],
    )
    def test_a_file_that_holds_none_is_an_error_that_tells_no_secret(self, settings, tmp_path, held, message):
        path = tmp_path / "token.txt"
        path.unlink() if held is None else path.write_bytes(held)
        with pytest.raises(ConfigError, match=message) as error:
            token(settings, {})
        assert str(path) in str(error.value)
        assert "secret" not in str(error.value)
