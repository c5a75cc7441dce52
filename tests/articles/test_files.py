from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.articles.files import FoundFile, find_files, prettify_source, read_file, read_files
from bot.articles.identity import identity_keys
from bot.errors import ArticleRejected
from bot.models import ArticleDraft


def names(*paths: Path) -> list[str]:
    return [found.path.name for found in find_files(paths) if isinstance(found, FoundFile)]


def reasons(*paths: Path) -> list[str]:
    return [str(found) for found in find_files(paths) if isinstance(found, ArticleRejected)]


@contextmanager
def as_nobody():
    """An ordinary user's rights: root may read everything."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65_534)
    try:
        yield
    finally:
        os.seteuid(0)


class TestFinding:
    def test_folders_are_searched_in_order(self, tmp_path):
        for name in ("b/2.txt", "b/1.TXT", "a/deep/er/3.md", "c.jsonl", "a.csv", "d.html", "e.htm"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).touch()
        assert names(tmp_path) == ["3.md", "a.csv", "1.TXT", "2.txt", "c.jsonl", "d.html", "e.htm"]

    def test_what_is_not_an_article_is_passed_over(self, tmp_path):
        (tmp_path / ".git").mkdir()
        for name in (".hidden.txt", "README.md", "LICENSE.txt", "labels.json", "photo.jpg", "LICENSE", ".git/x.txt"):
            (tmp_path / name).touch()
        assert list(find_files([tmp_path])) == []

    def test_what_is_asked_for_by_name_is_answered(self, tmp_path):
        photo, missing, readme = tmp_path / "photo.jpg", tmp_path / "missing", tmp_path / "README.md"
        photo.touch()
        readme.touch()
        assert reasons(photo, missing) == [
            f"{photo}: not a kind of file that can be read; these can: .csv .htm .html .jsonl .md .txt",
            f"{missing}: cannot be read (No such file or directory)",
        ]
        assert names(readme) == ["README.md"]

    def test_a_symlink_loop_is_walked_once(self, tmp_path):
        folder = tmp_path / "seeds"
        folder.mkdir()
        (folder / "x.txt").touch()
        (folder / "again").symlink_to(folder, target_is_directory=True)
        assert names(folder) == ["x.txt"]
        assert reasons(folder) == [f"{folder}/again: leads to a folder that was read already: not read again"]

    def test_a_link_to_itself_and_a_link_to_nowhere(self, tmp_path):
        (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
        (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
        (tmp_path / "x.txt").touch()
        assert names(tmp_path) == ["x.txt"]
        assert [reason.rpartition("/")[2] for reason in reasons(tmp_path)] == [
            "nowhere.txt: cannot be read (No such file or directory)",
            "self.txt: cannot be read (Too many levels of symbolic links)",
        ]

    def test_a_folder_that_may_not_be_read(self, tmp_path):
        for folder in (*tmp_path.parents[:2], tmp_path):
            folder.chmod(folder.stat().st_mode | 0o055)
        closed = tmp_path / "a.closed"
        closed.mkdir()
        (closed / "x.txt").touch()
        (tmp_path / "y.txt").touch()
        closed.chmod(0)
        try:
            with as_nobody():
                assert names(tmp_path) == ["y.txt"]
                assert reasons(tmp_path) == [f"{closed}: cannot be read (Permission denied)"]
        finally:
            closed.chmod(0o755)

    def test_a_pipe_is_not_waited_for(self, tmp_path):
        os.mkfifo(tmp_path / "x.txt")
        assert reasons(tmp_path) == [f"{tmp_path}/x.txt: not a regular file"]

    def test_a_name_that_is_not_utf8_can_be_shown(self, tmp_path):
        (Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.txt"))).touch()
        (found,) = find_files([tmp_path])
        assert found.origin == f"{tmp_path}/caf\ufffd.txt"

    @pytest.mark.parametrize(
        ("given_path", "is_sample"),
        [("seeds", True), ("seeds/outlet", True), ("seeds/outlet/x.txt", True), ("own", False)],
    )
    def test_samples_are_marked_by_a_file_above(self, tmp_path, given_path, is_sample):
        for folder in ("seeds/outlet", "own"):
            (tmp_path / folder).mkdir(parents=True)
            (tmp_path / folder / "x.txt").touch()
        (tmp_path / "seeds" / ".samples").touch()
        (found,) = find_files([tmp_path / given_path])
        assert found.is_sample is is_sample


class TestReading:
    def test_an_article_leaves_complete(self, load_one, ferry):
        draft = load_one("ferry.txt", ferry)
        assert draft.source == "Orrin Gazette"
        assert draft.origin.endswith("orrin-gazette/ferry.txt")
        assert (draft.is_sample, draft.warnings) == (False, ())

    def test_an_undated_article_takes_the_time_of_its_file(self, tmp_path, now):
        path = tmp_path / "x.txt"
        path.write_text("Ferry runs\n\nIt runs. It is full.")
        os.utime(path, (1_794_268_800, 1_794_268_800))
        (found,) = find_files([path])
        (draft,) = read_file(found, now=now)
        assert draft.published_at == datetime(2026, 11, 10, tzinfo=UTC)
        assert draft.warnings == ("no date: took the file's own time, 2026-11-10",)

    def test_a_date_in_the_future_becomes_now(self, load_one, now):
        draft = load_one("x.txt", "date 2031-01-01 Ferry runs\n\nIt runs. It is full.")
        assert draft.published_at == now
        assert draft.warnings == ("dated 2031-01-01, in the future: took the present moment",)

    def test_tomorrow_is_no_mistake(self, load_one):
        assert load_one("x.txt", "date 2026-11-22 Ferry runs\n\nIt runs. It is full.").warnings == ()

    def test_an_impossible_date(self, load_one, tmp_path):
        draft = load_one("x.txt", "date 2023-02-30 Ferry runs\n\nIt runs. It is full.")
        assert draft.title == "Ferry runs"
        assert draft.warnings[0] == '"2023-02-30" is no day of the calendar: treated as no date'

    @pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html", "x.jsonl", "x.csv"])
    @pytest.mark.parametrize("content", ["", " \n\n\t"])
    def test_an_empty_file(self, rejection, name, content):
        assert rejection(name, content) == f"{name}: empty file"

    @pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html", "x.jsonl", "x.csv"])
    def test_a_binary_file(self, rejection, name):
        assert rejection(name, b"\x89PNG\r\n\x1a\n" + bytes(200)) == f"{name}: binary, not text"

    def test_a_headline_only(self, rejection):
        assert rejection("x.txt", "date 2026-11-10 Ferry runs") == "x.txt: no text after the headline"

    @pytest.mark.parametrize("name", ["x.txt", "x.html"])
    def test_a_file_of_50_mb(self, tmp_path, now, name):
        with (tmp_path / name).open("wb") as file:
            file.truncate(50 * 2**20)
        (found,) = find_files([tmp_path])
        (rejected,) = read_file(found, now=now)
        assert str(rejected) == f"{tmp_path}/{name}: 50.0 MB, over the limit of 5.0 MB (articles.max_file_bytes)"

    def test_a_file_of_rows_has_a_limit_of_its_own(self, rejection):
        assert rejection("x.csv", "body\n" * 500_000, max_rows_bytes=2**20) == (
            "x.csv: 2.4 MB, over the limit of 1.0 MB (articles.max_rows_file_bytes)"
        )

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
    def test_encodings(self, load_one, ferry, encoding):
        draft = load_one("ferry.txt", ferry.replace("\n", "\r\n").encode(encoding))
        assert (draft.title, len(draft.key_points), draft.warnings) == ("Ferry runs again after storm.", 2, ())

    def test_bytes_that_are_no_utf8(self, load_one, ferry):
        draft = load_one("ferry.txt", ferry.replace("storm", "tempête").encode("cp1252"))
        assert draft.title == "Ferry runs again after tempête."
        assert draft.warnings == ("not valid UTF-8: stray bytes were read as Windows-1252",)

    def test_a_nul_in_the_middle(self, load_one, ferry):
        draft = load_one("ferry.txt", ferry.replace("noon", "no\0on"))
        assert draft.key_points[0] == "Crossings resume at noon."
        assert draft.warnings == ("NUL characters were removed",)

    @pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html", "x.csv"])
    def test_one_sentence_of_20_000_words(self, load_one, name):
        sentence = "and ".join(f"word{number} " for number in range(20_000)).strip() + "."
        start = time.process_time()
        head = {"x.csv": "body\n", "x.html": "<h1>Ferry runs</h1><p>"}.get(name, "Ferry runs\n\n")
        draft = load_one(name, head + sentence)
        assert time.process_time() - start < 2
        assert draft.paragraphs[-1].endswith(sentence[-1000:])
        assert len(draft.title) <= 300

    def test_the_same_article_under_another_name_has_a_key_in_common(self, load, ferry):
        load("ferry.txt", ferry)
        first, second = load("copy of ferry.txt", ferry)
        assert set(identity_keys(first, first.published_at)) & set(identity_keys(second, second.published_at))
        assert first.origin != second.origin

    def test_a_file_that_went_away_meanwhile(self, tmp_path, now):
        path = tmp_path / "x.txt"
        path.touch()
        (found,) = find_files([tmp_path])
        path.unlink()
        (rejected,) = read_file(found, now=now)
        assert str(rejected) == f"{path}: cannot be read (No such file or directory)"

    def test_the_others_load(self, load, ferry):
        load("a.txt", b"\x89PNG\r\n\x1a\n")
        load("b.csv", "title,text\nFerry,It runs.\n")
        load("c.jsonl", '{"body": "One."}\n{"body": "Two."}\n{"body": \n{"body": "Four."}\n')
        items = load("d.txt", ferry)
        assert [isinstance(item, ArticleDraft) for item in items] == [False, False, True, True, False, True, True]

    def test_a_batch_keeps_its_order(self, tmp_path, now, ferry):
        for name, text in (("a.txt", ferry), ("b.txt", ""), ("c.jsonl", '{"body": "One."}\n{"body": "Two."}\n')):
            (tmp_path / name).write_text(text)
        article, empty, rows = read_files(list(find_files([tmp_path])), now=now)
        assert [article[0].title, len(empty), len(rows)] == ["Ferry runs again after storm.", 1, 2]
        assert isinstance(empty[0], ArticleRejected)


class TestReadingRows:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
    def test_encodings(self, load, encoding):
        items = load(
            "x.csv", 'title,body\r\nFähre,"Sie fährt.\r\n\r\nSie ist voll."\r\nPier,Er ist zu.\r\n'.encode(encoding)
        )
        assert [(item.title, item.paragraphs) for item in items] == [
            ("Fähre", ("Sie fährt.", "Sie ist voll.")),
            ("Pier", ("Er ist zu.",)),
        ]

    def test_only_the_row_with_stray_bytes_is_warned_of(self, load):
        rows = '{"body": "Café."}\n'.encode() + '{"body": "Thé."}\n'.encode("cp1252") + '{"body": "Là."}\n'.encode()
        first, second, third = load("x.jsonl", rows)
        assert [item.paragraphs[0] for item in (first, second, third)] == ["Café.", "Thé.", "Là."]
        assert ["UTF-8" in " ".join(item.warnings) for item in (first, second, third)] == [False, True, False]

    def test_a_row_over_the_limit_is_left_out_and_told(self, load):
        rows = '{"body": "One."}\n{"body": "' + "x" * 5_000 + '"}\n{"body": "Three."}\n'
        first, long, third = load("x.jsonl", rows, max_bytes=1_000)
        assert str(long).endswith("x.jsonl:2: a line of over 1,000 characters (articles.max_file_bytes)")
        assert first.paragraphs == ("One.",)
        assert (third.paragraphs, third.origin[-2:]) == (("Three.",), ":3")

    def test_a_row_over_the_limit_at_the_end_is_told_too(self, load):
        _, long = load("x.jsonl", '{"body": "One."}\n' + "x" * 5_000, max_bytes=1_000)
        assert ":2: a line of over 1,000 characters" in str(long)

    def test_rows_come_one_by_one(self, tmp_path, now):
        path = tmp_path / "x.jsonl"
        path.write_text('{"body": "It runs."}\n' * 10_000)
        (found,) = find_files([path])
        rows = read_file(found, now=now)
        assert next(rows).origin == f"{path}:1"
        rows.close()


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("le-matin-de-valombre", "Le Matin de Valombre"),
        ("el-faro-de-costaluz", "El Faro de Costaluz"),
        ("the-ansel-courier", "The Ansel Courier"),
        ("l'écho-du-lac", "L'écho du Lac"),
        ("BBC_News", "BBC News"),
        ("taz-Berlin", "taz Berlin"),
        ("--", ""),
    ],
)
def test_sources_are_named_after_folders(folder, name):
    assert prettify_source(folder) == name


def test_the_bot_starts_without_what_only_workers_need():
    heavy = {"trafilatura", "lxml", "py3langid", "numpy"}
    code = f"import sys, bot.articles.files, bot.articles.language; print({heavy} & set(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert shown == "set()\n"
