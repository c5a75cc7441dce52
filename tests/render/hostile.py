"""Text that tries to be more than text, and articles made of it."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.models import Article, ArticleHead, Place, Point

TRICKS = [
    "*", "**", "_", "__", "~~", "||", "`", "```", "```py\n", "\\", "\\\\", "[", "]", "](", ")", "<", ">", ">>> ",
    "> ", "# ", "## ", "-# ", "- ", "+ ", "* ", "1. ", "1) ", "٣. ", "•", "@everyone", "@here", "@EVERYONE", "<@1>",
    "<@!1>", "<@&1>", "<#1>", "</brief:1>", "<t:1:R>", "<t:1>", "<:wave:1>", "<a:wave:1>", "<id:guide>", ":wave:",
    ":white_check_mark:", ":", "::", "12:30:45", "[free](https://evil.example)", "[free]\n(https://evil.example)",
    "[a](<javascript:x>)", "https://evil.example/a_b*c", "HTTP://evil.example", "<https://evil.example>",
    "steam://run", "//", "discord.gg/abc", "https://discord.gg/abc", "discordapp.com/invite/abc",
    "https://discord.com/channels/1/2", "discord.media", "\u202e", "\u2066", "\u200b", "\u200d", "\u00ad", "\ufeff",
    "\u2060", "\u061c", "\u180e", "\u034f", "\u3164", "\uffa0", "\u115f", "\u2800", "\U000e0041", "\ufe00",
    "\u0301" * 50, "e\u0301\u0323\u0302\u0304\u0306", "\u20e3", "\ud800", "\udfff", "\x00", "\x1b[31m", "\n",
    "\n\n", "\r\n", "\t", "\u2028", "\u2029", "\x85", "\u00a0", "\u202f", "\u3000", " ", "  ", "🌋", "👩‍🚒", "🏳️‍🌈",
    "1️⃣", "𝕳𝖊𝖗𝖊", "ﷺ", "мир", "戦争", "שלום", "word", "The ferry", "“quoted”", "it’s", "…", "x" * 10_000,
    "*" * 3_000, "🌋" * 3_000, "@1" * 2_000, "a b " * 2_000,
]  # fmt: skip

#: Tricks beside each other and beside words, or anything at all.
texts = st.lists(st.sampled_from(TRICKS) | st.text(max_size=8), max_size=12).map("".join)
short_texts = st.lists(st.sampled_from([t for t in TRICKS if len(t) < 100]) | st.text(max_size=8), max_size=12).map(
    "".join
)
addresses = st.none() | texts | st.builds("https://news.example/{}".format, short_texts)
moments = st.datetimes(timezones=st.just(UTC)) | st.just(datetime(2026, 11, 21, tzinfo=UTC))
numbers = st.integers(1, 2**63 - 1)
heads = st.builds(
    ArticleHead, numbers, title=texts, source=texts, published_at=moments, url=addresses, is_sample=st.booleans()
)
points = st.builds(
    Point,
    text=texts,
    head=heads,
    paragraph=st.integers(0, 10**6),
    sentence=st.integers(0, 10**6),
    position=st.integers(0, 10**6),
    also=st.lists(heads, max_size=4).map(tuple),
)
articles = st.builds(
    Article,
    id=numbers,
    title=texts,
    key_points=st.lists(texts, max_size=30).map(tuple),
    paragraphs=st.lists(texts, max_size=8).map(tuple),
    source=texts,
    published_at=moments,
    language=st.just("en"),
    url=addresses,
    is_sample=st.booleans(),
)


@st.composite
def ranges(draw, text):
    """Up to ten ranges of a text, in order, that do not overlap."""
    edges = draw(st.sets(st.integers(0, len(text)), max_size=20))
    ordered = sorted(edges)
    return tuple(zip(ordered[::2], ordered[1::2], strict=False))


@st.composite
def places(draw):
    paragraph = draw(texts)
    start = draw(st.integers(0, len(paragraph)))
    end = draw(st.integers(start, len(paragraph)))
    number = draw(st.integers(1, 10**6))
    return Place(draw(heads), paragraph, start, end, number, draw(st.integers(number, 10**6)))
