-- What was missing or late: holes in the venue's numbers, late ticks, nodes that failed.
SELECT time AS "time:time", symbol, type, node, data, log || ':' || seq || ':' || n AS id
FROM operations
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND type IN ('data_gap', 'late_tick', 'node_error')
  AND (:symbol IS NULL OR symbol = :symbol)
  AND time >= coalesce(:from, time) AND time < coalesce(:to, time + 1)
ORDER BY time, log, seq, n
LIMIT coalesce(:limit, -1);
