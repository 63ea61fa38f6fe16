-- Signals of strategies, each with the candle that closed with it, the smallest where several did.
SELECT s.time AS "time:time", s.symbol, s.strategy_id, s.signal_type, s.data, c.timeframe, c.time AS "bar_time:time", c.close AS "close:decimal",
  s.log || ':' || s.seq || ':' || s.n AS id
FROM strategy_signals s
LEFT JOIN candles c ON c.run_id = s.run_id AND c.log = s.log AND c.seq = s.seq AND c.symbol = s.symbol
  AND c.n = (SELECT min(n) FROM candles WHERE run_id = s.run_id AND log = s.log AND seq = s.seq AND symbol = s.symbol)
WHERE s.run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
  AND (:symbol IS NULL OR s.symbol = :symbol)
  AND s.time >= coalesce(:from, s.time) AND s.time < coalesce(:to, s.time + 1)
ORDER BY s.time, s.log, s.seq, s.n
LIMIT coalesce(:limit, -1);
