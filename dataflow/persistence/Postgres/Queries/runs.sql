-- The runs of a store, with what each logged.
SELECT r.run_id, r.kind, r.pipeline, r.data, to_char(r.began AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS began,
  to_char(r.ended AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS ended, string_agg(l.log, ' ' ORDER BY l.log COLLATE "C") AS logs,
  sum(l.events)::bigint AS events, sum(l.records)::bigint AS records
FROM runs r
LEFT JOIN logs l USING (run_id)
WHERE :run IS NULL OR r.run_id = :run
GROUP BY r.run_id
ORDER BY r.run_id;
