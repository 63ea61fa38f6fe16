-- Candles of a range, oldest first.
SELECT time AS "time:time", symbol, timeframe, open AS "open:decimal", high AS "high:decimal", low AS "low:decimal", close AS "close:decimal",
  volume AS "volume:decimal", log || ':' || seq || ':' || n AS id
FROM candles
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR symbol = :symbol)
  AND (:timeframe IS NULL OR timeframe = :timeframe)
  AND time >= coalesce(:from, time) AND time < coalesce(:to, time + 1)
ORDER BY time, symbol, seq, n
LIMIT coalesce(:limit, -1);
