using Pawl.Persistence.Sqlite;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Web.Rest;

/// <summary>Which messages of a store are wanted.</summary>
/// <param name="Table">The table that lists them.</param>
/// <param name="Run">The run.</param>
internal sealed record MessageQuery(string Table, long Run)
{
    /// <summary>Conditions on columns of the table: a value each, or several of which one has to be.</summary>
    public IReadOnlyList<(string Column, IReadOnlyList<string> Values)> Where { get; init; } = [];

    /// <summary>Whether at most one of them is at a time, and an index is there to say so: candles of one symbol and one frame of time.</summary>
    public bool IsSeries { get; init; }

    public Timestamp? From { get; init; }

    public Timestamp? To { get; init; }

    /// <summary>The last event of a log that counts; of queries that concern one log.</summary>
    public long? UpTo { get; init; }

    public Cursor? After { get; init; }

    public bool Descends { get; init; }

    public int Limit { get; init; } = ApiRequest.UsualItems;
}

/// <summary>
/// Messages of a store as they were said: tables tell where they stand, the output log has their lines. One connection; one thread at
/// a time.
/// </summary>
internal sealed class StoredMessages : IDisposable
{
    /// <summary>A page is cut where it is larger.</summary>
    private const int MostBytes = 8 << 20;

    private readonly StoreReader store;
    private readonly Dictionary<(long Run, string Log), StoredLines> lines = [];

    public StoredMessages(string path) => store = StoreReader.Open(path);

    public StoreReader Store => store;

    /// <summary>A page of messages, and where the next one begins; null at the end.</summary>
    public (List<ReadOnlyMemory<byte>> Items, string? Next) Read(MessageQuery query)
    {
        List<ReadOnlyMemory<byte>> items = [];
        Cursor? last = null;
        int bytes = 0;
        bool hasMore = false;
        foreach (Cursor place in Places(query))
        {
            if (items.Count == query.Limit || bytes > MostBytes)
            {
                hasMore = true;
                break;
            }

            last = place;
            if (LinesOf(query.Run, place.Log).Find(place.Sequence, place.Index) is { } line)
            {
                items.Add(line);
                bytes += line.Length;
            }
        }

        return (items, hasMore ? last.ToString() : null);
    }

    public void Dispose()
    {
        foreach (StoredLines log in lines.Values)
        {
            log.Dispose();
        }

        store.Dispose();
    }

    private StoredLines LinesOf(long run, string log)
    {
        if (!lines.TryGetValue((run, log), out StoredLines? known))
        {
            lines.Add((run, log), known = new StoredLines(store.Database, run, log));
        }

        return known;
    }

    /// <summary>Where the messages stand, in their order; one more than there is room for is enough.</summary>
    private List<Cursor> Places(MessageQuery query)
    {
        // Within a log the order of time is that of events, but for candles, which are listed by their start.
        bool byTime = query.Table == "candles" || query.Where.All(w => w.Column != "log");
        string order = query.IsSeries ? "time" : byTime ? "time, log, seq, n" : "seq, n";
        string way = query.Descends ? "<" : ">";
        List<string> conditions = ["run_id = ?"];
        if (query.IsSeries)
        {
            // As the index says it, or it would not be used.
            conditions.Add("substr(timeframe, -1) IN ('s', 'm', 'h', 'd', 'w')");
        }

        foreach ((string column, IReadOnlyList<string> values) in query.Where)
        {
            conditions.Add($"{column} IN ({string.Join(", ", values.Select(_ => "?"))})");
        }

        if (query.From is not null)
        {
            conditions.Add("time >= ?");
        }

        if (query.To is not null)
        {
            conditions.Add("time < ?");
        }

        if (query.UpTo is not null)
        {
            conditions.Add("seq <= ?");
        }

        if (query.After is not null)
        {
            conditions.Add(byTime ? $"(time, log, seq, n) {way} (?, ?, ?, ?)" : $"(seq, n) {way} (?, ?)");
        }

        string direction = query.Descends ? " DESC" : "";
        string sql = $"SELECT time, log, seq, n FROM {query.Table} WHERE {string.Join(" AND ", conditions)} ORDER BY {string.Join(", ", order.Split(", ").Select(c => c + direction))} LIMIT {query.Limit + 1}";
        using SqliteStatement select = store.Database.Prepare(sql);
        Bind(select, query, byTime);
        List<Cursor> places = [];
        while (select.Step())
        {
            places.Add(new Cursor(select.Long(0), select.Text(1), select.Long(2), select.Long(3)));
        }

        return places;
    }

    private static void Bind(SqliteStatement select, MessageQuery query, bool byTime)
    {
        int at = 0;
        select.Bind(++at, query.Run);
        foreach (string value in query.Where.SelectMany(w => w.Values))
        {
            select.Bind(++at, value);
        }

        foreach (Timestamp bound in (Timestamp?[])[query.From, query.To] is var bounds ? bounds.OfType<Timestamp>() : [])
        {
            select.Bind(++at, bound.Nanoseconds);
        }

        if (query.UpTo is { } last)
        {
            select.Bind(++at, last);
        }

        if (query.After is { } after)
        {
            if (byTime)
            {
                select.Bind(++at, after.Time).Bind(++at, after.Log);
            }

            select.Bind(++at, after.Sequence).Bind(++at, after.Index);
        }
    }
}

/// <summary>The lines of a stored log, by event.</summary>
internal sealed class StoredLines : IDisposable
{
    private readonly SqliteStatement select;
    private readonly long log;
    private OutputReader? batch;

    public StoredLines(SqliteDatabase database, long run, string name)
    {
        using SqliteStatement find = database.Prepare("SELECT log_id FROM logs WHERE run_id = ? AND log = ?");
        find.Bind(1, run).Bind(2, name);
        log = find.Step() ? find.Long(0) : 0;
        select = database.Prepare("SELECT content FROM output_log WHERE log_id = ? AND last_seq >= ? ORDER BY last_seq LIMIT 1");
    }

    /// <summary>The line of an output without its line feed; null where it was removed.</summary>
    public ReadOnlyMemory<byte>? Find(long sequence, long index)
    {
        if (batch is null || batch.Count == 0 || sequence < batch[0].Sequence || sequence > batch[batch.Count - 1].Sequence)
        {
            batch = null;
            select.Bind(1, log).Bind(2, sequence);
            if (select.Step())
            {
                batch = new OutputReader(select.Bytes(0).ToArray());
            }

            select.Reset();
        }

        if (batch is null)
        {
            return null;
        }

        (int low, int high) = (0, batch.Count - 1);
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = batch[middle].Sequence < sequence ? (middle + 1, high) : (low, middle);
        }

        return batch.Count > 0 && batch[low].Sequence == sequence ? LineOf(batch.LinesOf(low), index) : null;
    }

    public void Dispose() => select.Dispose();

    private static byte[]? LineOf(ReadOnlySpan<byte> lines, long index)
    {
        foreach (Range range in lines.Split((byte)'\n'))
        {
            if (--index == 0)
            {
                return lines[range].IsEmpty ? null : lines[range].ToArray();
            }
        }

        return null;
    }
}
