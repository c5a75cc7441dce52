-- name: source_id(name)^
SELECT id FROM sources WHERE name = :name;

-- name: insert_source(name)<!
INSERT INTO sources (name) VALUES (:name)
ON CONFLICT (name) DO UPDATE SET name = excluded.name
RETURNING id;

-- name: keys_held(keys)
-- Which of these keys name an article already, and the text it has. `keys` is a JSON array.
SELECT k.key, k.article_id, a.content_hash, a.origin
FROM article_keys AS k JOIN articles AS a ON a.id = k.article_id
WHERE k.key IN (SELECT value FROM json_each(:keys));

-- name: keys_buried(keys)
SELECT key FROM tombstones WHERE key IN (SELECT value FROM json_each(:keys));

-- name: insert_article(source_id, title, key_points, body, language, url, origin, is_sample, content_hash, published_at, now)<!
INSERT INTO articles (source_id, title, key_points, body, language, url, origin, is_sample, content_hash,
                      published_at, created_at, updated_at)
VALUES (:source_id, :title, :key_points, :body, :language, :url, :origin, :is_sample, :content_hash,
        :published_at, :now, :now)
RETURNING id;

-- name: update_article(source_id, title, key_points, body, language, url, origin, is_sample, content_hash, now, id)!
UPDATE articles
SET source_id = :source_id, title = :title, key_points = :key_points, body = :body, language = :language, url = :url,
    origin = :origin, is_sample = :is_sample, content_hash = :content_hash, updated_at = :now
WHERE id = :id;

-- name: forget_weak_keys(article_id)!
DELETE FROM article_keys WHERE article_id = :article_id AND (key LIKE 'title:%' OR key LIKE 'text:%');

-- name: add_keys*!
INSERT INTO article_keys (key, article_id) VALUES (:key, :article_id) ON CONFLICT (key) DO NOTHING;

-- name: save_ranking(article_id, method, recipe, spans, best_first, refusal, note)!
INSERT INTO rankings (article_id, method, recipe, spans, best_first, refusal, note)
VALUES (:article_id, :method, :recipe, :spans, :best_first, :refusal, :note)
ON CONFLICT (article_id) DO UPDATE
SET method = excluded.method, recipe = excluded.recipe, spans = excluded.spans, best_first = excluded.best_first,
    refusal = excluded.refusal, note = excluded.note;

-- name: ranked(ids)
-- `ids` is a JSON array. Newest first.
SELECT a.id, a.title, a.key_points, a.body, a.language, a.url, a.origin, a.is_sample, a.published_at, s.name AS source,
       r.method, r.spans, r.best_first, r.refusal, r.note
FROM articles AS a
JOIN sources AS s ON s.id = a.source_id
JOIN rankings AS r ON r.article_id = a.id
WHERE a.id IN (SELECT value FROM json_each(:ids))
ORDER BY a.published_at DESC, a.id DESC;

-- name: unranked(recipe, limit)
-- Articles whose ranking was made by another recipe, or is missing; newest first, for people ask for those.
SELECT a.id, a.title, a.key_points, a.body, a.language, a.url, a.origin, a.is_sample, a.published_at, s.name AS source
FROM articles AS a
JOIN sources AS s ON s.id = a.source_id
LEFT JOIN rankings AS r ON r.article_id = a.id
WHERE r.recipe IS NULL OR r.recipe <> :recipe
ORDER BY a.id DESC
LIMIT :limit;

-- name: unranked_of(ids, recipe)
-- Which of these (`ids` is a JSON array).
SELECT a.id FROM articles AS a LEFT JOIN rankings AS r ON r.article_id = a.id
WHERE a.id IN (SELECT value FROM json_each(:ids)) AND (r.recipe IS NULL OR r.recipe <> :recipe);

-- name: heads(ids)
-- `ids` is a JSON array. Newest first.
SELECT a.id, a.title, a.url, a.is_sample, a.published_at, s.name AS source
FROM articles AS a JOIN sources AS s ON s.id = a.source_id
WHERE a.id IN (SELECT value FROM json_each(:ids))
ORDER BY a.published_at DESC, a.id DESC;

-- name: latest(source, since, until, limit, offset)
SELECT a.id, a.title, a.url, a.is_sample, a.published_at, s.name AS source
FROM articles AS a JOIN sources AS s ON s.id = a.source_id
WHERE (:source IS NULL OR s.name = :source) AND a.published_at >= :since AND a.published_at < :until
ORDER BY a.published_at DESC, a.id DESC
LIMIT :limit OFFSET :offset;

-- name: latest_openings(since, until, limit)
-- What a story is told by: title, key points and the opening of the text.
SELECT a.id, a.title, a.url, a.is_sample, a.published_at, a.language, s.name AS source,
       a.title || ' ' || a.key_points || ' ' || substr(a.body, 1, 700) AS opening
FROM articles AS a JOIN sources AS s ON s.id = a.source_id
WHERE a.published_at >= :since AND a.published_at < :until
ORDER BY a.published_at DESC, a.id DESC
LIMIT :limit;

-- name: openings(ids)
SELECT a.id, a.title, a.url, a.is_sample, a.published_at, a.language, s.name AS source,
       a.title || ' ' || a.key_points || ' ' || substr(a.body, 1, 700) AS opening
FROM articles AS a JOIN sources AS s ON s.id = a.source_id
WHERE a.id IN (SELECT value FROM json_each(:ids))
ORDER BY a.published_at DESC, a.id DESC;

-- name: newest_at()$
SELECT max(published_at) FROM articles;

-- name: count()$
SELECT count(*) FROM articles;

-- name: sources()
SELECT s.name FROM sources AS s
WHERE EXISTS (SELECT 1 FROM articles AS a WHERE a.source_id = s.id)
ORDER BY s.name;

-- name: from_origin(origin, prefix)
-- Articles of one file or of its rows (`file:12`), or of all files below a folder (`prefix` ends with the separator).
SELECT a.id FROM articles AS a
WHERE a.origin = :origin
   OR substr(a.origin, 1, length(:prefix)) = :prefix
   OR (substr(a.origin, 1, length(:origin) + 1) = :origin || ':'
       AND ltrim(substr(a.origin, length(:origin) + 2), '0123456789') = '');

-- name: bury(now, ids)!
INSERT INTO tombstones (key, deleted_at)
SELECT k.key, :now FROM article_keys AS k WHERE k.article_id IN (SELECT value FROM json_each(:ids))
ON CONFLICT (key) DO UPDATE SET deleted_at = excluded.deleted_at;

-- name: unbury(keys)!
DELETE FROM tombstones WHERE key IN (SELECT value FROM json_each(:keys));

-- name: delete(ids)!
DELETE FROM articles WHERE id IN (SELECT value FROM json_each(:ids));
