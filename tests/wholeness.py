"""Whether a database is whole, seen from outside: by SQLite alone, with nothing of the bot."""

import sqlite3
from contextlib import closing


def complaints(path):
    """What is wrong with the database at `path`; nothing where all is well."""
    with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as connection:
        (integrity,) = connection.execute("PRAGMA integrity_check").fetchone()
        found = [] if integrity == "ok" else [f"integrity: {integrity}"]
        if connection.execute("PRAGMA user_version").fetchone() == (0,):
            return found  # it was not made yet
        found += [f"refers to nothing: {row}" for row in connection.execute("PRAGMA foreign_key_check")]
        for index in ("articles_fts", "titles_fts"):
            try:
                connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError as error:
                found.append(f"{index}: {error}")
        for part in ("article_keys", "rankings"):
            for (origin,) in connection.execute(
                f"SELECT origin FROM articles AS a WHERE NOT EXISTS (SELECT 1 FROM {part} WHERE article_id = a.id)"
            ):
                found.append(f"no {part}: {origin}")
        return found


def rows(path):
    """Every row of every table that holds articles, to compare."""
    with closing(sqlite3.connect(path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2").fetchall()
            for table in ("sources", "articles", "article_keys", "rankings", "tombstones")
        }


def count(path):
    """How many articles it holds; none where it was not made yet."""
    if not path.exists():
        return 0
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        if connection.execute("PRAGMA user_version").fetchone() == (0,):
            return 0
        return connection.execute("SELECT count(*) FROM articles").fetchone()[0]
