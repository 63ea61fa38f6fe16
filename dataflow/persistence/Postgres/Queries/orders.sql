-- Orders of a run, each with where it stands; one that a limit refused never reached the broker, and says why.
WITH known AS (
  SELECT log, data ->> 'client_order_id' AS id, min(seq) AS first,
    min(CASE WHEN type = 'order_request' AND data ->> 'action' = 'place' THEN seq END) AS placed,
    max(CASE WHEN type = 'order_update' THEN seq END) AS last
  FROM orders
  WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  GROUP BY log, id
)
SELECT f.time_ns AS "time:time", f.symbol, f.node AS strategy, k.id, r.data ->> 'side' AS side, r.data ->> 'kind' AS kind,
  coalesce(r.data ->> 'quantity', u.data ->> 'quantity') AS quantity, r.data ->> 'limit_price' AS limit_price, r.data ->> 'stop_price' AS stop_price,
  r.data ->> 'parent' AS parent, coalesce(u.data ->> 'state', 'sending') AS state, coalesce(u.data ->> 'filled', '0') AS filled,
  u.data ->> 'average_price' AS average_price, u.data ->> 'reason' AS reason, u.time_ns AS "updated:time", k.log || ':' || k.first || ':1' AS message
FROM known k
JOIN orders f ON f.run_id = coalesce(:run, (SELECT max(run_id) FROM runs)) AND f.log = k.log AND f.seq = k.first AND f.n = 1
LEFT JOIN orders r ON r.run_id = f.run_id AND r.log = k.log AND r.seq = k.placed AND r.n = 1
LEFT JOIN orders u ON u.run_id = f.run_id AND u.log = k.log AND u.seq = k.last AND u.n = 1
WHERE (:symbol IS NULL OR f.symbol = :symbol)
  AND (:node IS NULL OR f.node = :node)
  AND pawl_within(f.time, f.time_ns, :from, :to)
ORDER BY k.log COLLATE "C", k.first
LIMIT :limit;
