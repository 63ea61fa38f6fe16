-- Trades of a range, oldest first.
SELECT time AS "time:time", symbol, price AS "price:decimal", volume AS "size:decimal", log || ':' || seq AS event
FROM ticks
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR symbol = :symbol)
  AND time >= coalesce(:from, time) AND time < coalesce(:to, time + 1)
ORDER BY time, log, seq
LIMIT coalesce(:limit, -1);
