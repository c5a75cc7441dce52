"""Markup within running text: taken off, so that what stays is what a reader would see."""

from __future__ import annotations

import re
from html import unescape

_BLOCK_TAG = re.compile(r"</?(?:p|br|div|h[1-6]|li|ul|ol|blockquote|tr|table|hr)\b[^<>]{0,500}>", re.IGNORECASE)
_INLINE_TAG = re.compile(
    r"</?(?:a|abbr|b|cite|code|em|font|i|img|mark|q|s|small|span|strong|sub|sup|td|th|time|u)\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,8});")

# Each looks no further than the next mark of its kind: a line of nothing but marks costs no more than its length.
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*(?:\([^()]*\)[^()]*)?\)")
_LINK = re.compile(r"(?<!\\)\[([^\[\]]+)\](?:\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^\[\]]*\])")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]{1,40}\]")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_CODE = re.compile(r"(?<![\\`])(`{1,2})([^`\n]+)\1(?!`)")
_STARS = re.compile(r"(?<![\\\w*])(\*{1,3})(?=[^\s*])([^*]*[^\s*\\])\1(?![\w*])")
_UNDERSCORES = re.compile(r"(?<![\\\w])(_{1,3})(?=[^\s_])([^_]*[^\s_\\])\1(?!\w)")
_STRUCK = re.compile(r"~~([^~]+)~~")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!>~|-])")
_HEADING = re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE)


def strip_html_marks(text: str) -> str:
    """Text without the tags and entities of simple HTML; block tags become blank lines. Other `<` are text."""
    text = _BLOCK_TAG.sub("\n\n", text) if "<" in text else text
    text = _INLINE_TAG.sub("", text)
    return _ENTITY.sub(lambda entity: unescape(entity[0]), text)


def strip_markdown_marks(text: str) -> str:
    """Text without Markdown's headings, emphasis, code marks, links (their text stays) and images."""
    text = _HEADING.sub("", text)
    text = _FOOTNOTE.sub("", _IMAGE.sub("", text))
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", text))
    text = _CODE.sub(r"\2", text)
    for emphasis in (_STARS, _STARS, _UNDERSCORES):  # stars twice: **one *within* another**
        text = emphasis.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", _STRUCK.sub(r"\1", text))
