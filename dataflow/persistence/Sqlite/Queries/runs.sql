-- The runs of a store, with what each logged.
SELECT r.run_id, r.kind, r.pipeline, r.data, r.began, r.ended,
  (SELECT group_concat(log, ' ') FROM logs l WHERE l.run_id = r.run_id) AS logs,
  (SELECT sum(i.records) FROM input_log i JOIN logs l USING (log_id) WHERE l.run_id = r.run_id) AS events,
  (SELECT sum(o.records) FROM output_log o JOIN logs l USING (log_id) WHERE l.run_id = r.run_id) AS records
FROM runs r
WHERE :run IS NULL OR r.run_id = :run
ORDER BY r.run_id;
