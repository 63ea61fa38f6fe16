-- Positions of strategies from their first fill until they were flat; 'points' is what was earned for a multiplier of 1, before fees.
WITH signed AS (
  SELECT log, symbol, node, seq, time_ns, (data ->> 'price')::numeric AS price, (data ->> 'fee')::numeric AS fee,
    (data ->> 'quantity')::numeric * CASE data ->> 'side' WHEN 'buy' THEN 1 ELSE -1 END AS quantity
  FROM fills
  WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
), running AS (
  SELECT *, sum(quantity) OVER (PARTITION BY log, symbol, node ORDER BY seq) AS held FROM signed
), numbered AS (
  SELECT *, sum(CASE WHEN held = quantity THEN 1 ELSE 0 END) OVER (PARTITION BY log, symbol, node ORDER BY seq) AS trade FROM running
)
SELECT min(time_ns) AS "time:time", max(time_ns) AS "exit_time:time", symbol, node AS strategy, CASE WHEN max(abs(held)) = max(held) THEN 'long' ELSE 'short' END AS side,
  trim_scale(max(abs(held)))::text AS quantity, count(*) AS fills, trim_scale(round(-sum(quantity * price), 8))::text AS points,
  trim_scale(round(sum(fee), 8))::text AS fees
FROM numbered
WHERE (:symbol IS NULL OR symbol = :symbol) AND (:node IS NULL OR node = :node)
GROUP BY log, symbol, node, trade
HAVING sum(quantity) = 0 AND (:from IS NULL OR min(time_ns) >= :from) AND (:to IS NULL OR min(time_ns) < :to)
ORDER BY min(time_ns), symbol COLLATE "C", node COLLATE "C"
LIMIT :limit;
