from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.decode import decode_text
from bot.errors import ArticleRejected

TEXT = "Ça va à Łódź – “bien”.\nΚαλημέρα. Добрый день.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_with_and_without_a_mark(encoding):
    assert decode_text(TEXT.encode(encoding), "x.txt") == (TEXT, ())


def test_big_endian_with_a_mark():
    assert decode_text(b"\xfe\xff" + TEXT.encode("utf-16-be"), "x.txt") == (TEXT, ())


def test_windows_1252():
    text, warnings = decode_text("Déjà vu – “yes” for 5 €".encode("cp1252"), "x.txt")
    assert text == "Déjà vu – “yes” for 5 €"
    assert warnings == ("not valid UTF-8: stray bytes were read as Windows-1252",)


def test_one_stray_byte_spoils_nothing_else():
    text, warnings = decode_text("“naïve” ".encode() + b"caf\xe9", "x.txt")
    assert text == "“naïve” café"
    assert len(warnings) == 1


def test_a_page_is_read_in_the_charset_it_names():
    page = '<html><head><meta charset="windows-1251"></head><body>Добрый день</body></html>'
    assert decode_text(page.encode("windows-1251"), "x.html") == (page, ())


def test_a_nul_in_the_middle_is_removed():
    assert decode_text(b"The ferry \x00runs again today.", "x.txt") == (
        "The ferry runs again today.",
        ("NUL characters were removed",),
    )


def test_line_ends_become_line_feeds():
    assert decode_text(b"a\r\nb\rc\n", "x.txt")[0] == "a\nb\nc\n"


@pytest.mark.parametrize(
    "data",
    [b"\x89PNG\r\n\x1a\n", b"%PDF-1.7 text all the same", b"PK\x03\x04words", bytes(range(256)) * 4, b"\x00" * 500],
)
def test_binary_is_refused(data):
    with pytest.raises(ArticleRejected, match=r"^x\.txt: binary, not text$"):
        decode_text(data, "x.txt")


def test_noise_is_refused():
    with pytest.raises(ArticleRejected):
        decode_text(os.urandom(4096), "x.txt")


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n\t"), max_size=200))
def test_utf8_text_comes_back_as_it_was(text):
    expected = text.removeprefix("\ufeff")
    assert decode_text(text.encode(), "x.txt") == (expected, ())


@given(st.binary(max_size=300))
def test_any_bytes_give_text_that_can_be_stored_or_a_refusal(data):
    try:
        text, _ = decode_text(data, "x.txt")
    except ArticleRejected:
        return
    assert "\0" not in text
    assert "\r" not in text
    text.encode()
