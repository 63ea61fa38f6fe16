using System.Diagnostics;
using Pawl.Engine;

namespace Pawl.Host.Web.Live;

/// <summary>
/// Counts the runs of a log's nodes and what they take, and how often something comes of its sources, from when it is made until it is
/// stopped. The log is slower meanwhile. It is made and asked while the log stands still.
/// </summary>
internal sealed class RunCounter
{
    /// <summary>By the index of the node; what the compiler adds beside the nodes of a pipeline lies behind them and is not counted.</summary>
    private readonly long[] runs;
    private readonly long[] ticks;
    private readonly long[] timed;
    private readonly long[] sources;
    private readonly (HubStream? Stream, long Before)[] closings;
    private long cycle;
    private long began;

    public RunCounter(EngineLog log, Hub hub)
    {
        Log = log;
        int nodes = log.Graph.Nodes.Length == 0 ? 0 : log.Graph.Nodes.Max(n => n.Index) + 1;
        (runs, ticks, timed, sources) = (new long[nodes], new long[nodes], new long[nodes], new long[log.Graph.Sources.Length]);
        closings = [.. log.Graph.Sources.Select(source => IsSeen(source) ? null : StreamOf(hub, source)).Select(stream => (stream, stream?.Window.Added ?? 0))];
        log.Observer = Begin;
        log.Ran = End;
    }

    public EngineLog Log { get; }

    /// <summary>By node, how often it has run.</summary>
    public long[] Runs() => [.. runs];

    /// <summary>By node, what a run takes; 0 where none has ended.</summary>
    public long[] Nanoseconds() => [.. ticks.Zip(timed, (t, n) => n == 0 ? 0 : Math.Max(1, (long)(t * (1e9 / Stopwatch.Frequency) / n)))];

    /// <summary>
    /// By source, how often something came of it. Of a candle that wakes no node for sure its published closings are counted, which
    /// lag behind the log by a commit.
    /// </summary>
    public long[] SourceRuns() => [.. sources.Zip(closings, (seen, closed) => Math.Max(seen, (closed.Stream?.Window.Added ?? 0) - closed.Before))];

    /// <summary>Lets the log run as fast as before.</summary>
    public void Stop() => (Log.Observer, Log.Ran) = (null, null);

    /// <summary>Whether each time that something comes of it a node runs, for all that it waits for has come with it.</summary>
    private bool IsSeen(Source source) => Log.Graph.Nodes.Any(n => n.Inputs.Length == 1 && n.Inputs[0].Producer == ~source.Index);

    private HubStream? StreamOf(Hub hub, Source source) => source.Kind != ReferenceKind.Candle || source.Channel < 0 ? null
        : hub.Streams.FirstOrDefault(s => s.Type == "candle" && s.Symbol == Log.Symbols[source.Symbol] && s.TimeFrame == source.TimeFrame.ToString());

    private void Begin(int node, long current)
    {
        if (current != cycle)
        {
            cycle = current;
            foreach (Source source in Log.Graph.Sources)
            {
                sources[source.Index] += Log.At<long>(source.Cell) == cycle ? 1 : 0;
            }
        }

        if (node < runs.Length)
        {
            runs[node]++;
        }

        began = Stopwatch.GetTimestamp();
    }

    private void End(int node)
    {
        if (node < runs.Length)
        {
            ticks[node] += Stopwatch.GetTimestamp() - began;
            timed[node]++;
        }
    }
}
