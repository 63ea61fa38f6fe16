using System.Runtime.CompilerServices;
using Pawl.Host.Commands;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Live;
using Pawl.Host.Replay.Storing;
using Pawl.Host.Web.Live;
using Pawl.Host.Web.Rest;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Web;

/// <summary>Serves a run while it goes on: what it commits goes to a hub, and from there to whoever wants it.</summary>
internal sealed class Serving : IDisposable
{
    /// <summary>Records of each log that are recalled at the start, so that clients who were away miss nothing.</summary>
    private const int Recalled = 20_000;

    private static readonly TimeSpan MetricsEvery = TimeSpan.FromSeconds(2);

    private readonly Hub hub;
    private readonly LiveWatch watch;
    private readonly CancellationTokenSource stopping = new();
    private readonly ServedRun run;
    private readonly object metricsKey = new();
    private readonly Timer metrics;
    private WebServer? server;
    private long before;

    private Serving(PipelineData data, LiveRunRequest request, RunStorage storage)
    {
        string store = Path.GetFullPath(request.Store.Path);
        hub = new Hub(ServedRun.Account, request.Serve!.WindowBytes) { OtherName = data.Feed?.OtherName };
        watch = new LiveWatch(Gate, storage.LogsSoFar, hub, data.Feed?.Forming);
        run = new ServedRun(data, store, storage.Run.Id, hub, watch, new TradingSwitch(store), new LagMeter()) { Stopping = stopping.Token, Paper = request.Paper };
        foreach (StoredLog log in storage.Run.Logs.Values.Concat(storage.Run.Accounts.Values.Select(a => a.Log)))
        {
            Recall(log);
        }

        metrics = new Timer(_ => hub.Post(TellMetrics), null, MetricsEvery, MetricsEvery);
    }

    /// <summary>Keeps those who look apart from those who compute.</summary>
    public EngineGate Gate { get; } = new();

    /// <summary>Begins to serve a run that has not begun yet.</summary>
    /// <exception cref="FailureException">It cannot.</exception>
    public static Serving Start(WebOptions options, PipelineData data, LiveRunRequest request, RunStorage storage)
    {
        AspNetFramework.Load();
        Serving serving = new(data, request, storage);
        try
        {
            serving.Listen(options);
            return serving;
        }
        catch
        {
            serving.Dispose();
            throw;
        }
    }

    /// <summary>What takes the outputs of a log, be it of symbols or of an account.</summary>
    public ILogSink SinkOf(string log) => new HubSink(hub, log);

    /// <summary>A piece of input that was begun at a moment is stored and shown.</summary>
    public void Shown(long began) => run.Lag.Shown(began);

    public void Dispose()
    {
        stopping.Cancel();
        server?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        metrics.Dispose();
        watch.Dispose();
        hub.Dispose();
        run.Stores.Dispose();
        stopping.Dispose();
    }

    /// <summary>Here the types of ASP.NET Core are needed for the first time.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Listen(WebOptions options)
    {
        WebHandler handler = new(options, run);
        server = WebServer.StartAsync(options, handler.HandleAsync).GetAwaiter().GetResult();
        Console.Error.WriteLine($"serving {server.Url}/ (the API to try: {server.Url}/api)");
    }

    private void Recall(StoredLog log)
    {
        long read = Math.Max(log.Removed.Outputs, log.Tail.Outputs - Recalled);
        bool isWhole = read == 0;
        while (read < log.Tail.Outputs && log.Outputs.After(read) is { } batch)
        {
            OutputReader records = new(batch.Content);
            Utf8Buffer lines = new(batch.Content.Length);
            long skip = read - (batch.FirstRecord - 1);
            for (int i = (int)skip; i < records.Count; i++)
            {
                lines.Write(records.LinesOf(i));
            }

            hub.Recall(log.Name, isWhole || records.Count == 0 ? 0 : records[(int)skip].Sequence - 1, lines.Written.ToArray());
            isWhole = true;
            read = batch.FirstRecord - 1 + records.Count;
        }
    }

    private void TellMetrics()
    {
        long events = watch.Events;
        double perSecond = (events - before) / MetricsEvery.TotalSeconds;
        before = events;
        Frame frame = Frame.Typed("metrics", json =>
        {
            json.WriteStartObject("data");
            json.WriteNumber("events_per_second", Math.Max(0, Math.Round(perSecond, 1)));
            (double Median, double Percentile99)? lag = run.Lag.Read();
            json.WritePropertyName("lag_ms");
            json.WriteRawValue(lag is { } known ? Math.Round(known.Median, 3).ToString(System.Globalization.CultureInfo.InvariantCulture) : "null");
            json.WritePropertyName("lag_p99_ms");
            json.WriteRawValue(lag is { } worst ? Math.Round(worst.Percentile99, 3).ToString(System.Globalization.CultureInfo.InvariantCulture) : "null");
            json.WriteNumber("clients", hub.Counts.Clients);
            json.WriteString("kill_switch", run.Switch.IsOn ? "on" : "armed");
            json.WriteStartArray("sources");
            OperationEndpoints.WriteSources(json, run);
            json.WriteEndArray();
            json.WriteEndObject();
        }, metricsKey);
        hub.Tell(frame);
    }
}
