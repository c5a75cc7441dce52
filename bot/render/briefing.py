"""A briefing as a post: its points, each with its source, and the buttons that go on from it (pure)."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from bot.models import ArticleHead, Briefing, Length, Method, Place, Point, Refusal
from bot.render.articles import ACCENT, ACCENT_QUIET, MAX_TITLE, NO_SOURCE, NO_TEXT, meta_line, read_button, titled
from bot.render.escape import bold, clean, clean_ranges, escape
from bot.render.limits import fit
from bot.render.post import (
    MAX_ROW,
    MAX_TEXT,
    Block,
    Button,
    Divider,
    LinkButton,
    Post,
    Row,
    Section,
    Text,
    press_id,
    shortened,
    width,
)

#: A sentence is shown whole; only one longer than this, which no budget could hold, is cut.
MAX_SENTENCE = 1400
MAX_TOPIC = 60

_REFUSALS = {
    Refusal.TOO_SHORT: "This article is too short to brief. Here is how it begins.",
    Refusal.LIST: "This article is a list, which no few sentences stand for. Here is how it begins.",
    Refusal.TABLE: "This article is a table, which no few sentences stand for. Here is how it begins.",
    Refusal.INTERVIEW: "This article is an interview, whose answers need their questions. Here is how it begins.",
    Refusal.SEVERAL_STORIES: "This article tells several stories, which no few sentences sum up. Here is the first.",
    Refusal.LIVE_BLOG: "This article is a live blog, which no few sentences stand for. Here is its newest entry.",
}


def briefing_post(briefing: Briefing, *, ask_id: int, length: Length, asker_id: int, widened: bool = False) -> Post:
    """The post of a briefing that has points. What finds no room is left out and counted."""
    head: list[Block] = [Text("\n".join(_heading(briefing, widened=widened)))]
    points = [_point(point, one_article=briefing.head is not None) for point in briefing.points]
    buttons = _buttons(briefing, ask_id, length, asker_id)
    blocks, _ = fit(head, points, lambda dropped: [Divider(), Text(_footer(briefing, dropped)), Row(buttons)])
    return Post(blocks, accent=ACCENT_QUIET if briefing.refusal else ACCENT)


def _heading(briefing: Briefing, *, widened: bool) -> list[str]:
    if briefing.head is not None:
        lines = [f"## {titled(briefing.head, MAX_TITLE)}", f"-# {meta_line(briefing.head)}"]
    else:
        lines = [f"## {escape(briefing.title, MAX_TITLE) or 'Top stories'}"]
    if widened:
        lines.append("-# Nothing came in on this lately, so this is older.")
    if briefing.refusal:
        lines.append(_REFUSALS[briefing.refusal])
    return lines


def _point(point: Point, *, one_article: bool) -> Section:
    """A sentence with its source; among several articles also its headline, without which it may puzzle."""
    lines = [escape(point.text, MAX_SENTENCE) or NO_TEXT]
    if one_article:
        lines.append(f"-# {meta_line(point.head, linked=True)}")
    else:
        lines.insert(0, f"**{titled(point.head, MAX_TITLE)}**")
        also = f" · also {_outlets(point)}" if point.also else ""
        lines.append(f"-# {meta_line(point.head)}{also}")
    return Section("\n".join(lines), Button("Where is this from?", place_id(point)))


def _outlets(point: Point) -> str:
    others = dict.fromkeys(head.source for head in point.also if head.source != point.head.source)
    names = [escape(name, 40) or NO_SOURCE for name in others]
    if not names:
        return f"{len(point.also)} more from {escape(point.head.source, 40) or NO_SOURCE}"
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")


def place_id(point: Point) -> str:
    """The custom id that leads back to a sentence; its checksum tells whether the article has changed since."""
    return press_id("where", point.head.id, point.position, checksum(point.text))


def checksum(text: str) -> str:
    """Eight letters that change when the text does."""
    return f"{zlib.crc32(text.encode('utf-8', 'replace')):08x}"


def _footer(briefing: Briefing, dropped: int) -> str:
    parts = [
        f"{len(briefing.points) - dropped} of {_count(briefing.left_out.sentences + len(briefing.points), 'sentence')}"
    ]
    if briefing.head is None:
        heads = {head.id: head for point in briefing.points for head in (point.head, *point.also)}
        sources = {head.source for head in heads.values()}
        parts = [f"{_count(len(heads), 'article')} from {_count(len(sources), 'source')}"]
        if briefing.left_out.articles:
            parts.append(f"{_count(briefing.left_out.articles, 'article')} not shown")
    if dropped:
        parts.append(f"{_count(dropped, 'point')} left out for want of room")
    in_order = briefing.refusal is not None or briefing.method is Method.LEAD
    parts.append("in the order of the text" if in_order else f"method: {briefing.method}")
    if briefing.note:
        parts.append(escape(briefing.note, 200))
    return "-# " + " · ".join(parts)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _buttons(briefing: Briefing, ask_id: int, length: Length, asker_id: int) -> tuple[Button | LinkButton, ...]:
    lengths = list(Length)
    at = lengths.index(length)
    more = briefing.refusal is None

    def resize(label: str, to: int) -> Button:
        possible = more and 0 <= to < len(lengths)
        target = lengths[to] if possible else length
        return Button(label, press_id("resize", ask_id, target, asker_id, label[0].lower()), disabled=not possible)

    buttons: list[Button | LinkButton] = [
        resize("Shorter", at - 1),
        resize("Longer", at + 1),
        Button("Sources", press_id("sources", ask_id, length)),
    ]
    if briefing.head is not None:
        buttons.append(read_button(briefing.head))
    return tuple(buttons)


def nothing_post(asked: str | None, nearest: Sequence[str], *, length: Length, in_period: bool) -> Post:
    """Nothing was found, ever or in the period asked for: say so, and offer the nearest topics."""
    period = " in that time" if in_period else ""
    about = escape(asked or "", MAX_TITLE)
    said = f"Nothing on **{about}**{period}." if about else f"Nothing was published{period}."
    topics = dict.fromkeys(shortened(clean(topic), MAX_TOPIC) for topic in nearest)
    buttons = tuple(Button(topic, press_id("topic", length, topic)) for topic in topics if topic)[:MAX_ROW]
    if not buttons:
        return Post((Text(said),), accent=ACCENT_QUIET)
    return Post((Text(f"{said} The nearest topics:"), Row(buttons)), accent=ACCENT_QUIET)


def no_articles_post() -> Post:
    """There is nothing at all to brief."""
    return Post(
        (Text("There are no articles yet. Whoever runs this bot can load some: `python -m bot load FOLDER`."),),
        accent=ACCENT_QUIET,
    )


def place_post(place: Place, *, changed: bool) -> Post:
    """Where a sentence stands: bold within its paragraph, the paragraph as it is in the article."""
    head = place.head
    lines = [f"### {titled(head, MAX_TITLE)}", f"-# {meta_line(head)} · paragraph {place.number} of {place.of}"]
    if changed:
        lines.append("-# The article has been changed since that briefing; this is how it reads now.")
    buttons = (read_button(head), Button("Brief", press_id("brief", head.id)))
    heading = "\n".join(lines)
    shown = _in_paragraph(place, MAX_TEXT - width(heading)) or NO_TEXT
    return Post((Text(heading), Divider(), Text(shown), Row(buttons)), accent=ACCENT)


def _in_paragraph(place: Place, room: int) -> str:
    """The sentence, bold, and as much of the paragraph around it as finds room."""
    around = max(0, room - (place.end - place.start)) // 2
    while True:
        paragraph, start, end = _around(place.paragraph, place.start, place.end, around)
        shown = bold(*clean_ranges(paragraph, [(start, end)]))
        if width(shown) <= room:
            return shown
        around = around * 3 // 4


def _around(paragraph: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """At most `room` characters of a paragraph before and after a sentence, at a word, with `…` where it was cut."""
    end = min(end, start + MAX_SENTENCE)
    before, after = paragraph[:start], paragraph[end:]
    if len(before) > room:
        before = "…" + before[len(before) - room :].partition(" ")[2]
    if len(after) > room:
        after = after[:room].rpartition(" ")[0] + "…"
    return before + paragraph[start:end] + after, len(before), len(before) + end - start


def sources_post(title: str, heads: Sequence[ArticleHead]) -> Post:
    """Every article that a briefing stands on, newest first; what finds no room is counted."""
    lines = [Text(f"**{titled(head, MAX_TITLE)}**\n-# {meta_line(head)}") for head in heads]
    of = escape(title, MAX_TITLE)
    name = f"Sources: {of}" if of else "Sources"
    blocks, _ = fit(
        [Text(f"### {name}")],
        lines,
        lambda dropped: [Text(f"-# and {_count(dropped, 'article')} more")] if dropped else [],
    )
    return Post(blocks, accent=ACCENT)
