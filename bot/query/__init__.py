"""The one language of search, filters, alerts and digests: pure, and without a word of SQL.

`parse` reads it, `tree` holds it, `fulltext` turns it into an FTS5 expression, `match` evaluates it over one
document, `describe` says it in English. `docs/query.md` shows the language by example.
"""
