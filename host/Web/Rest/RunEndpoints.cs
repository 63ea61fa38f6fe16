using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Pawl.Persistence;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Web.Rest;

/// <summary>The runs of the store, which may be replayed, and the reports of back-tests.</summary>
internal static class RunEndpoints
{
    public static ImmutableArray<Endpoint> All { get; } =
    [
        new("GET", "/runs", "runs", "The runs of the store, the newest first.", new Answer(
            AnswerKind.Page,
            ("name", "'run' and its number"), ("run", "its number"), ("mode", "run or replay"), ("pipeline", "its pipeline"), ("data", "the names of its data"), ("program", "the version that made it"),
            ("started", "when it was begun"), ("ended", "when its data ended; null while they have not"), ("symbols", "its logs"), ("events", "input events"), ("logs", "by log: events and the hash chain of its outputs")),
            async request => Reply.Page(await request.Run.Stores.Use(Runs, request.Stop), null)),
        new("GET", "/sessions", "runs", "What may be replayed over the WebSocket: runs whose whole input the store has.", new Answer(
            AnswerKind.Page,
            ("session", "its number"), ("pipeline", "its pipeline"), ("symbols", "its logs"), ("start", "its first candle"), ("end", "its last candle"), ("events", "input events"), ("signals", "signals of strategies")),
            async request => Reply.Page(await request.Run.Stores.Use(Sessions, request.Stop), null)),
        new("GET", "/reports", "runs", "The reports of back-tests: folders that 'pawl backtest --out' made, in the folder of setting web.reports.", new Answer(
            AnswerKind.Page, ("name", "the folder"), ("started", "when it was written"), ("statistics", "as summary.json has them"), ("files", "files that may be asked for")), request => Task.FromResult(ReportFiles.List(request.Reports))),
        new("GET", "/reports/{name}/{file}", "runs", "A file of a report.", new Answer(AnswerKind.File), request => Task.FromResult(ReportFiles.Read(request.Reports, request.Path("name"), request.Path("file"))))
        {
            InPath = [new("name", "the folder", "string", "results"), new("file", "the file", "string", "report.html")],
        },
    ];

    private static List<ReadOnlyMemory<byte>> Runs(StoredMessages store)
    {
        Dictionary<long, (string Began, string? Ended)> times = [];
        using (SqliteStatement select = store.Store.Database.Prepare("SELECT run_id, began, ended FROM runs"))
        {
            while (select.Step())
            {
                times.Add(select.Long(0), (select.Text(1), select.IsNull(2) ? null : select.Text(2)));
            }
        }

        return [.. store.Store.Runs().Select(run => Json(json => Write(json, run, store.Store.LogsOf(run), times[run.Id])))];
    }

    private static void Write(Utf8JsonWriter json, StoredRun run, IReadOnlyDictionary<string, StoredLog> logs, (string Began, string? Ended) time)
    {
        json.WriteString("name", string.Create(CultureInfo.InvariantCulture, $"run {run.Id}"));
        json.WriteNumber("run", run.Id);
        json.WriteString("mode", run.Description.Kind);
        json.WriteString("pipeline", run.Description.Pipeline);
        json.WriteString("data", string.Join(' ', run.Description.Data.Split(' ').Select(Path.GetFileName)));
        json.WriteString("program", run.Description.Program);
        json.WriteString("started", time.Began);
        json.WriteString("ended", time.Ended);
        WriteNames(json, "symbols", logs.Keys);
        json.WriteNumber("events", logs.Values.Sum(l => l.Tail.Sequence));
        json.WriteStartArray("logs");
        foreach (StoredLog log in logs.Values.OrderBy(l => l.Name, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("log", log.Name);
            json.WriteNumber("events", log.Tail.Sequence);
            json.WriteString("chain", log.Tail.Chain.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static List<ReadOnlyMemory<byte>> Sessions(StoredMessages store)
    {
        List<ReadOnlyMemory<byte>> sessions = [];
        foreach (StoredRun run in store.Store.Runs())
        {
            IReadOnlyDictionary<string, StoredLog> logs = store.Store.LogsOf(run);
            if (logs.Count > 0 && logs.Values.All(l => l.Removed.Records == 0))
            {
                (Timestamp? start, Timestamp? end) = Range(store.Store.Database, run.Id, logs.Keys);
                long signals = store.Store.Database.Number(string.Create(CultureInfo.InvariantCulture, $"SELECT count(*) FROM strategy_signals WHERE run_id = {run.Id} AND signal_type = 'trade_signal'"));
                sessions.Add(Json(json =>
                {
                    json.WriteString("session", run.Id.ToString(CultureInfo.InvariantCulture));
                    json.WriteString("pipeline", run.Description.Pipeline);
                    WriteNames(json, "symbols", logs.Keys);
                    json.WriteString("start", start?.ToString());
                    json.WriteString("end", end?.ToString());
                    json.WriteNumber("events", logs.Values.Sum(l => l.Tail.Sequence));
                    json.WriteNumber("signals", signals);
                }));
            }
        }

        return sessions;
    }

    /// <summary>From the start of the first candle to that of the last.</summary>
    private static (Timestamp? Start, Timestamp? End) Range(SqliteDatabase database, long run, IEnumerable<string> logs)
    {
        (Timestamp? start, Timestamp? end) = (null, null);
        foreach (string log in logs)
        {
            start = Earlier(start, Candle(database, run, log, "min"), -1);
            end = Earlier(end, Candle(database, run, log, "max"), 1);
        }

        return (start, end);
    }

    private static Timestamp? Earlier(Timestamp? one, Timestamp? other, int sign) =>
        one is null ? other : other is null || one.Value.CompareTo(other.Value) * sign > 0 ? one : other;

    /// <summary>Of several candles that close together the one that begins first, or last.</summary>
    private static Timestamp? Candle(SqliteDatabase database, long run, string log, string which)
    {
        using SqliteStatement select = database.Prepare($"SELECT {which}(time) FROM candles WHERE run_id = ?1 AND log = ?2 AND seq = (SELECT {which}(seq) FROM candles WHERE run_id = ?1 AND log = ?2)");
        return select.Bind(1, run).Bind(2, log).Step() && !select.IsNull(0) ? new Timestamp(select.Long(0)) : null;
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values.Order(StringComparer.Ordinal))
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static ReadOnlyMemory<byte> Json(Action<Utf8JsonWriter> fields) => Reply.Json(json =>
    {
        json.WriteStartObject();
        fields(json);
        json.WriteEndObject();
    }).Body;
}
