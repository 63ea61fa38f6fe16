-- The logs of accounts stand beside those of symbols; they have outputs and no inputs.
ALTER TABLE logs ADD COLUMN kind TEXT NOT NULL DEFAULT 'symbols';

-- Where an account stood with the last commit, in parts: each with a checksum of its own. 'seq' is the message that it was written with.
CREATE TABLE account_states (
  log_id INTEGER NOT NULL REFERENCES logs,
  part TEXT NOT NULL,
  seq INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (log_id, part)
) STRICT;

-- What people ask of the accounts of a store while a run goes on, and after: written by anybody, obeyed by the run in this order.
CREATE TABLE commands (
  id INTEGER PRIMARY KEY,
  given TEXT NOT NULL,
  command TEXT NOT NULL CHECK (command IN ('halt', 'resume')),
  scope TEXT NOT NULL CHECK (scope IN ('global', 'account', 'strategy', 'symbol')),
  target TEXT NOT NULL,
  reason TEXT NOT NULL
) STRICT;
