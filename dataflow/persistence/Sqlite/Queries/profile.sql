-- How much was traded at each price of a range, such as a session; highest price first.
SELECT symbol, price AS "price:decimal", sum(volume) AS "volume:decimal", count(*) AS trades,
  min(time) AS "first:time", max(time) AS "last:time"
FROM ticks
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR symbol = :symbol)
  AND time >= coalesce(:from, time) AND time < coalesce(:to, time + 1)
GROUP BY symbol, price
ORDER BY symbol, price DESC
LIMIT coalesce(:limit, -1);
