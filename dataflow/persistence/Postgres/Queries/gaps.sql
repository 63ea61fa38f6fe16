-- What was missing or late: holes in the venue's numbers, late ticks, nodes that failed.
SELECT time_ns AS "time:time", symbol, type, node, data::text AS data, log || ':' || seq || ':' || n AS id
FROM operations
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND type IN ('data_gap', 'late_tick', 'node_error')
  AND (:symbol IS NULL OR symbol = :symbol)
  AND pawl_within(time, time_ns, :from, :to)
ORDER BY time_ns, log COLLATE "C", seq, n
LIMIT :limit;
