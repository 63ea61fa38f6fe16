using System.Runtime.InteropServices;
using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Bench;

/// <summary>A back-test of one symbol from events in memory: log, broker, account, statistics; everything but reading and writing.</summary>
public sealed class TradedLog : ILaneLog
{
    private const int Piece = 4096;

    private readonly EngineLog _log;
    private readonly CandleDriver _driver;
    private readonly bool[] _isSignal;
    private readonly TrialResults _results = new();
    private readonly TradingAccount _account;
    private readonly LaneCrew _crew;
    private readonly Lane _lane;

    public TradedLog(Graph graph, FeedKind feed)
    {
        _log = EngineLog.Create(graph, "ONE");
        _driver = new CandleDriver(graph);
        _isSignal = [.. graph.Channels.Select(c => c.Schema.ClrType == typeof(TradeSignal))];
        string[] strategies = [.. graph.Nodes.Where(n => n.Kind?.ReadsOrders == true).Select(n => n.Id)];
        BacktestSettings settings = new() { Account = new AccountSettings("bench", ShippedLimits.BackTest) { Cash = QuantitySum.Parse("100000"), Currency = "USD", Tag = "bench" } };
        _account = new TradingAccount(settings, [new BacktestSymbol("ONE", Instrument.Default)], strategies, _results);
        _crew = new LaneCrew(_account, threads: 1);
        _lane = _account.Open(this, ["ONE"], _ => feed);
        _crew.Add(_lane);
    }

    public string Name => _log.Name;

    /// <summary>How many fills there were.</summary>
    public long Fills => _account.Fills;

    /// <summary>Trades all events; what the account is worth.</summary>
    public long Run(InputEvent[] events)
    {
        for (int at = 0; at < events.Length; at += Piece)
        {
            ReadOnlyMemory<InputEvent> piece = events.AsMemory(at, Math.Min(Piece, events.Length - at));
            _lane.Give(piece, piece.Span[^1].Time);
            _crew.Run();
        }

        _crew.Finish(_ => { });
        _account.Finish();
        _results.Record.Equity.Finish();
        return (long)_account.Last.Equity + _results.Record.Figures(_account)!.Trades.Count;
    }

    public void Process(in InputEvent e, bool isOwn, List<LaneSignal> signals)
    {
        _driver.Process(_log, new ReadOnlySpan<InputEvent>(in e));
        Outbox outbox = _log.Outbox;
        foreach (ref readonly Output output in outbox.Outputs)
        {
            if (!_isSignal[output.Channel])
                continue;
            Channel channel = _log.Graph.Channels[output.Channel];
            signals.Add(new LaneSignal(channel.Symbol, channel.Node, MemoryMarshal.Read<TradeSignal>(outbox.Record(in output, channel.Schema.Size)), output.Sequence, output.N));
        }

        outbox.Clear();
    }
}
