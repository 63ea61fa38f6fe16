-- Signals of strategies, each with the candle that closed with it, the smallest where several did.
SELECT s.time_ns AS "time:time", s.symbol, s.strategy_id, s.signal_type, s.data::text AS data, c.timeframe, c.time_ns AS "bar_time:time",
  trim_scale(c.close)::text AS close, s.log || ':' || s.seq || ':' || s.n AS id
FROM strategy_signals s
LEFT JOIN LATERAL (
  SELECT timeframe, time_ns, close FROM candles
  WHERE run_id = s.run_id AND log = s.log AND seq = s.seq AND symbol = s.symbol
  ORDER BY n LIMIT 1
) c ON true
WHERE s.run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR s.symbol = :symbol)
  AND pawl_within(s.time, s.time_ns, :from, :to)
ORDER BY s.time_ns, s.log COLLATE "C", s.seq, s.n
LIMIT :limit;
