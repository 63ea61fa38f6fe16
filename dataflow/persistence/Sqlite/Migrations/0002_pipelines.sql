-- The pipelines that computed logs: by them a log is recovered and replayed long after its pipeline has changed. The hash is that of
-- text and signature; the signature says what the program made of the text.
CREATE TABLE pipelines (
  hash TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  text TEXT NOT NULL,
  signature BLOB NOT NULL,
  program TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- With which a run goes on, and with which a log began; changes in between are events of the input log. None where it was not kept yet.
ALTER TABLE runs ADD COLUMN pipeline_hash TEXT REFERENCES pipelines;
ALTER TABLE logs ADD COLUMN pipeline_hash TEXT REFERENCES pipelines;
