using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pawl.Backtesting.Statistics;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Results;

/// <summary>
/// Writes what an account did: trades, equity and orders as CSV, and its log as canonical lines, whose SHA-256 is the hash of the account.
/// It is told by one thread; another makes text and statistics of it, hashes and writes, piece by piece and in order, one piece behind.
/// </summary>
public sealed class ResultFiles : IResults, IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<(string Symbol, string Strategy, Type Type), EnvelopeWriter> writers = new(new SameNames());
    private readonly ResultTable log;
    private readonly ResultTable trades;
    private readonly ResultTable equity;
    private readonly ResultTable orders;
    private readonly string account;
    private ResultPiece told = new();
    private ResultPiece written = new();
    private Task writing = Task.CompletedTask;
    private long sequence;

    /// <param name="account">The name of the account, which is that of its log.</param>
    /// <param name="open">Opens a file of the result; null for one that is not wanted, the hash is made all the same. Null where none is.</param>
    public ResultFiles(string account, Func<string, Stream?>? open)
    {
        this.account = account;
        log = new ResultTable(open?.Invoke("account.jsonl"), "", hash);
        trades = new ResultTable(open?.Invoke("trades.csv"), "symbol,strategy,side,quantity,entry_time,entry_price,exit_time,exit_price,exit,profit,fees,adverse,favourable\n");
        equity = new ResultTable(open?.Invoke("equity.csv"), "day,time,equity,cash\n");
        orders = new ResultTable(
            open?.Invoke("orders.csv"),
            "id,parent,symbol,strategy,role,side,kind,time_in_force,quantity,limit,stop,created,ended,state,filled,average_price,reason\n");
    }

    /// <summary>Everything that was closed, in order, for statistics; complete once it has ended.</summary>
    public List<ClosedTrade> Trades { get; } = [];

    /// <summary>What statistics need; complete once it has ended.</summary>
    public RunRecord Record { get; } = new();

    /// <summary>The end of every trading day.</summary>
    public List<EquityMark> Days { get; } = [];

    /// <inheritdoc/>
    public void Message(string symbol, string strategy, Timestamp time, Type type, ReadOnlySpan<byte> record)
    {
        if (!writers.TryGetValue((symbol, strategy, type), out EnvelopeWriter? writer))
        {
            writer = new EnvelopeWriter(account, Symbol.Parse(symbol.Length > 0 ? symbol : account), TimeFrame.None, strategy.Length > 0 ? strategy : account, RecordSchema.Of(type));
            writers.Add((symbol, strategy, type), writer);
        }

        told.Add(writer, time, record);
        HandOnWhereFull();
    }

    /// <inheritdoc/>
    public void Order(in DoneOrder order) => told.Orders.Add(order);

    /// <inheritdoc/>
    public void Trade(in RoundTrip trade) => told.Trades.Add(trade);

    /// <inheritdoc/>
    public void Mark(in EquityMark mark)
    {
        told.Marks.Add(mark);
        HandOnWhereFull();
    }

    /// <inheritdoc/>
    public void Equity(in EquityMark mark)
    {
        Days.Add(mark);
        Record.Add(in mark);
        equity.Cell(mark.Day.ToString()).Cell(mark.Time).Cell(mark.Equity).Cell(mark.Cash).EndRow();
    }

    /// <summary>Ends the files and gives the hash of the account's log.</summary>
    public string Finish()
    {
        HandOn();
        writing.GetAwaiter().GetResult();
        Record.Equity.Finish();
        foreach (ResultTable table in (ResultTable[])[log, trades, equity, orders])
        {
            table.Flush();
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        // Where it went wrong, it was said by whoever waited for it, or something else has gone wrong before.
        Task.WaitAny(writing);
        hash.Dispose();
        foreach (ResultTable table in (ResultTable[])[log, trades, equity, orders])
        {
            table.Dispose();
        }
    }

    /// <summary>An amount as an exact decimal.</summary>
    public static string Money(Long128 amount) => QuantitySum.FromLong128(amount).ToString();

    private void HandOnWhereFull()
    {
        if (told.IsFull)
        {
            HandOn();
        }
    }

    /// <summary>Has a piece written while the next one is told, once the piece before is.</summary>
    private void HandOn()
    {
        writing.GetAwaiter().GetResult();
        (told, written) = (written, told);
        writing = Task.Run(Write);
    }

    private void Write()
    {
        for (int i = 0; i < written.Messages; i++)
        {
            written.WriteLine(i, ++sequence, log.Rows);
            log.HandOn();
        }

        foreach (ref readonly DoneOrder order in CollectionsMarshal.AsSpan(written.Orders))
        {
            Write(in order);
        }

        foreach (ref readonly RoundTrip trade in CollectionsMarshal.AsSpan(written.Trades))
        {
            Write(in trade);
            ClosedTrade closed = RunRecord.Closed(in trade);
            Trades.Add(closed);
            Record.Add(closed);
        }

        foreach (ref readonly EquityMark mark in CollectionsMarshal.AsSpan(written.Marks))
        {
            Record.Equity.Mark(in mark);
        }

        written.Clear();
    }

    private void Write(in DoneOrder order)
    {
        Order o = order.Order;
        orders.Cell(o.Id.Utf8).Cell(o.Parent.Utf8).Cell(order.Symbol).Cell(order.Strategy)
            .Word(o.Role).Word(o.Side).Word(o.Kind).Word(o.TimeInForce).Cell(o.Quantity).Cell(o.Limit).Cell(o.Stop)
            .Cell(o.Created).Cell(order.Ended).Word(o.State).Cell(o.Filled).Cell(o.AveragePrice).Cell(order.Reason).EndRow();
    }

    private void Write(in RoundTrip trade) =>
        trades.Cell(trade.Symbol).Cell(trade.Strategy).Cell(trade.IsLong ? "long"u8 : "short"u8).Cell(trade.Quantity)
            .Cell(trade.EntryTime).Cell(trade.EntryPrice).Cell(trade.ExitTime).Cell(trade.ExitPrice).Word(trade.Exit)
            .Cell(trade.Profit).Cell(trade.Fees).Cell(trade.Adverse).Cell(trade.Favourable).EndRow();

    /// <summary>The names of a run are the same strings each time: which they are is told without reading them. Others of the same text would only have a writer of their own.</summary>
    private sealed class SameNames : IEqualityComparer<(string Symbol, string Strategy, Type Type)>
    {
        public bool Equals((string Symbol, string Strategy, Type Type) x, (string Symbol, string Strategy, Type Type) y) =>
            ReferenceEquals(x.Symbol, y.Symbol) && ReferenceEquals(x.Strategy, y.Strategy) && x.Type == y.Type;

        public int GetHashCode((string Symbol, string Strategy, Type Type) names) =>
            HashCode.Combine(RuntimeHelpers.GetHashCode(names.Symbol), RuntimeHelpers.GetHashCode(names.Strategy), RuntimeHelpers.GetHashCode(names.Type));
    }
}
