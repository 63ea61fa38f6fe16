-- Input that was refused before it reached a log, with the reason.
SELECT received, place, reason, CAST(content AS TEXT) AS content
FROM dead_letters
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
ORDER BY id
LIMIT coalesce(:limit, -1);
