import re
import unicodedata

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from simcord.preview._markdown import markdown_tokens

from bot.query.match import find_matches
from bot.query.parse import read
from bot.render.escape import MAX_MARKS, bold, clean, clean_ranges, escape, link, safe_url
from tests.render.discord_reads import MarkupError, shown, shown_with_bold
from tests.render.hostile import TRICKS, addresses, ranges, texts

#: What the preview would resolve if it were let.
KNOWN = {
    "users": {"1": "alice"},
    "roles": {"1": "staff"},
    "channels": {"1": "news"},
    "commands": {"1": "brief"},
    "emojis": {"1": {"name": "wave", "animated": False}},
    "everyone": True,
}
BLANK = "\u115f\u1160\u2800\u3164\uffa0"


class TestClean:
    @given(texts)
    def test_leaves_only_what_is_seen(self, text):
        cleaned = clean(text)
        assert not [c for c in cleaned if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}]
        assert not set(cleaned) & set(BLANK)
        assert cleaned == " ".join(cleaned.split())

    @given(texts)
    def test_lets_no_marks_pile_up(self, text):
        piles = "".join("m" if unicodedata.category(c) in {"Mn", "Me"} else " " for c in clean(text)).split()
        assert max(map(len, piles), default=0) <= MAX_MARKS

    @given(texts)
    def test_once_is_enough(self, text):
        assert clean(clean(text)) == clean(text)

    @given(st.text(st.characters(min_codepoint=32, max_codepoint=0x24F, exclude_categories=["Cc", "Cf"])))
    def test_leaves_words_alone(self, text):
        assert clean(text) == " ".join(text.split())

    @pytest.mark.parametrize(
        ("text", "cleaned"),
        [
            ("one\n\ntwo\tthree", "one two three"),
            ("« mot »", "« mot »"),
            ("abc\u202edef", "abcdef"),
            ("a\u200bb", "ab"),
            ("\u3164", ""),
            ("Z" + "\u0321" * 99, "Z" + "\u0321" * 4),
            ("naïve Ψ Ж 戦争", "naïve Ψ Ж 戦争"),
            ("1️⃣", "1️⃣"),
            ("a\ud800b", "ab"),
        ],
    )
    def test_cases(self, text, cleaned):
        assert clean(text) == cleaned

    def test_plain_text_and_any_other_are_cleaned_alike(self):
        for code in range(0x2100):
            text = f"a{chr(code)}b"
            assert clean(text) == clean(text + "\u200b"), f"U+{code:04X}"


class TestEscape:
    @given(texts)
    @example("https://evil.example/a_b")
    @example(":wave:wave:")
    @example("1. item")
    def test_shows_the_text_and_nothing_else(self, text):
        assert shown(escape(text)) == clean(text)

    @given(texts)
    def test_is_nothing_but_text_to_the_preview(self, text):
        text = text.replace("&", "+")  # an entity to CommonMark, nothing to Discord
        assume(len(text) < 3000 and not clean(text).startswith("-# "))  # which the preview looks for after the escapes
        assert read_by_preview(escape(text)) == clean(text)

    @given(texts, st.integers(40, 300))
    def test_stays_within_a_limit(self, text, limit):
        cut = escape(text, limit)
        assert len(cut.encode("utf-16-le")) // 2 <= limit
        if cut != escape(text):
            assert cut.endswith("…")
            assert clean(text).startswith(shown(cut)[:-1])

    def test_cuts_at_a_word(self):
        assert escape("alpha beta gamma delta", 15) == "alpha beta…"
        assert escape("x" * 50, 10) == "x" * 9 + "…"

    @pytest.mark.parametrize("trick", TRICKS)
    def test_of_each_trick(self, trick):
        for text in (trick, f"a{trick}", f"{trick}b", f"{trick} b", f"{trick}{trick}"):
            assert shown(escape(text)) == clean(text)

    @pytest.mark.parametrize("text", ["*a*", "@everyone", "<t:1:R>", "# a", "https://a.b", ":a:", "`a`", "- a", "1. a"])
    def test_the_reader_of_these_tests_sees_markup(self, text):
        with pytest.raises(MarkupError):
            shown(text)


class TestBold:
    @given(texts.map(clean), st.data())
    def test_is_bold_where_it_should_be_and_nowhere_else(self, text, data):
        words = [found.span() for found in re.finditer(r"[^\W_]+", text)]
        chosen = data.draw(st.lists(st.sampled_from(words), unique=True, max_size=8)) if words else []
        assert shown_with_bold(bold(text, sorted(chosen))) == (text, sorted(chosen))

    @given(texts, st.data())
    def test_ranges_of_any_kind_never_lose_a_letter(self, text, data):
        cleaned, moved = clean_ranges(text, data.draw(ranges(text)))
        assert cleaned == clean(text)
        kept = [0, *(edge for range_ in moved for edge in range_), len(cleaned)]
        assert kept == sorted(kept)

    @given(texts)
    def test_ranges_of_words_mean_the_same_words_after_cleaning(self, text):
        words = [found.span() for found in re.finditer(rf"[^\W_{BLANK}]+", text)][:10]
        cleaned, moved = clean_ranges(text, words)
        assert [cleaned[slice(*new)] for new in moved] == [clean(text[slice(*old)]) for old in words]

    def test_marks_what_a_search_found(self):
        text = "Le\u00a0théâtre  «\u202fmunicipal\u202f»"
        found = find_matches(read("theatre municipal"), text)
        assert bold(*clean_ranges(text, found)) == "Le **théâtre** « **municipal** »"


class TestAddresses:
    @given(addresses)
    def test_are_plain_or_none(self, url):
        address = safe_url(url)
        assert address is None or re.fullmatch(r"https?://[a-z0-9_.-]+(:\d+)?([/?#][!-~]*)?", address)
        assert not set(address or "") & set("<>()[]{}\"'\\|`^ ")
        assert len(address or "") <= 512

    @pytest.mark.parametrize(
        ("url", "address"),
        [
            ("https://news.example/a?b=c&d=%20#e", "https://news.example/a?b=c&d=%20#e"),
            ("https://news.example/a b)", "https://news.example/a%20b%29"),
            ("https://news.example/@everyone/@ann", "https://news.example/%40everyone/@ann"),
            (" https://news.example/\n", "https://news.example/"),
            ("HTTPS://News.Example/Ä", "https://news.example/%C3%84"),
            ("https://bücher.example/", "https://xn--bcher-kva.example/"),
            ("https://news.example:8080/", "https://news.example:8080/"),
            ("https://news.example:99999/", None),
            ("https://user:secret@news.example/", None),
            ("https://a..b/", None),
            ("https://[::1]/", None),
            ("https://[/", None),
            ("javascript:alert(1)", None),
            ("ftp://news.example/", None),
            ("news.example/a", None),
            ("https://news.example/" + "a" * 600, None),
            ("", None),
            (None, None),
        ],
    )
    def test_cases(self, url, address):
        assert safe_url(url) == address

    def test_a_link_without_one_is_its_label(self):
        assert link("here", "javascript:x") == "here"
        assert link("here", "https://a.example/_x_") == "[here](<https://a.example/_x_>)"


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece", ["a", "*", ":", ":a", "@", "a ", "\u0301", "\u200b", "🌋", "https://", "[](", "\ud800"]
)
def test_a_text_of_300_000_characters_takes_a_moment(piece):
    text = piece * (300_000 // len(piece))
    assert len(escape(text, 200)) <= 200
    escape(text)


def read_by_preview(markdown):
    """All text that the preview shows; anything but text is an error."""

    def texts_in(tokens):
        for token in tokens:
            if token["type"] == "text":
                yield token["content"]
            elif token["type"] in {"inline", "paragraph"}:
                yield from texts_in(token["children"])
            else:
                raise MarkupError(f"{token} in {markdown!r}")

    tokens = markdown_tokens(markdown, "text_display", context=KNOWN)
    return "".join(texts_in(tokens)).replace("\u200b", "")
