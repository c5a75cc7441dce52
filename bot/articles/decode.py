"""From bytes to text: the encodings that articles come in, and what is not text at all."""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping

from bot.errors import ArticleRejected

_SAMPLE_BYTES = 65_536
_UTF8 = "utf-8-sig"  # with or without a byte order mark

# UTF-32 stands first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF-",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"BZh",
    b"\xfd7zXZ",
    b"7z\xbc\xaf",
    b"\x7fELF",
    b"SQLite format 3\x00",
    b"RIFF",
    b"OggS",
    b"ID3",
    b"\xd0\xcf\x11\xe0",
)
# The bytes no text needs: C0 controls but for tab, line feed, vertical tab, form feed, return and escape.
_CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\x0b\x0c\r\x1b")) + b"\x7f"
_MAX_CONTROL_SHARE = 0.05

# High bytes of UTF-16 units in Latin, Greek and Cyrillic text and its punctuation.
_UTF16_HIGH = bytes((0x00, 0x01, 0x02, 0x03, 0x04, 0x1E, 0x1F, 0x20))
_UTF16_SHARE = 0.95
_UTF16_MIN_BYTES = 8
_NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ufffd]")

# "surrogateescape" marks a byte that is not UTF-8 as U+DC80 + (byte - 0x80).
_ESCAPED_BYTES: Mapping[int, str] = {
    0xDC00 + byte: bytes([byte]).decode("cp1252", "replace") for byte in range(128, 256)
}
_ESCAPED_BYTE = re.compile("[\udc80-\udcff]")

# A page may name its charset in its first 1,024 bytes (HTML standard, 13.2.3.2).
_CHARSET_WITHIN = 1024
_CHARSET = re.compile(
    rb"<meta[^<>]{1,200}?charset=[\"']?"
    rb"(iso-8859-\d{1,2}|windows-125\d|koi8-[ru]|shift_jis|euc-jp|euc-kr|gb2312|gbk|gb18030|big5)\b",
    re.IGNORECASE,
)


def decode_text(data: bytes, origin: str) -> tuple[str, tuple[str, ...]]:
    r"""The text of a file, with `\n` as the only line end, and warnings about what was mended.

    Reads UTF-8, UTF-16 and UTF-32 with a byte order mark, UTF-16 without one, pages in the charset they name;
    single bytes that are not UTF-8 are read as Windows-1252, as browsers do. Raises ArticleRejected for binary data.
    """
    encoding = encoding_of(data, origin)
    text = data.decode(encoding, decode_errors(encoding))
    declared = _CHARSET.search(data, 0, _CHARSET_WITHIN)
    if declared and _ESCAPED_BYTE.search(text):
        text = data.decode(declared[1].decode("ascii"), "replace")
    return mend_text(text)


def encoding_of(data: bytes, origin: str) -> str:
    """The codec for a file, told from its beginning. Raises ArticleRejected where that is binary."""
    sample = data[:_SAMPLE_BYTES]
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    encoding = _unmarked_utf16(sample) or _UTF8
    if sample.startswith(_MAGIC) or (encoding == _UTF8 and _is_binary(sample)):
        raise ArticleRejected(origin, "binary, not text")
    return encoding


def decode_errors(encoding: str) -> str:
    """The error handler for `encoding` that lets `mend_text` find what was wrong."""
    return "surrogateescape" if encoding == _UTF8 else "replace"


def mend_text(text: str) -> tuple[str, tuple[str, ...]]:
    r"""Text decoded by `decode_errors`, with stray bytes, NULs and line ends mended, and a warning for each kind."""
    warnings: list[str] = []
    if _ESCAPED_BYTE.search(text):
        text = text.translate(_ESCAPED_BYTES)
        warnings.append("not valid UTF-8: stray bytes were read as Windows-1252")
    if "\0" in text:
        text = text.replace("\0", "")
        warnings.append("NUL characters were removed")
    return text.replace("\r\n", "\n").replace("\r", "\n"), tuple(warnings)


def _is_binary(sample: bytes) -> bool:
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > _MAX_CONTROL_SHARE * len(sample)


def _unmarked_utf16(sample: bytes) -> str | None:
    """The byte order of UTF-16 without a mark: every second byte comes from a few, and what they spell is text."""
    if len(sample) < _UTF16_MIN_BYTES or b"\0" not in sample:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        common = len(high) - len(high.translate(None, _UTF16_HIGH))
        if common < _UTF16_SHARE * len(high):
            continue
        text = sample.decode(encoding, "replace")
        if len(_NOT_TEXT.findall(text)) <= _MAX_CONTROL_SHARE * len(text):
            return encoding
    return None
