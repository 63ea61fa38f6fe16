-- The position of each strategy in each symbol, as its last message says.
SELECT p.time_ns AS "time:time", p.symbol, p.node AS strategy, p.data ->> 'quantity' AS quantity, p.data ->> 'average_price' AS average_price,
  p.data ->> 'mark_price' AS mark_price, p.data ->> 'realized_profit' AS realized_profit, p.data ->> 'unrealized_profit' AS unrealized_profit,
  p.data ->> 'fees' AS fees, p.log || ':' || p.seq || ':' || p.n AS message
FROM (
  SELECT DISTINCT ON (log, symbol, node) *
  FROM positions
  WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs)) AND type = 'position_update'
    AND pawl_within(time, time_ns, NULL, :to)
  ORDER BY log, symbol, node, seq DESC, n DESC
) p
WHERE (:symbol IS NULL OR p.symbol = :symbol)
  AND (:node IS NULL OR p.node = :node)
ORDER BY p.symbol COLLATE "C", p.node COLLATE "C"
LIMIT :limit;
