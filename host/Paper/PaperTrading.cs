using System.Buffers.Binary;
using System.Security.Cryptography;
using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Host.Replay.Storing;
using Pawl.Ingestion;
using Pawl.Recovery;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Paper;

/// <summary>
/// Trades what strategies want while a run goes on: the lanes, the account and the simulated broker of a back-test, on data as they come.
/// Fills and order updates become events of the logs, and the state of account and broker is stored with them in one commit: after
/// a crash either all of it has happened or nothing. One thread at a time drives it.
/// </summary>
/// <param name="graph">The pipeline.</param>
/// <param name="symbols">The symbols of the data.</param>
/// <param name="instruments">What is known of them.</param>
/// <param name="request">How it trades.</param>
/// <param name="accounts">The accounts as they are stored.</param>
internal sealed partial class PaperTrading(Graph graph, SymbolTable symbols, SymbolInstruments instruments, PaperRequest request, IReadOnlyDictionary<string, StoredAccount> accounts) : IAccountMessages
{
    private readonly List<PaperLog> logs = [];
    private readonly string name = request.Settings.Account.Name;
    private readonly StoredAccount? stored = accounts.GetValueOrDefault(request.Settings.Account.Name);
    private TradingAccount? account;
    private LaneCrew? crew;
    private MessageLog? messages;
    private bool isStarted;
    private bool hasChanged;

    /// <summary>What the logs said in the last piece.</summary>
    public IOrderedLines[] Said => [.. logs];

    /// <summary>The account; null before the first event.</summary>
    public TradingAccount? Account => account;

    /// <summary>Shows what the account said, once it is stored.</summary>
    public void Show(MessageBatch? committed)
    {
        if (committed is not null)
        {
            request.Sink?.Lines(committed.Outputs.Lines.Written);
            request.Served?.Lines(committed.Outputs.Lines.Written);
        }
    }

    /// <summary>Shows again what is stored of the account's log.</summary>
    public void Recall()
    {
        if (stored is not null && request.Sink is { } sink)
        {
            foreach (ReadOnlyMemory<byte> line in AccountFills.Lines(stored.Log))
            {
                sink.Lines(line.Span);
            }
        }
    }

    /// <summary>How far the account's log has come.</summary>
    public LogPosition Position => messages?.Position ?? stored?.Log.Tail ?? default;

    /// <summary>Goes on with logs that are where they were stored: account and broker are taken over, and compared.</summary>
    public void Begin(LogRun[] runs)
    {
        OpenLanes(runs);
        if (crew is not null)
        {
            Start();
        }
    }

    /// <summary>Runs a piece of the input through logs, account and broker.</summary>
    /// <exception cref="IngestionException">The data bring a symbol that the account was not opened for.</exception>
    public void Run(Chunk chunk)
    {
        OpenLanes(chunk.Runs);
        bool isNew = false;
        ref readonly InputEvent last = ref chunk.Events[chunk.Count - 1];
        Timestamp end = last.Time;
        if (last.Kind == EventKind.Clock)
        {
            // Time goes on once all that is stored has been said again; what the broker has not told yet is stored with it.
            Start();
        }

        for (int i = 0; i < logs.Count; i++)
        {
            ReadOnlyMemory<InputEvent> events = i < chunk.Runs.Length ? logs[i].Take(chunk, i) : default;
            Lane lane = logs[i].Lane;
            Timestamp until = request.IsMerged ? end : events.IsEmpty ? lane.Time : events.Span[^1].Time;
            isNew |= !events.IsEmpty || lane.Hears(until);
            lane.Give(events, until);
        }

        // As long as everything is stored already, account and broker have been there.
        if (isNew)
        {
            Start();
            Obey(chunk.Events[0].Time);
            crew!.Run();
            hasChanged = true;
        }
    }

    /// <summary>A log takes the command by which its bars are closed: what the broker still has to say of it is heard.</summary>
    /// <exception cref="IngestionException">It is of a symbol that the account was not opened for.</exception>
    public void End(LogRun[] runs, LogRun run, in InputEvent flush)
    {
        OpenLanes(runs);
        logs.ForEach(l => l.Begin());
        Start();
        InputEvent command = flush;
        crew!.Finish(logs.Find(l => l.Run == run)!.Lane, lane => lane.Add(in command));
        hasChanged = true;
    }

    /// <summary>The input has ended for good: what the broker still has to say is heard.</summary>
    /// <param name="flush">Whether the bars that are open are closed.</param>
    public void Finish(bool flush)
    {
        logs.ForEach(l => l.End());
        if (crew is null)
        {
            return;
        }

        Start();
        long before = messages!.Position.Sequence;
        crew.Finish(lane =>
        {
            StoredLogRun log = logs.Find(l => l.Lane == lane)!.Run;
            if (flush && log.Driver.LastOpenEnd(log.Log) is { } end)
            {
                lane.Add(new InputEvent { Kind = EventKind.Clock, Time = end });
            }
        });
        hasChanged |= messages.Position.Sequence != before || logs.Exists(l => l.Lane.Touched);
    }

    /// <summary>Makes a lane of each log that is new. The account knows all symbols from the beginning, so none may come later.</summary>
    private void OpenLanes(LogRun[] runs)
    {
        for (int i = logs.Count; i < runs.Length; i++)
        {
            Open();
            StoredLogRun log = (StoredLogRun)runs[i];
            if (log.Name == name)
            {
                throw new IngestionException($"{name}: the log has the name of the account; name the symbol otherwise, as {name.ToUpperInvariant()}=FILE does");
            }

            if (log.Log.Symbols.FirstOrDefault(s => !account!.Knows(s)) is { } late)
            {
                throw new IngestionException($"{late}: its first event comes after account '{name}' was opened for {string.Join(", ", Symbols())}; name all symbols under 'symbols' of the pipeline, or choose another store");
            }

            PaperLog opened = new(log, request.Writes, request.ClosesBars) { Lane = null! };
            opened.Lane = account!.Open(opened, log.Log.Symbols, _ => FeedKind.Ticks);
            logs.Add(opened);
            crew!.Add(opened.Lane);
            if (isStarted)
            {
                Load(opened.Lane);
            }
        }
    }

    private void Open()
    {
        if (account is not null)
        {
            return;
        }

        LogTag tag = stored?.Log.Tag ?? new LogTag(BinaryPrimitives.ReadUInt128LittleEndian(RandomNumberGenerator.GetBytes(16)));
        messages = new MessageLog(name, tag, stored?.Log.Tail ?? default);
        BacktestSettings settings = request.Settings with { Account = request.Settings.Account with { Tag = tag.ToString() } };
        account = new TradingAccount(settings, [.. Symbols().Select(s => new BacktestSymbol(s, instruments.Of(s)))], Strategies(), new PaperMessages(messages));
        crew = new LaneCrew(account, request.Threads);
    }

    private string[] Symbols()
    {
        IEnumerable<string> now = !graph.DeclaredSymbols.IsEmpty ? graph.Symbols.Union(graph.DeclaredSymbols, StringComparer.Ordinal).Where(s => s.Length > 0)
            : Enumerable.Range(0, symbols.Count).Select(i => symbols[i].ToString());
        return KnownBefore()?.Symbols ?? [.. now.Order(StringComparer.Ordinal)];
    }

    /// <summary>Those that the account was opened with, and behind them those that a changed pipeline has brought since.</summary>
    private string[] Strategies()
    {
        string[] now = [.. graph.Nodes.Where(n => n.Kind?.ReadsOrders == true).Select(n => n.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        return KnownBefore() is { } before ? [.. before.Strategies.Union(now, StringComparer.Ordinal)] : now;
    }
}
