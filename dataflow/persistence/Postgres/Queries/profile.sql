-- How much was traded at each price of a range, such as a session; highest price first.
SELECT symbol, trim_scale(price)::text AS price, trim_scale(sum(volume))::text AS volume, count(*) AS trades, min(time_ns) AS "first:time", max(time_ns) AS "last:time"
FROM ticks t
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR symbol = :symbol)
  AND pawl_within(time, time_ns, :from, :to)
GROUP BY symbol, t.price
ORDER BY symbol COLLATE "C", t.price DESC
LIMIT :limit;
