-- Who may write. One row: the guard of every commit is an update of it that has to touch one row.
CREATE TABLE owner (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch INTEGER NOT NULL,
  commits INTEGER NOT NULL,
  host TEXT,
  process INTEGER,
  mark TEXT,
  command TEXT
) STRICT;
INSERT INTO owner (id, epoch, commits) VALUES (1, 0, 0);

CREATE TABLE runs (
  run_id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  pipeline TEXT NOT NULL,
  data TEXT NOT NULL,
  rules TEXT NOT NULL,
  signature BLOB NOT NULL,
  program TEXT NOT NULL,
  began TEXT NOT NULL,
  ended TEXT
) STRICT;

CREATE TABLE logs (
  log_id INTEGER PRIMARY KEY,
  run_id INTEGER NOT NULL REFERENCES runs,
  log TEXT NOT NULL,
  tag TEXT NOT NULL,
  symbols TEXT NOT NULL,
  UNIQUE (run_id, log)
) STRICT;

-- A row is a batch: events are encoded, with a checksum of their own. 'own' counts, from the log's beginning, those that were made here.
CREATE TABLE input_log (
  log_id INTEGER NOT NULL REFERENCES logs,
  first_record INTEGER NOT NULL,
  records INTEGER NOT NULL,
  own INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  events BLOB NOT NULL,
  PRIMARY KEY (log_id, first_record)
) STRICT;
CREATE INDEX input_log_seq ON input_log (log_id, last_seq);

-- A row is a batch of records; each is what one event caused, as canonical lines. 'previous' and 'hash' are the chain before and after it.
CREATE TABLE output_log (
  log_id INTEGER NOT NULL REFERENCES logs,
  first_record INTEGER NOT NULL,
  records INTEGER NOT NULL,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY (log_id, first_record)
) STRICT;
CREATE INDEX output_log_seq ON output_log (log_id, last_seq);

CREATE TABLE snapshots (
  log_id INTEGER NOT NULL REFERENCES logs,
  record INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  taken TEXT NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (log_id, record)
) STRICT;

CREATE TABLE ticks (
  time INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  price INTEGER NOT NULL,
  volume INTEGER NOT NULL,
  bid INTEGER,
  ask INTEGER,
  run_id INTEGER NOT NULL,
  log TEXT NOT NULL,
  seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (run_id, log, seq, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE quotes (
  time INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  bid INTEGER NOT NULL,
  ask INTEGER NOT NULL,
  bid_size INTEGER NOT NULL,
  ask_size INTEGER NOT NULL,
  run_id INTEGER NOT NULL,
  log TEXT NOT NULL,
  seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (run_id, log, seq, n)
) STRICT, WITHOUT ROWID;

-- A volume is an integer like all quantities; one beyond 64 bits is the nearest floating-point number.
CREATE TABLE candles (
  time INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  open INTEGER NOT NULL,
  high INTEGER NOT NULL,
  low INTEGER NOT NULL,
  close INTEGER NOT NULL,
  volume ANY NOT NULL,
  run_id INTEGER NOT NULL,
  log TEXT NOT NULL,
  seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (run_id, log, seq, n)
) STRICT, WITHOUT ROWID;
-- Bars of ticks, volume and range may share a start.
CREATE UNIQUE INDEX candles_time ON candles (run_id, symbol, timeframe, time) WHERE substr(timeframe, -1) IN ('s', 'm', 'h', 'd', 'w');

CREATE TABLE market_structure (
  time INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  node TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  log TEXT NOT NULL,
  seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (run_id, log, seq, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE indicators (
  time INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  indicator_id TEXT NOT NULL,
  timeframe TEXT NOT NULL,
  value TEXT NOT NULL,
  bar_time INTEGER,
  run_id INTEGER NOT NULL,
  log TEXT NOT NULL,
  seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (run_id, log, seq, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE strategy_signals (
  time INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  strategy_id TEXT NOT NULL,
  signal_type TEXT NOT NULL,
  data TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  log TEXT NOT NULL,
  seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (run_id, log, seq, n)
) STRICT, WITHOUT ROWID;

-- What the engine reports of itself: gaps, late ticks, failed nodes.
CREATE TABLE operations (
  time INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  type TEXT NOT NULL,
  node TEXT NOT NULL,
  data TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  log TEXT NOT NULL,
  seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (run_id, log, seq, n)
) STRICT, WITHOUT ROWID;

-- Input that was refused before it reached a log, with the reason.
CREATE TABLE dead_letters (
  id INTEGER PRIMARY KEY,
  run_id INTEGER REFERENCES runs,
  received TEXT NOT NULL,
  place TEXT NOT NULL,
  reason TEXT NOT NULL,
  content BLOB
) STRICT;

CREATE VIEW candles_decimal AS
SELECT strftime('%Y-%m-%dT%H:%M:%SZ', time / 1000000000, 'unixepoch') AS time, symbol, timeframe,
  open / 1e8 AS open, high / 1e8 AS high, low / 1e8 AS low, close / 1e8 AS close, volume / 1e8 AS volume, run_id, log, seq, n
FROM candles;
