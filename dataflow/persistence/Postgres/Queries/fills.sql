-- Fills of a run, in the order in which the account heard of them.
SELECT time_ns AS "time:time", symbol, node AS strategy, data ->> 'client_order_id' AS id, data ->> 'venue_fill_id' AS fill, data ->> 'side' AS side,
  data ->> 'quantity' AS quantity, data ->> 'price' AS price, data ->> 'fee' AS fee, data ->> 'liquidity' AS liquidity, log || ':' || seq || ':' || n AS message
FROM fills
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR symbol = :symbol)
  AND (:node IS NULL OR node = :node)
  AND pawl_within(time, time_ns, :from, :to)
ORDER BY log COLLATE "C", seq, n
LIMIT :limit;
