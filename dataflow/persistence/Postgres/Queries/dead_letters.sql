-- Input that was refused before it reached a log, with the reason.
SELECT to_char(received AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS received, place, reason,
  CASE WHEN position('\x00'::bytea IN content) = 0 THEN convert_from(content, 'UTF8') ELSE encode(content, 'escape') END AS content
FROM dead_letters
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
ORDER BY id
LIMIT :limit;
