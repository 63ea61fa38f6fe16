-- Candles of a range, oldest first.
SELECT time_ns AS "time:time", symbol, timeframe, trim_scale(open)::text AS open, trim_scale(high)::text AS high, trim_scale(low)::text AS low,
  trim_scale(close)::text AS close, trim_scale(volume)::text AS volume, log || ':' || seq || ':' || n AS id
FROM candles
WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR symbol = :symbol)
  AND (:timeframe IS NULL OR timeframe = :timeframe)
  AND pawl_within(time, time_ns, :from, :to)
ORDER BY time_ns, symbol, seq, n
LIMIT :limit;
