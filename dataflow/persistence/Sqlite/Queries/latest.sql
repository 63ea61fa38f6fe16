-- The latest value of each indicator.
SELECT time AS "time:time", symbol, indicator_id, timeframe, value, log || ':' || seq || ':' || n AS id
FROM indicators i
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR symbol = :symbol)
  AND (:node IS NULL OR indicator_id = :node)
  AND NOT EXISTS (
    SELECT 1 FROM indicators later
    WHERE later.run_id = i.run_id AND later.log = i.log AND later.symbol = i.symbol AND later.indicator_id = i.indicator_id
      AND (later.seq, later.n) > (i.seq, i.n))
ORDER BY symbol, indicator_id
LIMIT coalesce(:limit, -1);
