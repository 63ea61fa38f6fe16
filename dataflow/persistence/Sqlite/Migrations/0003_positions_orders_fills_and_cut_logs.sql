-- Messages of strategies and brokers that the catalogue gives tables of their own.
CREATE TABLE positions (
  time INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  node TEXT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  log TEXT NOT NULL,
  seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (run_id, log, seq, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
  time INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  node TEXT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  log TEXT NOT NULL,
  seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (run_id, log, seq, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE fills (
  time INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  node TEXT NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  run_id INTEGER NOT NULL,
  log TEXT NOT NULL,
  seq INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (run_id, log, seq, n)
) STRICT, WITHOUT ROWID;

-- A row that is refused again, when its file is read again, is the same letter.
CREATE UNIQUE INDEX dead_letters_once ON dead_letters (run_id, place, content);

-- What was removed from the beginning of a log, as positions count: input records, those of them that were made here, the number of the
-- last event; output records, the number of the last event among them, and the hash chain after it.
ALTER TABLE logs ADD COLUMN cut_records INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logs ADD COLUMN cut_own INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logs ADD COLUMN cut_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logs ADD COLUMN cut_outputs INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logs ADD COLUMN cut_outputs_seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE logs ADD COLUMN cut_chain BLOB NOT NULL DEFAULT x'0000000000000000000000000000000000000000000000000000000000000000';
