-- How much was traded at each price of a range, such as a session; highest price first.
-- Whole units and the rest are summed apart, since a sum may have more than 64 bits of 10⁻⁸.
SELECT symbol, price AS "price:decimal",
  rtrim(rtrim(printf('%d.%08d', sum(volume / 100000000) + sum(volume % 100000000) / 100000000, sum(volume % 100000000) % 100000000), '0'), '.') AS volume,
  count(*) AS trades, min(time) AS "first:time", max(time) AS "last:time"
FROM ticks
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR symbol = :symbol)
  AND time >= coalesce(:from, time) AND time < coalesce(:to, time + 1)
GROUP BY symbol, price
ORDER BY symbol, price DESC
LIMIT coalesce(:limit, -1);
