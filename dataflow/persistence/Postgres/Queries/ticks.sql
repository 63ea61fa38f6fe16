-- Trades of a range, oldest first.
SELECT time_ns AS "time:time", symbol, trim_scale(price)::text AS price, trim_scale(volume)::text AS size, log || ':' || seq AS event
FROM ticks
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR symbol = :symbol)
  AND pawl_within(time, time_ns, :from, :to)
ORDER BY time_ns, log COLLATE "C", seq
LIMIT :limit;
