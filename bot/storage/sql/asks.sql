-- name: save(request, now)<!
INSERT INTO asks (request, created_at) VALUES (:request, :now) RETURNING id;

-- name: request(id)$
SELECT request FROM asks WHERE id = :id;

-- name: forget_before(moment)!
DELETE FROM asks WHERE created_at < :moment;
