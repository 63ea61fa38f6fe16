-- The position of each strategy in each symbol, as its last message says.
SELECT p.time AS "time:time", p.symbol, p.node AS strategy, p.data ->> 'quantity' AS quantity, p.data ->> 'average_price' AS average_price,
  p.data ->> 'mark_price' AS mark_price, p.data ->> 'realized_profit' AS realized_profit, p.data ->> 'unrealized_profit' AS unrealized_profit,
  p.data ->> 'fees' AS fees, p.log || ':' || p.seq || ':' || p.n AS message
FROM positions p
JOIN (
  SELECT log, symbol, node, max(seq * 100000 + n) AS last FROM positions
  WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs)) AND type = 'position_update' AND time < coalesce(:to, time + 1)
  GROUP BY log, symbol, node
) l ON l.log = p.log AND l.last = p.seq * 100000 + p.n AND l.symbol = p.symbol AND l.node = p.node
WHERE p.run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR p.symbol = :symbol)
  AND (:node IS NULL OR p.node = :node)
ORDER BY p.symbol, p.node
LIMIT coalesce(:limit, -1);
