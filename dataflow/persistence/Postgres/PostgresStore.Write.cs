using System.Text;
using Npgsql;
using NpgsqlTypes;
using Pawl.Persistence.Postgres.Copying;
using Pawl.Persistence.Sinks;
using Pawl.Recovery;

namespace Pawl.Persistence.Postgres;

/// <content>One batch is one transaction: the cursors first, which whoever else writes them has to wait for, then the logs, the rows, and what is said of the logs.</content>
public sealed partial class PostgresStore
{
    private readonly BatchRows rows = new();

    public Task<long> WriteAsync(SinkBatch batch, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(batch);
        PostgresDatabase open = database ?? throw new SinkAwayException($"{address}: is not open");
        return open.Guard(async () =>
        {
            await using NpgsqlTransaction transaction = await open.Connection.BeginTransactionAsync(cancel);
            if (!await MoveAsync(open, batch, cancel))
            {
                return 0;
            }

            Dictionary<string, LogState> logs = await LockLogsAsync(open, batch, cancel);
            rows.Fill(batch, runId, logs, address);
            long added = 0;
            foreach ((SinkTable table, CopyBuffer buffer) in rows.Buffers)
            {
                added += buffer.Rows == 0 ? 0 : await CopyAsync(open, transaction, table, buffer, cancel);
            }

            await InsertInputsAsync(open, cancel);
            await InsertLettersAsync(open, batch, cancel);
            await UpdateLogsAsync(open, logs, cancel);
            await transaction.CommitAsync(cancel);
            return added;
        });
    }

    /// <summary>Moves the cursors; false where all of the batch was written before.</summary>
    private async Task<bool> MoveAsync(PostgresDatabase open, SinkBatch batch, CancellationToken cancel)
    {
        string[] streams = [.. batch.Moves.Select(m => m.Stream).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        await using (NpgsqlCommand insert = open.Command(
            "INSERT INTO cursors (run_id, stream, position) SELECT $1, s, 0 FROM unnest($2) s ON CONFLICT DO NOTHING", PostgresDatabase.Long(runId), PostgresDatabase.Texts(streams)))
        {
            await insert.ExecuteNonQueryAsync(cancel);
        }

        Dictionary<string, long> positions = new(StringComparer.Ordinal);
        await using (NpgsqlCommand select = open.Command(
            "SELECT stream, position FROM cursors WHERE run_id = $1 AND stream = ANY($2) ORDER BY stream FOR UPDATE", PostgresDatabase.Long(runId), PostgresDatabase.Texts(streams)))
        {
            await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
            {
                positions.Add(reader.GetString(0), reader.GetInt64(1));
            }
        }

        bool isNew = false;
        foreach (SinkMove move in batch.Moves)
        {
            long position = positions[move.Stream];
            if (position < move.After)
            {
                throw new StoreException(
                    FormattableString.Invariant($"{address}: has stream {move.Stream} up to {position}, and what comes next begins behind {move.After}: was the database put back? ") +
                    "Remove the folder that the sink spills to, so that the stream is read again from there");
            }

            isNew |= position < move.To;
            positions[move.Stream] = Math.Max(position, move.To);
        }

        if (isNew)
        {
            await using NpgsqlCommand update = open.Command(
                "UPDATE cursors c SET position = u.position, moved = now() FROM unnest($2, $3) u (stream, position) WHERE c.run_id = $1 AND c.stream = u.stream AND c.position < u.position",
                PostgresDatabase.Long(runId), PostgresDatabase.Texts(streams), new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint, Value = streams.Select(s => positions[s]).ToArray() });
            await update.ExecuteNonQueryAsync(cancel);
        }

        return isNew;
    }

    private async Task<Dictionary<string, LogState>> LockLogsAsync(PostgresDatabase open, SinkBatch batch, CancellationToken cancel)
    {
        SinkLog[] logs = [.. batch.Inputs.Select(i => i.Log).Concat(batch.Outputs.Select(o => o.Log)).DistinctBy(l => l.Name).OrderBy(l => l.Name, StringComparer.Ordinal)];
        foreach (SinkLog log in logs)
        {
            await using NpgsqlCommand insert = open.Command(
                "INSERT INTO logs (run_id, log, tag, symbols, kind) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                PostgresDatabase.Long(runId), PostgresDatabase.Text(log.Name), PostgresDatabase.Text(log.Tag.ToString()),
                PostgresDatabase.Text(string.Join(',', log.Symbols)), PostgresDatabase.Text(log.Symbols.Count == 0 ? "account" : "symbols"));
            await insert.ExecuteNonQueryAsync(cancel);
        }

        Dictionary<string, LogState> states = new(StringComparer.Ordinal);
        await using NpgsqlCommand select = open.Command(
            "SELECT log, tag, input_seq, output_seq, chain FROM logs WHERE run_id = $1 AND log = ANY($2) ORDER BY log FOR UPDATE",
            PostgresDatabase.Long(runId), PostgresDatabase.Texts([.. logs.Select(l => l.Name)]));
        await using NpgsqlDataReader reader = await select.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            string name = reader.GetString(0);
            if (logs.First(l => l.Name == name).Tag.ToString() != reader.GetString(1))
            {
                throw new StoreException($"{address}: has another log {name} in run '{run.Key}': it was made anew since; give the run another key");
            }

            states.Add(name, new LogState
            {
                Input = reader.IsDBNull(2) ? null : reader.GetInt64(2),
                Output = reader.IsDBNull(3) ? null : reader.GetInt64(3),
                Chain = reader.IsDBNull(4) ? null : new Hash256(reader.GetFieldValue<byte[]>(4)),
            });
        }

        return states;
    }

    /// <summary>
    /// Copies rows straight into their table: who holds the cursors has nobody's rows to fear but its own, of a batch that was written in part. Where some are there
    /// already, they go through a staging table, which leaves those out.
    /// </summary>
    private static async Task<long> CopyAsync(PostgresDatabase open, NpgsqlTransaction transaction, SinkTable table, CopyBuffer buffer, CancellationToken cancel)
    {
        string columns = string.Join(", ", CopyTable.ColumnsOf(table));
        ReadOnlyMemory<byte> content = buffer.Complete();
        await transaction.SaveAsync("rows", cancel);
        try
        {
            await CopyAsync(open, table.Name, columns, content, cancel);
            await transaction.ReleaseAsync("rows", cancel);
            return buffer.Rows;
        }
        catch (PostgresException doubled) when (doubled.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            await transaction.RollbackAsync("rows", cancel);
        }

        await CopyAsync(open, StageOf(table), columns, content, cancel);
        await using NpgsqlCommand insert = open.Command($"INSERT INTO {table.Name} ({columns}) SELECT {columns} FROM {StageOf(table)} ON CONFLICT DO NOTHING");
        return await insert.ExecuteNonQueryAsync(cancel);
    }

    private static async Task CopyAsync(PostgresDatabase open, string table, string columns, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        await using NpgsqlRawCopyStream stream = await open.Connection.BeginRawBinaryCopyAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)", cancel);
        await stream.WriteAsync(content, cancel);
    }

    private async Task InsertInputsAsync(PostgresDatabase open, CancellationToken cancel)
    {
        foreach (InputPiece piece in rows.Inputs)
        {
            await using NpgsqlCommand insert = open.Command(
                "INSERT INTO input_log (time, run_id, log, first_seq, last_seq, events) VALUES (to_timestamp($1 / 1000 / 1e6), $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                PostgresDatabase.Long(piece.Time.Nanoseconds), PostgresDatabase.Long(runId), PostgresDatabase.Text(piece.Log), PostgresDatabase.Long(piece.First),
                PostgresDatabase.Long(piece.Last), new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = piece.Events });
            await insert.ExecuteNonQueryAsync(cancel);
        }
    }

    private async Task InsertLettersAsync(PostgresDatabase open, SinkBatch batch, CancellationToken cancel)
    {
        foreach ((SinkLog log, DeadLetter letter) in batch.Letters)
        {
            await using NpgsqlCommand insert = open.Command(
                "INSERT INTO dead_letters (run_id, log, place, reason, content) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                PostgresDatabase.Long(runId), PostgresDatabase.Text(Plain(log.Name)), PostgresDatabase.Text(Plain(letter.Place)), PostgresDatabase.Text(Plain(letter.Reason)),
                new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = letter.Content[..Math.Min(letter.Content.Length, DeadLetter.KeptBytes)] });
            await insert.ExecuteNonQueryAsync(cancel);
        }
    }

    private async Task UpdateLogsAsync(PostgresDatabase open, Dictionary<string, LogState> logs, CancellationToken cancel)
    {
        foreach ((string name, LogState state) in logs)
        {
            await using NpgsqlCommand update = open.Command(
                "UPDATE logs SET input_seq = $3, output_seq = $4, chain = $5, events = events + $6, records = records + $7 WHERE run_id = $1 AND log = $2",
                PostgresDatabase.Long(runId), PostgresDatabase.Text(name),
                new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)state.Input ?? DBNull.Value },
                new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bigint, Value = (object?)state.Output ?? DBNull.Value },
                new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Bytea, Value = (object?)state.Chain?.ToArray() ?? DBNull.Value },
                PostgresDatabase.Long(state.Events), PostgresDatabase.Long(state.Records));
            await update.ExecuteNonQueryAsync(cancel);
        }
    }

    private static string Plain(string text) => Encoding.UTF8.GetString(PostgresText.Plain(Encoding.UTF8.GetBytes(text), new Types.Utf8Buffer(64)));
}
