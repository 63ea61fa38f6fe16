using System.Diagnostics;
using Pawl.Host.Commands;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Live;

namespace Pawl.Host.Web.Live;

/// <summary>
/// Looks at the running logs a few times a second: at their forming bars, at how far they are, and at the values of their nodes where
/// somebody asked. However many ask, it looks once, and afterwards keeps away twenty times as long as it took.
/// </summary>
internal sealed class LiveWatch : IDisposable
{
    private const int KeepAway = 20;

    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(250);

    private readonly EngineGate gate;
    private readonly Func<IReadOnlyList<LogRun>> logsOf;
    private readonly Hub hub;
    private readonly Func<string, FormingCandle?>? forming;
    private readonly CancellationTokenSource stop = new();
    private readonly Thread thread;
    private readonly Dictionary<string, WatchedLog> watched = new(StringComparer.Ordinal);

    /// <param name="gate">What keeps it apart from the engine.</param>
    /// <param name="logsOf">The logs that run, asked while the engine stands still.</param>
    /// <param name="hub">Takes previews.</param>
    /// <param name="forming">Candles that are forming elsewhere; null where bars form in the logs.</param>
    public LiveWatch(EngineGate gate, Func<IReadOnlyList<LogRun>> logsOf, Hub hub, Func<string, FormingCandle?>? forming = null)
    {
        (this.gate, this.logsOf, this.hub, this.forming) = (gate, logsOf, hub, forming);
        thread = new Thread(Watch) { IsBackground = true, Name = "watch" };
        thread.Start();
    }

    /// <summary>Events that all logs have taken so far.</summary>
    public long Events { get; private set; }

    /// <summary>The log of a symbol, as it was seen last; null where there is none.</summary>
    public WatchedLog? Find(string symbol)
    {
        lock (watched)
        {
            return watched.Values.FirstOrDefault(w => w.Symbols.Contains(symbol, StringComparer.Ordinal));
        }
    }

    /// <summary>All logs, as they were seen last, by name.</summary>
    public IReadOnlyList<WatchedLog> Logs
    {
        get
        {
            lock (watched)
            {
                return [.. watched.Values.OrderBy(w => w.Name, StringComparer.Ordinal)];
            }
        }
    }

    public void Dispose()
    {
        stop.Cancel();
        thread.Join();
        stop.Dispose();
    }

    private void Watch()
    {
        TimeSpan pause = Every;
        while (!stop.Token.WaitHandle.WaitOne(pause))
        {
            List<PreviewLine> previews = [];
            TimeSpan took = default;
            gate.Look(() =>
            {
                // Waiting for the engine costs it nothing; what it waits for is this.
                long began = Stopwatch.GetTimestamp();
                Look(previews);
                took = Stopwatch.GetElapsedTime(began);
            });
            hub.Post(() => hub.TakePreviews(previews));
            pause = took * KeepAway > Every ? took * KeepAway : Every;
        }

        gate.Look(() => Each(w => w.StopCounting()));
    }

    private void Look(List<PreviewLine> previews)
    {
        long events = 0;
        foreach (LogRun run in logsOf())
        {
            WatchedLog log = Of(run);
            log.Look(hub, previews);
            events += run.Log.Header.Sequence;
        }

        Events = events;
    }

    private WatchedLog Of(LogRun run)
    {
        lock (watched)
        {
            if (!watched.TryGetValue(run.Name, out WatchedLog? log) || log.Run != run)
            {
                watched[run.Name] = log = new WatchedLog(run, forming);
                hub.Expect(run.Log);
            }

            return log;
        }
    }

    private void Each(Action<WatchedLog> action)
    {
        lock (watched)
        {
            foreach (WatchedLog log in watched.Values)
            {
                action(log);
            }
        }
    }
}
