-- Articles, how they are recognised again, how they are searched, and what buttons refer to.
-- Moments are UTC epoch milliseconds. Ids are never used twice: buttons in old messages carry them.

CREATE TABLE sources (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- Long texts stand last: what lists and bounds ask for is then read without the pages that they overflow to.
CREATE TABLE articles (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    source_id    INTEGER NOT NULL REFERENCES sources (id),
    published_at INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    language     TEXT    NOT NULL, -- ISO 639-1, or und
    is_sample    INTEGER NOT NULL CHECK (is_sample IN (0, 1)),
    content_hash TEXT    NOT NULL, -- of all that is shown: same hash, nothing to do
    url          TEXT,
    origin       TEXT    NOT NULL, -- the file it came from, absolute
    title        TEXT    NOT NULL,
    key_points   TEXT    NOT NULL, -- paragraphs, parted by an empty line
    body         TEXT    NOT NULL  -- the same
) STRICT;

CREATE INDEX articles_by_time ON articles (published_at, id);
CREATE INDEX articles_by_source ON articles (source_id, published_at);
CREATE INDEX articles_by_origin ON articles (origin);

-- Any of an article's keys (guid, address, title and date, text) names it.
CREATE TABLE article_keys (
    key        TEXT    PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE INDEX article_keys_by_article ON article_keys (article_id);

-- What was taken out on purpose does not come back by itself.
CREATE TABLE tombstones (
    key        TEXT    PRIMARY KEY,
    deleted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rankings (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    method     TEXT NOT NULL,
    recipe     TEXT NOT NULL, -- method, bounds and version that made it; another recipe makes it stale
    spans      TEXT NOT NULL, -- JSON [[paragraph, start, end], ...] in the order of the text
    best_first TEXT NOT NULL, -- JSON [index of span, ...]
    refusal    TEXT,
    note       TEXT
) STRICT;

CREATE INDEX rankings_by_recipe ON rankings (recipe);

-- What a person asked for, so that the buttons under the answer work after a restart.
CREATE TABLE asks (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    request    TEXT    NOT NULL, -- JSON
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX asks_by_time ON asks (created_at);

-- Full-text search (SQLite's own: FTS5). The triggers keep it in step: a row that goes without its entry would
-- break later searches with "database disk image is malformed".
CREATE VIEW article_texts AS
SELECT a.id, a.title, a.key_points, a.body, s.name AS source, a.language
FROM articles AS a JOIN sources AS s ON s.id = a.source_id;

CREATE VIRTUAL TABLE articles_fts USING fts5 (
    title, key_points, body, source, language,
    content = 'article_texts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- Titles alone, with short prefixes, for suggestions at every key stroke.
CREATE VIRTUAL TABLE titles_fts USING fts5 (
    title,
    content = 'articles', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2',
    prefix = '1 2 3 4', detail = 'none'
);

CREATE TRIGGER articles_after_insert AFTER INSERT ON articles BEGIN
    INSERT INTO articles_fts (rowid, title, key_points, body, source, language)
    SELECT id, title, key_points, body, source, language FROM article_texts WHERE id = new.id;
    INSERT INTO titles_fts (rowid, title) VALUES (new.id, new.title);
END;

CREATE TRIGGER articles_after_delete AFTER DELETE ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, key_points, body, source, language)
    VALUES ('delete', old.id, old.title, old.key_points, old.body,
            (SELECT name FROM sources WHERE id = old.source_id), old.language);
    INSERT INTO titles_fts (titles_fts, rowid, title) VALUES ('delete', old.id, old.title);
END;

CREATE TRIGGER articles_after_update AFTER UPDATE OF title, key_points, body, language, source_id ON articles BEGIN
    INSERT INTO articles_fts (articles_fts, rowid, title, key_points, body, source, language)
    VALUES ('delete', old.id, old.title, old.key_points, old.body,
            (SELECT name FROM sources WHERE id = old.source_id), old.language);
    INSERT INTO titles_fts (titles_fts, rowid, title) VALUES ('delete', old.id, old.title);
    INSERT INTO articles_fts (rowid, title, key_points, body, source, language)
    SELECT id, title, key_points, body, source, language FROM article_texts WHERE id = new.id;
    INSERT INTO titles_fts (rowid, title) VALUES (new.id, new.title);
END;
