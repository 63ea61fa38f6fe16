using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Results;

/// <summary>
/// Writes what an account did: trades, equity and orders as CSV, and its log as canonical lines, whose SHA-256 is the hash of the account.
/// Rows are written as they come; nothing is kept.
/// </summary>
public sealed class ResultFiles : IResults, IDisposable
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<(string Symbol, string Strategy, Type Type), EnvelopeWriter> writers = [];
    private readonly ResultTable log;
    private readonly ResultTable trades;
    private readonly ResultTable equity;
    private readonly ResultTable orders;
    private readonly string account;
    private long sequence;

    /// <param name="account">The name of the account, which is that of its log.</param>
    /// <param name="open">Opens a file of the result; null where nothing is kept but the hash.</param>
    public ResultFiles(string account, Func<string, Stream>? open)
    {
        this.account = account;
        log = new ResultTable(open?.Invoke("account.jsonl"), "", hash);
        trades = new ResultTable(open?.Invoke("trades.csv"), "symbol,strategy,side,quantity,entry_time,entry_price,exit_time,exit_price,exit,profit,fees,adverse,favourable\n");
        equity = new ResultTable(open?.Invoke("equity.csv"), "day,time,equity,cash\n");
        orders = new ResultTable(
            open?.Invoke("orders.csv"),
            "id,parent,symbol,strategy,role,side,kind,time_in_force,quantity,limit,stop,created,ended,state,filled,average_price,reason\n");
    }

    /// <summary>Everything that was closed, in order, for statistics.</summary>
    public List<RoundTrip> Trades { get; } = [];

    /// <summary>What statistics need.</summary>
    public RunRecord Record { get; } = new();

    /// <summary>The end of every trading day.</summary>
    public List<EquityMark> Days { get; } = [];

    /// <inheritdoc/>
    public void Message<T>(string symbol, string strategy, Timestamp time, in T message)
        where T : unmanaged
    {
        if (!writers.TryGetValue((symbol, strategy, typeof(T)), out EnvelopeWriter? writer))
        {
            writer = new EnvelopeWriter(account, Symbol.Parse(symbol.Length > 0 ? symbol : account), TimeFrame.None, strategy.Length > 0 ? strategy : account, RecordSchema.Of<T>());
            writers.Add((symbol, strategy, typeof(T)), writer);
        }

        writer.Write(log.Rows, time, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in message)), ++sequence, 1);
        log.HandOn();
    }

    /// <inheritdoc/>
    public void Order(in DoneOrder order)
    {
        Order o = order.Order;
        orders.Cell(o.Id.Utf8).Cell(o.Parent.Utf8).Cell(order.Symbol).Cell(order.Strategy)
            .Word(o.Role).Word(o.Side).Word(o.Kind).Word(o.TimeInForce).Cell(o.Quantity).Cell(o.Limit).Cell(o.Stop)
            .Cell(o.Created).Cell(order.Ended).Word(o.State).Cell(o.Filled).Cell(o.AveragePrice).Cell(order.Reason).EndRow();
    }

    /// <inheritdoc/>
    public void Trade(in RoundTrip trade)
    {
        Trades.Add(trade);
        Record.Add(in trade);
        trades.Cell(trade.Symbol).Cell(trade.Strategy).Cell(trade.IsLong ? "long"u8 : "short"u8).Cell(trade.Quantity)
            .Cell(trade.EntryTime).Cell(trade.EntryPrice).Cell(trade.ExitTime).Cell(trade.ExitPrice).Word(trade.Exit)
            .Cell(trade.Profit).Cell(trade.Fees).Cell(trade.Adverse).Cell(trade.Favourable).EndRow();
    }

    /// <inheritdoc/>
    public void Mark(in EquityMark mark) => Record.Equity.Mark(in mark);

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
        Record.Equity.Finish();
        foreach (ResultTable table in (ResultTable[])[log, trades, equity, orders])
        {
            table.Flush();
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        hash.Dispose();
        foreach (ResultTable table in (ResultTable[])[log, trades, equity, orders])
        {
            table.Dispose();
        }
    }

    /// <summary>An amount as an exact decimal.</summary>
    public static string Money(Int128 amount) => QuantitySum.FromInt128(amount).ToString();
}
