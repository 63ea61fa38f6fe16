using System.Diagnostics;
using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Replay;
using Pawl.Types;

namespace Pawl.Host.Web.Live;

/// <summary>A log as the watcher sees it.</summary>
/// <param name="run">The log.</param>
/// <param name="formingOf">The candle of a symbol that is forming elsewhere; null where bars form in the log.</param>
internal sealed class WatchedLog(LogRun run, Func<string, FormingCandle?>? formingOf)
{
    /// <summary>How long nodes are counted after somebody asked last: counting slows the log.</summary>
    private static readonly TimeSpan Interest = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private readonly FormingLines forming = new();
    private TaskCompletionSource<LogPicture>? asked;
    private RunCounter? counter;
    private long interest;
    private Candle shown;

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
        bool isNew = log.Header.Sequence != Sequence;
        if (isNew)
        {
            (Sequence, Time, Since) = (log.Header.Sequence, log.Header.Time, Frame.Now());
        }

        Preview(hub, isNew, previews);

        TaskCompletionSource<LogPicture>? wanted;
        lock (gate)
        {
            wanted = asked;
            asked = null;
        }

        if (wanted is not null)
        {
            if (counter?.Log != log)
            {
                StopCounting();
                counter = new RunCounter(log, hub);
            }

            wanted.SetResult(new LogPicture(log.Fork(), counter.Runs(), counter.Nanoseconds(), counter.SourceRuns(), Frame.Now()));
        }
        else if (counter is not null && Stopwatch.GetElapsedTime(interest) > Interest)
        {
            StopCounting();
        }
    }

    private void Preview(Hub hub, bool isNew, List<PreviewLine> previews)
    {
        EngineLog log = run.Log;
        bool IsWanted(Source source) => hub.WantsPreview(log.Symbols[source.Symbol], source.TimeFrame.ToString());
        if (formingOf is null)
        {
            if (isNew)
            {
                forming.Add(log, run.Driver, run.Writers, IsWanted, previews);
            }

            return;
        }

        if (formingOf(log.Symbols[0]) is { } candle && log.Header.Time >= candle.After && (isNew || !IsShown(candle.Candle.Candle)) && Array.Exists([.. log.Graph.Sources], IsWanted))
        {
            shown = candle.Candle.Candle;
            forming.Add(log, run.Driver, run.Writers, candle.Candle, IsWanted, previews);
        }
    }

    private bool IsShown(Candle candle) => MemoryMarshal.AsBytes(new ReadOnlySpan<Candle>(in candle)).SequenceEqual(MemoryMarshal.AsBytes(new ReadOnlySpan<Candle>(in shown)));

    public void StopCounting()
    {
        counter?.Stop();
        counter = null;
    }
}

/// <summary>A log at one moment.</summary>
/// <param name="Log">A copy.</param>
/// <param name="Runs">By node, how often it has run since somebody looks.</param>
/// <param name="Nanoseconds">By node, what a run takes; 0 where it has not run since.</param>
/// <param name="SourceRuns">By source, how often something came of it since somebody looks.</param>
/// <param name="Taken">When, by the wall clock.</param>
internal sealed record LogPicture(EngineLog Log, long[] Runs, long[] Nanoseconds, long[] SourceRuns, Timestamp Taken);
