using System.Globalization;
using Pawl.Engine;
using Pawl.Recovery;

namespace Pawl.Persistence.Sqlite;

/// <summary>A saved state in a store.</summary>
/// <param name="Run">The run of its log.</param>
/// <param name="Log">Its log.</param>
/// <param name="Sequence">The number of the event after which it was taken.</param>
/// <param name="Record">The place of this event in the input log.</param>
/// <param name="Epoch">The owner that took it.</param>
/// <param name="Taken">When.</param>
/// <param name="Length">How many bytes are stored.</param>
/// <param name="State">What is saved; null where it cannot be used.</param>
/// <param name="Damage">Why it cannot be used; null where it can.</param>
public sealed record StoredSnapshot(long Run, string Log, long Sequence, long Record, long Epoch, string Taken, int Length, SavedState? State, string? Damage)
{
    /// <summary>The state as the engine saved it; empty where it cannot be used.</summary>
    public ReadOnlyMemory<byte> Saved { get; private init; }

    private const string Select = """
        SELECT run_id, log, s.seq, s.record, s.epoch, s.taken, s.bytes, tag,
          coalesce((SELECT first_record + records - 1 FROM input_log AS i WHERE i.log_id = s.log_id ORDER BY first_record DESC LIMIT 1), 0)
        FROM snapshots AS s JOIN logs USING (log_id) ORDER BY run_id, log, s.record
        """;

    /// <summary>All of a store, by run, log and age, with the oldest first. Each is read and its checksums are verified.</summary>
    public static IEnumerable<StoredSnapshot> In(StoreReader store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return Read(store.Database);
    }

    private static IEnumerable<StoredSnapshot> Read(SqliteDatabase database)
    {
        using SqliteStatement row = database.Prepare(Select);
        while (row.Step())
        {
            byte[] bytes = row.Bytes(6).ToArray();
            StoredSnapshot found = new(row.Long(0), row.Text(1), row.Long(2), row.Long(3), row.Long(4), row.Text(5), bytes.Length, null, null);
            yield return found.Opened(bytes, row.Text(7), row.Long(8));
        }
    }

    private StoredSnapshot Opened(byte[] bytes, string tag, long end)
    {
        try
        {
            Snapshot snapshot = Snapshot.Read(bytes);
            LogPosition at = snapshot.Position;
            string? damage =
                snapshot.Tag.ToString() != tag ? $"it belongs to another log (tag {snapshot.Tag}, here {tag})"
                : (at.Sequence, at.Records, snapshot.Epoch) != (Sequence, Record, Epoch) ? string.Create(CultureInfo.InvariantCulture, $"it is one of event {at.Sequence}, record {at.Records}, epoch {snapshot.Epoch}")
                : at.Records > end ? string.Create(CultureInfo.InvariantCulture, $"it is ahead of its log, which ends with record {end}")
                : null;
            SavedState state = SavedState.Read(snapshot.State.Span);
            damage ??= state.Log != Log ? $"it belongs to log '{state.Log}'" : null;
            return this with { State = damage is null ? state : null, Damage = damage, Saved = damage is null ? snapshot.State : default };
        }
        catch (Exception unusable) when (unusable is StoreException or StateException)
        {
            return this with { Damage = unusable.Message };
        }
    }
}
