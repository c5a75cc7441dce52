"""Articles, search results and the newest articles as posts (pure)."""

from __future__ import annotations

from bot.models import Article, ArticleHead, SearchHit, SearchPage
from bot.render.escape import ago, bold, clean, clean_ranges, escape, link, safe_url
from bot.render.limits import fit
from bot.render.post import Block, Button, Divider, LinkButton, Post, Row, Section, Text, press_id, width

ACCENT = 0x3A6EA5
ACCENT_QUIET = 0x8A8F98
MAX_TITLE = 200
#: For what has no visible character.
NO_TITLE = "(no title)"
NO_SOURCE = "(no source)"
NO_TEXT = "(no text)"
#: What one page of an article holds, so that heading and buttons find room beside it.
PAGE_CHARACTERS = 3000


def titled(head: ArticleHead, limit: int) -> str:
    """The headline, as a link where the article has an address."""
    return link(escape(head.title, limit) or NO_TITLE, head.url)


def meta_line(head: ArticleHead, *, linked: bool = False) -> str:
    """Source, moment, and whether it is a sample; the source links to the article where no headline beside it does."""
    source = escape(head.source, 60) or NO_SOURCE
    return f"{link(source, head.url) if linked else source} · {ago(head.published_at)}{sample_mark(head)}"


def sample_mark(head: ArticleHead) -> str:
    """What tells an invented sample from news."""
    return " · *invented sample*" if head.is_sample else ""


def read_button(head: ArticleHead) -> Button:
    """A button that shows the whole article."""
    return Button("Read article", press_id("read", head.id))


def results_post(page: SearchPage, *, ask_id: int, asker_id: int, explained: str) -> Post:
    """A page of search results; `explained` says in words what was looked for (escaped by this function)."""
    looked_for = escape(explained, 300) or "your search"
    note = f"\n-# Taken as plain words: {escape(page.note, 200)}" if page.note else ""
    if not page.hits:
        return Post((Text(f"Nothing found for {looked_for}.{note}"),), accent=ACCENT_QUIET)
    heading = f"### {looked_for}{note}"
    counted = f"{page.total:,} article{'s' if page.total != 1 else ''}"
    return _list_post(heading, page, f"-# {counted} · page {page.page + 1} of {page.pages}", ask_id, asker_id)


def latest_post(page: SearchPage, *, ask_id: int, asker_id: int) -> Post:
    """A page of the newest articles."""
    of = f" from {escape(page.request.source, 60)}" if page.request.source else ""
    if not page.hits:
        return Post((Text(f"There are no articles{of} yet."),), accent=ACCENT_QUIET)
    return _list_post(f"### Latest articles{of}", page, f"-# page {page.page + 1}", ask_id, asker_id)


def _list_post(heading: str, page: SearchPage, footer: str, ask_id: int, asker_id: int) -> Post:
    buttons = (
        Button("Previous", press_id("page", ask_id, page.page - 1, asker_id, "p"), disabled=page.page == 0),
        Button("Next", press_id("page", ask_id, page.page + 1, asker_id, "n"), disabled=page.page + 1 >= page.pages),
    )
    blocks, _ = fit(
        [Text(heading)],
        [_hit(hit) for hit in page.hits],
        lambda dropped: [Text(footer + (f" · {dropped} without room" if dropped else "")), Row(buttons)],
    )
    return Post(blocks, accent=ACCENT)


def _hit(hit: SearchHit) -> Section:
    title = f"**{escape(hit.head.title, MAX_TITLE) or NO_TITLE}**"
    if hit.title_matches and len(hit.head.title) <= MAX_TITLE:
        title = bold(*clean_ranges(hit.head.title, hit.title_matches))
    lines = [link(title, hit.head.url)]
    if clean(hit.snippet):
        lines.append(bold(*clean_ranges(hit.snippet, hit.matches)))
    lines.append(f"-# {meta_line(hit.head)}")
    return Section("\n".join(lines), Button("Brief", press_id("brief", hit.head.id)))


def article_post(article: Article, page: int = 0, *, asker_id: int) -> Post:
    """A page of an article, whole paragraphs where they fit; `page` counts from 0 and is brought into range."""
    head = article.head
    pages = _pages(article)
    page = min(max(page, 0), len(pages) - 1)
    lines = [f"## {titled(head, MAX_TITLE)}", f"-# {meta_line(head)}"]
    blocks: list[Block] = [Text("\n".join(lines)), Divider(), Text(pages[page])]
    buttons: list[Button | LinkButton] = []
    if len(pages) > 1:
        blocks.append(Text(f"-# page {page + 1} of {len(pages)}"))
        buttons += [
            Button("Previous", press_id("turn", head.id, page - 1, asker_id, "p"), disabled=page == 0),
            Button("Next", press_id("turn", head.id, page + 1, asker_id, "n"), disabled=page + 1 == len(pages)),
        ]
    buttons.append(Button("Brief", press_id("brief", head.id)))
    if address := safe_url(head.url):
        buttons.append(LinkButton("Open at the source", address))
    blocks.append(Row(tuple(buttons)))
    return Post(tuple(blocks), accent=ACCENT)


def _pages(article: Article) -> list[str]:
    """Key points and paragraphs in pages of at most `PAGE_CHARACTERS`; there is one at least."""
    texts = [f"- {point}" for key_point in article.key_points if (point := escape(key_point, 500))]
    for paragraph in article.paragraphs:
        # Escaping at most doubles a text, and so does counting in UTF-16 units; no character grows by both.
        texts += map(escape, pieces_of(clean(paragraph), PAGE_CHARACTERS // 2))
    pages = texts[:1] or [NO_TEXT]
    for text in texts[1:]:
        # What begins like an item of a list is a key point: of a paragraph that would be escaped.
        longer = pages[-1] + ("\n" if text.startswith("- ") else "\n\n") + text
        if width(longer) <= PAGE_CHARACTERS:
            pages[-1] = longer
        else:
            pages.append(text)
    return pages


def pieces_of(text: str, length: int) -> list[str]:
    """A `clean` text in pieces of at most `length` characters, cut at words."""
    pieces = []
    start = 0
    while len(text) - start > length:
        cut = text.rfind(" ", start + length // 2, start + length)
        cut = cut if cut > 0 else start + length
        pieces.append(text[start:cut].rstrip())
        start = cut + (text[cut] == " ")
    return [*pieces, text[start:]] if text[start:] else pieces


def notice_post(sentence: str) -> Post:
    """One sentence of ours to a person; what it quotes from outside is escaped by whoever wrote it."""
    return Post((Text(sentence),), accent=ACCENT_QUIET)
