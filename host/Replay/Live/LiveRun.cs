using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Paper;
using Pawl.Host.Replay.Storing;
using Pawl.Host.Web;
using Pawl.Ingestion;
using Pawl.Trading;

namespace Pawl.Host.Replay.Live;

/// <summary>Live data through a pipeline: stored before anything is shown; started again, it goes on. Whoever runs one, a command or a server, runs this.</summary>
internal sealed class LiveRun(PipelineData data, LiveRunRequest request)
{
    /// <summary>How long nothing has to come from standard input before a broker is heard without it: pipes stall, and what comes late would have come first.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Whether the data come as they arise, as those from standard input do, of which nobody knows whether it ends.</summary>
    public static bool IsLive(PipelineData data) => data.Feed is not null || data.Files.Any(f => f == "-" || f.EndsWith("=-", StringComparison.Ordinal));

    /// <summary>Runs to the end of the data, or until it is told to stop; both end it well.</summary>
    /// <exception cref="UsageException">The request contradicts itself.</exception>
    public LiveRunSummary Run(CancellationToken stop)
    {
        bool isLive = IsLive(data);
        if (request.CloseAfter is not null && !isLive && double.IsInfinity(request.Speed))
        {
            throw new UsageException("--close-after needs time that goes on; read standard input, or give files with --speed N");
        }

        bool recalls = request.OpenSink is not null || request.Out is not (null or "-");
        SymbolTable symbols = new();
        using IInputSource source = data.Open(symbols);
        ScriptWatch scripts = new(data.File.Scripts, request.Findings);
        using OpenedStore store = OpenedStore.ForRun(request.Store, data, RulesOf(request.Paper), recalls, Resets, scripts.Switches, WriteRecovered);
        RunStorage storage = store.Storage;
        using Serving? serving = request.Serve is { } serve ? Serving.Start(serve, data, request, storage) : null;
        double speed = isLive ? 1 : request.Speed;
        QuietClock? clock = QuietAfter(isLive, speed) is { } delay ? new QuietClock(delay, speed, storage.Cursor) : null;
        using CancellationTokenSource reading = CancellationTokenSource.CreateLinkedTokenSource(stop);
        using IInputSource input = isLive ? new QueuedInput(source, clock, reading.Token)
            : double.IsInfinity(speed) ? source : new PacedInput(source, speed, storage.Cursor, clock, reading.Token) { From = request.PaceFrom };
        using Stream? stream = request.Out == "-" ? Console.OpenStandardOutput() : null;
        if (request.Out is not (null or "-"))
        {
            OutputArgument.Prepare(request.Out, path => Directory.CreateDirectory(path));
        }

        using KillSwitch? commands = request.Paper is null ? null : new KillSwitch(request.Store.Path);
        using ILogSink? accountSink = request.Paper is { } traded ? OpenAccountSink(traded.Account.Name, storage) : null;
        PaperTrading? trading = request.Paper is not { } paper ? null : new PaperTrading(data.Graph, symbols, data.Instruments, new PaperRequest(paper)
        {
            Threads = request.Threads,
            ClosesBars = request.CloseAfter is not null,
            Writes = stream is not null,
            Sink = accountSink,
            Served = serving?.SinkOf(paper.Account.Name),
            Commands = commands,
            Findings = request.Findings,
        }, storage.Run.Accounts);
        trading?.Recall();
        storage.Trading = (IAccountMessages?)trading ?? request.Followed?.Invoke(storage.Run.Accounts, name => serving?.SinkOf(name));
        long before = storage.Cursor;
        ReplaySummary? summary = null;
        try
        {
            summary = new ReplayRunner(data.Graph, input, symbols, new ReplayOptions
            {
                Threads = request.Threads,
                // A recording ends; of a stream nobody knows whether it does.
                Flush = !isLive && data.To is null,
                IsWhole = !isLive,
                Instruments = data.Instruments,
                OpenSink = log => OpenSink(log, storage, serving),
                Gate = serving?.Gate,
                Shown = serving is null ? null : serving.Shown,
                Stream = stream is null ? null : new MergedStream(stream),
                Storage = storage,
                Trading = trading,
                StopReading = reading.Cancel,
            }).Run(stop);
            if (serving is not null)
            {
                request.Findings.WriteLine("the data have ended; what was said is still served, Ctrl-C ends that");
                stop.WaitHandle.WaitOne();
            }
        }
        catch (OperationCanceledException)
        {
            // What was done is stored; the same command goes on.
        }

        return new LiveRunSummary(request.Store.Path, storage.Run.Id, before, [.. storage.Logs.OrderBy(l => l.Name, StringComparer.Ordinal)], summary) { Trading = trading };
    }

    /// <summary>How long behind the newest event time goes on in a quiet market, to close bars or for a broker's answers; null where it does not.</summary>
    private TimeSpan? QuietAfter(bool isLive, double speed) =>
        request.CloseAfter ?? (request.Paper is null || double.IsInfinity(speed) ? null : isLive ? Patience : TimeSpan.Zero);

    /// <summary>What has to be the same each time that the run goes on, beside the data.</summary>
    public static string RulesOf(BacktestSettings? paper)
    {
        if (paper is null)
        {
            return "";
        }

        string fees = paper.Fees == FeeSchedule.None ? "no fees" : $"fees of {paper.Fees.TakerBasisPoints} bps and {paper.Fees.PerUnit} a unit";
        return $", account {paper.Account.Name} of {paper.Account.Cash} {paper.Account.Currency} with {fees}, {paper.Assumptions.Name} fills";
    }

    private ILogSink? OpenAccountSink(string account, RunStorage storage) =>
        Both(request.Out is null or "-" ? null : new AppendedLines(request.Out, account, storage.Run.Accounts.ContainsKey(account)), request.OpenAccountSink?.Invoke());

    private static ILogSink? Both(ILogSink? file, ILogSink? other) => file is null ? other : other is null ? file : new SinkPair(file, other);

    private ILogSink OpenSink(EngineLog log, RunStorage storage, Serving? serving)
    {
        ILogSink? file = request.Out is null or "-" ? null : new AppendedLines(request.Out, log.Name, storage.Run.Logs.ContainsKey(log.Name));
        return Both(Both(file, request.OpenSink?.Invoke(log)), serving?.SinkOf(log.Name)) ?? new NoSink();
    }

    private IEnumerable<NodeReset> Resets(EngineLog log) =>
        from symbol in Enumerable.Range(0, log.Symbols.Length)
        from node in request.Reset
        where log.Graph.Nodes.Any(g => g.Symbol == symbol && RunCommand.Is(g, node))
        select new NodeReset(symbol, node);

    private void WriteRecovered(StoredLogRun log)
    {
        foreach (string line in RecoveryNotice.Lines(log))
        {
            request.Findings.WriteLine(line);
        }
    }
}
