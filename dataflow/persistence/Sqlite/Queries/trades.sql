-- Positions of strategies from their first fill until they were flat; 'points' is what was earned for a multiplier of 1, before fees.
WITH signed AS (
  SELECT log, symbol, node, seq, time, data ->> 'price' AS price, data ->> 'fee' AS fee,
    (data ->> 'quantity') * CASE data ->> 'side' WHEN 'buy' THEN 1 ELSE -1 END AS quantity
  FROM fills
  WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
), running AS (
  SELECT *, round(sum(quantity) OVER w, 8) AS held FROM signed WINDOW w AS (PARTITION BY log, symbol, node ORDER BY seq)
), numbered AS (
  SELECT *, sum(round(held - quantity, 8) = 0) OVER (PARTITION BY log, symbol, node ORDER BY seq) AS trade FROM running
)
SELECT min(time) AS "time:time", max(time) AS "exit_time:time", symbol, node AS strategy, CASE WHEN max(abs(held)) = max(held) THEN 'long' ELSE 'short' END AS side,
  max(abs(held)) AS quantity, count(*) AS fills, round(-sum(quantity * price), 8) AS points, round(sum(fee), 8) AS fees
FROM numbered
WHERE (:symbol IS NULL OR symbol = :symbol) AND (:node IS NULL OR node = :node)
GROUP BY log, symbol, node, trade
HAVING round(sum(quantity), 8) = 0
  AND min(time) >= coalesce(:from, min(time)) AND min(time) < coalesce(:to, min(time) + 1)
ORDER BY min(time), symbol, node
LIMIT coalesce(:limit, -1);
