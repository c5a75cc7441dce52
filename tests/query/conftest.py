import sqlite3
from contextlib import closing
from dataclasses import astuple

import pytest


class Index:
    """A real FTS5 table with the columns and the tokenizer that the bot's search has."""

    def __init__(self, connection):
        self._connection = connection
        connection.execute(
            "CREATE VIRTUAL TABLE articles USING fts5 "
            "(title, key_points, body, source, language, tokenize = 'unicode61 remove_diacritics 2')"
        )
        connection.execute("CREATE VIRTUAL TABLE terms USING fts5vocab (articles, instance)")

    def fill(self, documents):
        """Put these documents in the place of all others; their row ids."""
        self._connection.execute("DELETE FROM articles")
        insert = "INSERT INTO articles VALUES (?, ?, ?, ?, ?)"
        return [self._connection.execute(insert, astuple(document)).lastrowid for document in documents]

    def find(self, expression):
        found = self._connection.execute("SELECT rowid FROM articles WHERE articles MATCH ?", (expression,))
        return {row for (row,) in found}

    def words(self):
        """All words of the one document, in order."""
        return tuple(word for (word,) in self._connection.execute("SELECT term FROM terms ORDER BY col, offset"))


@pytest.fixture(scope="session")
def index():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        yield Index(connection)
