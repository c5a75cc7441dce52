"""A folder to load from and an app to load it, as an operator and a reader see them."""

import json
import os

from bot.models import SearchRequest

CROSSING = "The ferry to {} left its pier on Tuesday for the first time in four days, with {} people on board."
REST = "The harbour master said the sea was as flat as it gets in November. The council inspects both piers on Friday."


def story(place="Orrin", people=300, title=None, date="date 2026-11-10 "):
    """An article in the text format."""
    return f"{date}{title or f'Ferry to {place} runs again'}\n\n{CROSSING.format(place, people)} {REST}\n"


class Newsroom:
    """An app over an empty database, and a folder to load from."""

    def __init__(self, app, folder):
        self.app = app
        self.folder = folder
        self.path = app.db.path

    def write(self, name, text, mtime=None):
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        if mtime is not None:
            os.utime(path, (mtime.timestamp(), mtime.timestamp()))
        return path

    def write_rows(self, name, *rows):
        return self.write(name, "\n".join(json.dumps(row) for row in rows))

    async def load(self, *paths, asked_for=True, **options):
        return await self.app.ingest.load(paths or [self.folder], asked_for=asked_for, **options)

    async def outcome(self, *paths, **options):
        """What one article became."""
        report = await self.load(*paths, **options)
        assert not report.rejected, report.rejected
        (outcome,) = [outcome for outcome, times in report.counts.items() for _ in range(times)]
        return outcome

    async def titles(self, query):
        page = await self.app.finder.search(SearchRequest(query))
        return [hit.head.title for hit in page.hits]

    async def only(self):
        """The one article there is, with its ranking."""
        (head,) = await self.app.articles.latest(limit=2)
        return await self.app.articles.one_ranked(head.id)
