-- Times are there twice: as the database's own type, which ends at microseconds, and as nanoseconds since 1970. Prices and quantities are exact.

-- A run, found again by its key.
CREATE TABLE runs (
  run_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  pipeline TEXT NOT NULL,
  data TEXT NOT NULL,
  program TEXT NOT NULL,
  began TIMESTAMPTZ NOT NULL DEFAULT now(),
  ended TIMESTAMPTZ
);

-- Where the writing of each log stands: the last input event, the last event that has outputs, and the hash chain after it. NULL: none yet.
CREATE TABLE logs (
  run_id BIGINT NOT NULL REFERENCES runs,
  log TEXT NOT NULL,
  tag TEXT NOT NULL,
  symbols TEXT NOT NULL,
  kind TEXT NOT NULL,
  input_seq BIGINT,
  output_seq BIGINT,
  chain BYTEA,
  events BIGINT NOT NULL DEFAULT 0,
  records BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (run_id, log)
);

-- How far each stream was read; moved in the transaction that writes what was read.
CREATE TABLE cursors (
  run_id BIGINT NOT NULL REFERENCES runs,
  stream TEXT NOT NULL,
  position BIGINT NOT NULL,
  moved TIMESTAMPTZ NOT NULL DEFAULT now(),
  PRIMARY KEY (run_id, stream)
);

-- A row is some events, encoded, with a checksum of their own; 'time' is that of the last.
CREATE TABLE input_log (
  time TIMESTAMPTZ NOT NULL,
  run_id BIGINT NOT NULL,
  log TEXT NOT NULL,
  first_seq BIGINT NOT NULL,
  last_seq BIGINT NOT NULL,
  events BYTEA NOT NULL,
  UNIQUE (run_id, log, first_seq, time)
);

CREATE TABLE ticks (
  time TIMESTAMPTZ NOT NULL,
  time_ns BIGINT NOT NULL,
  symbol TEXT NOT NULL,
  price NUMERIC(20, 8) NOT NULL,
  volume NUMERIC(40, 8) NOT NULL,
  bid NUMERIC(20, 8),
  ask NUMERIC(20, 8),
  run_id BIGINT NOT NULL,
  log TEXT NOT NULL,
  seq BIGINT NOT NULL,
  n INTEGER NOT NULL,
  UNIQUE (run_id, log, seq, n, time)
);
CREATE INDEX ticks_time ON ticks (symbol, time);

CREATE TABLE quotes (
  time TIMESTAMPTZ NOT NULL,
  time_ns BIGINT NOT NULL,
  symbol TEXT NOT NULL,
  bid NUMERIC(20, 8) NOT NULL,
  ask NUMERIC(20, 8) NOT NULL,
  bid_size NUMERIC(40, 8) NOT NULL,
  ask_size NUMERIC(40, 8) NOT NULL,
  run_id BIGINT NOT NULL,
  log TEXT NOT NULL,
  seq BIGINT NOT NULL,
  n INTEGER NOT NULL,
  UNIQUE (run_id, log, seq, n, time)
);
CREATE INDEX quotes_time ON quotes (symbol, time);

CREATE TABLE candles (
  time TIMESTAMPTZ NOT NULL,
  time_ns BIGINT NOT NULL,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  open NUMERIC(20, 8) NOT NULL,
  high NUMERIC(20, 8) NOT NULL,
  low NUMERIC(20, 8) NOT NULL,
  close NUMERIC(20, 8) NOT NULL,
  volume NUMERIC(40, 8) NOT NULL,
  run_id BIGINT NOT NULL,
  log TEXT NOT NULL,
  seq BIGINT NOT NULL,
  n INTEGER NOT NULL,
  UNIQUE (run_id, log, seq, n, time)
);
-- Bars of ticks, volume and range may share a start.
CREATE UNIQUE INDEX candles_once ON candles (run_id, symbol, timeframe, time) WHERE right(timeframe, 1) IN ('s', 'm', 'h', 'd', 'w');
CREATE INDEX candles_time ON candles (symbol, timeframe, time);

CREATE TABLE indicators (
  time TIMESTAMPTZ NOT NULL,
  time_ns BIGINT NOT NULL,
  symbol TEXT NOT NULL,
  indicator_id TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  value JSONB NOT NULL,
  bar_time TIMESTAMPTZ,
  bar_time_ns BIGINT,
  run_id BIGINT NOT NULL,
  log TEXT NOT NULL,
  seq BIGINT NOT NULL,
  n INTEGER NOT NULL,
  UNIQUE (run_id, log, seq, n, time)
);
CREATE INDEX indicators_time ON indicators (symbol, indicator_id, time);

CREATE TABLE market_structure (
  time TIMESTAMPTZ NOT NULL,
  time_ns BIGINT NOT NULL,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  type TEXT NOT NULL,
  data JSONB NOT NULL,
  node TEXT NOT NULL,
  run_id BIGINT NOT NULL,
  log TEXT NOT NULL,
  seq BIGINT NOT NULL,
  n INTEGER NOT NULL,
  UNIQUE (run_id, log, seq, n, time)
);
CREATE INDEX market_structure_time ON market_structure (symbol, time);

CREATE TABLE strategy_signals (
  time TIMESTAMPTZ NOT NULL,
  time_ns BIGINT NOT NULL,
  symbol TEXT NOT NULL,
  strategy_id TEXT NOT NULL,
  signal_type TEXT NOT NULL,
  data JSONB NOT NULL,
  run_id BIGINT NOT NULL,
  log TEXT NOT NULL,
  seq BIGINT NOT NULL,
  n INTEGER NOT NULL,
  UNIQUE (run_id, log, seq, n, time)
);
CREATE INDEX strategy_signals_time ON strategy_signals (symbol, time);

-- What the engine reports of itself: gaps, late ticks, failed nodes.
CREATE TABLE operations (
  time TIMESTAMPTZ NOT NULL,
  time_ns BIGINT NOT NULL,
  symbol TEXT NOT NULL,
  type TEXT NOT NULL,
  node TEXT NOT NULL,
  data JSONB NOT NULL,
  run_id BIGINT NOT NULL,
  log TEXT NOT NULL,
  seq BIGINT NOT NULL,
  n INTEGER NOT NULL,
  UNIQUE (run_id, log, seq, n, time)
);

CREATE TABLE positions (LIKE operations INCLUDING INDEXES);
CREATE TABLE orders (LIKE operations INCLUDING INDEXES);
CREATE TABLE fills (LIKE operations INCLUDING INDEXES);

-- Input that was refused before it reached a log, with the reason.
CREATE TABLE dead_letters (
  id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  run_id BIGINT NOT NULL REFERENCES runs,
  received TIMESTAMPTZ NOT NULL DEFAULT now(),
  log TEXT NOT NULL,
  place TEXT NOT NULL,
  reason TEXT NOT NULL,
  content BYTEA NOT NULL
);
CREATE UNIQUE INDEX dead_letters_once ON dead_letters (run_id, log, md5(place), sha256(content));

-- Whether a row is in a range of nanoseconds; NULL is open. The time, a little wider, lets an index or a chunk be left out.
CREATE FUNCTION pawl_within(at TIMESTAMPTZ, at_ns BIGINT, lower_ns BIGINT, upper_ns BIGINT) RETURNS BOOLEAN LANGUAGE sql IMMUTABLE AS
$$
  SELECT (lower_ns IS NULL OR (at >= to_timestamp(lower_ns / 1e9 - 0.001) AND at_ns >= lower_ns))
    AND (upper_ns IS NULL OR (at <= to_timestamp(upper_ns / 1e9 + 0.001) AND at_ns < upper_ns))
$$;
