using System.Diagnostics;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Types;

namespace Pawl.Host.Web.Live;

/// <summary>A log as the watcher sees it.</summary>
internal sealed class WatchedLog(LogRun run)
{
    /// <summary>How long nodes are counted after somebody asked last: counting slows the log.</summary>
    private static readonly TimeSpan Interest = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly Utf8Buffer text = new();
    private TaskCompletionSource<LogPicture>? asked;
    private EngineLog? scratch;
    private EngineLog? counted;
    private long[] runs = [];
    private long[] ticks = [];
    private long[] timed = [];
    private long interest;
    private int before = -1;
    private long beforeCycle;
    private long beforeAt;

    public LogRun Run => run;

    public string Name => run.Name;

    public IReadOnlyList<string> Symbols => run.Log.Symbols;

    /// <summary>The newest time of the log.</summary>
    public Timestamp Time { get; private set; }

    /// <summary>Its last event.</summary>
    public long Sequence { get; private set; }

    /// <summary>When it was first seen to be where it is, by the wall clock.</summary>
    public Timestamp Since { get; private set; } = Frame.Now();

    /// <summary>The log as it is when it is looked at next.</summary>
    public Task<LogPicture> AskAsync()
    {
        lock (gate)
        {
            interest = Stopwatch.GetTimestamp();
            asked ??= new TaskCompletionSource<LogPicture>(TaskCreationOptions.RunContinuationsAsynchronously);
            return asked.Task;
        }
    }

    /// <summary>Looks at it, while it stands still.</summary>
    public void Look(Hub hub, List<PreviewLine> previews)
    {
        EngineLog log = run.Log;
        if (log.Header.Sequence != Sequence)
        {
            (Sequence, Time, Since) = (log.Header.Sequence, log.Header.Time, Frame.Now());
            foreach (Source source in log.Graph.Sources.Where(s => s.Kind == ReferenceKind.Candle && s.Channel >= 0 && s.TimeFrame.IsTime))
            {
                if (hub.WantsPreview(log.Symbols[source.Symbol], source.TimeFrame.ToString()))
                {
                    Preview(log, source, previews);
                }
            }
        }

        TaskCompletionSource<LogPicture>? wanted;
        lock (gate)
        {
            wanted = asked;
            asked = null;
        }

        if (wanted is not null)
        {
            Count(log);
            wanted.SetResult(new LogPicture(log.Fork(), [.. runs], [.. ticks.Zip(timed, (t, n) => n == 0 ? 0 : (long)(t * (1e9 / Stopwatch.Frequency) / n))], Frame.Now()));
        }
        else if (counted is not null && Stopwatch.GetElapsedTime(interest) > Interest)
        {
            StopCounting();
        }
    }

    public void StopCounting()
    {
        if (counted is not null)
        {
            counted.Observer = null;
            counted = null;
        }
    }

    /// <summary>Counts runs of nodes from now on, and the time from one to the next in a cycle.</summary>
    private void Count(EngineLog log)
    {
        if (counted == log)
        {
            return;
        }

        StopCounting();
        int nodes = log.Graph.Nodes.Length == 0 ? 0 : log.Graph.Nodes.Max(n => n.Index) + 1;
        (runs, ticks, timed, before) = (new long[nodes], new long[nodes], new long[nodes], -1);
        counted = log;
        log.Observer = Observe;
    }

    private void Observe(int node, long cycle)
    {
        long now = Stopwatch.GetTimestamp();
        if (before >= 0 && cycle == beforeCycle)
        {
            ticks[before] += now - beforeAt;
            timed[before]++;
        }

        before = -1;
        if (node < runs.Length)
        {
            runs[node]++;
            (before, beforeCycle, beforeAt) = (node, cycle, Stopwatch.GetTimestamp());
        }
    }

    private void Preview(EngineLog log, Source source, List<PreviewLine> previews)
    {
        if (scratch?.Graph != log.Graph)
        {
            scratch = log.CreateScratch();
        }

        if (!run.Driver.Preview(log, scratch, source.Symbol, source.TimeFrame, out Timestamp end))
        {
            return;
        }

        string symbol = log.Symbols[source.Symbol];
        foreach (ref readonly Output output in scratch.Outbox.Outputs)
        {
            Channel channel = log.Graph.Channels[output.Channel];
            if (output.Time != end || channel.TimeFrame != source.TimeFrame || channel.Symbol != source.Symbol)
            {
                continue;
            }

            text.Clear();
            EnvelopeWriter writer = run.Writers[output.Channel];
            writer.Write(text, output.Time, scratch.Outbox.Record(in output, writer.Schema.Size), output.Sequence, output.N, confirmed: false);
            previews.Add(new PreviewLine(writer.Schema.Name, symbol, source.TimeFrame.ToString(), channel.Node, text.Written[..^1].ToArray()));
        }

        scratch.Outbox.Clear();
    }
}

/// <summary>A log at one moment.</summary>
/// <param name="Log">A copy.</param>
/// <param name="Runs">By node, how often it has run since somebody looks.</param>
/// <param name="Nanoseconds">By node, what a run takes; 0 where it is not known.</param>
/// <param name="Taken">When, by the wall clock.</param>
internal sealed record LogPicture(EngineLog Log, long[] Runs, long[] Nanoseconds, Timestamp Taken);
