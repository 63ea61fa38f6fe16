-- The latest value of each indicator.
SELECT time_ns AS "time:time", symbol, indicator_id, timeframe, value::text AS value, log || ':' || seq || ':' || n AS id
FROM (
  SELECT DISTINCT ON (log, symbol, indicator_id) *
  FROM indicators
  WHERE run_id = coalesce(:run, (SELECT max(run_id) FROM runs))
    AND (:symbol IS NULL OR symbol = :symbol)
    AND (:node IS NULL OR indicator_id = :node)
  ORDER BY log, symbol, indicator_id, seq DESC, n DESC
) i
ORDER BY symbol COLLATE "C", indicator_id COLLATE "C"
LIMIT :limit;
