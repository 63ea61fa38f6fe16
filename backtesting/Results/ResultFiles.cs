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
    private const int PieceBytes = 64 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Dictionary<(string Symbol, string Strategy, Type Type), EnvelopeWriter> writers = [];
    private readonly Table log;
    private readonly Table trades;
    private readonly Table equity;
    private readonly Table orders;
    private readonly string account;
    private long sequence;

    /// <param name="account">The name of the account, which is that of its log.</param>
    /// <param name="open">Opens a file of the result; null where nothing is kept but the hash.</param>
    public ResultFiles(string account, Func<string, Stream>? open)
    {
        this.account = account;
        log = new Table(open?.Invoke("account.jsonl"), "");
        trades = new Table(open?.Invoke("trades.csv"), "symbol,strategy,side,quantity,entry_time,entry_price,exit_time,exit_price,exit,profit,fees,adverse,favourable\n");
        equity = new Table(open?.Invoke("equity.csv"), "day,time,equity,cash\n");
        orders = new Table(
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

        int start = log.Rows.Length;
        writer.Write(log.Rows, time, MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in message)), ++sequence, 1);
        hash.AppendData(log.Rows.Written[start..]);
        log.HandOn(PieceBytes);
    }

    /// <inheritdoc/>
    public void Order(in DoneOrder order)
    {
        Order o = order.Order;
        orders.Row(
            o.Id.ToString(), o.Parent.ToString(), order.Symbol, order.Strategy, Word(o.Role), Word(o.Side), Word(o.Kind), Word(o.TimeInForce), o.Quantity.ToString(),
            Shown(o.Limit), Shown(o.Stop), o.Created.ToString(), order.Ended.ToString(), Word(o.State), o.Filled.ToString(), Shown(o.AveragePrice), order.Reason);
    }

    /// <inheritdoc/>
    public void Trade(in RoundTrip trade)
    {
        Trades.Add(trade);
        Record.Add(in trade);
        trades.Row(
            trade.Symbol, trade.Strategy, trade.IsLong ? "long" : "short", trade.Quantity.ToString(), trade.EntryTime.ToString(), trade.EntryPrice.ToString(),
            trade.ExitTime.ToString(), trade.ExitPrice.ToString(), Word(trade.Exit), Money(trade.Profit), Money(trade.Fees), Money(trade.Adverse), Money(trade.Favourable));
    }

    /// <inheritdoc/>
    public void Mark(in EquityMark mark) => Record.Equity.Mark(in mark);

    /// <inheritdoc/>
    public void Equity(in EquityMark mark)
    {
        Days.Add(mark);
        Record.Add(in mark);
        equity.Row(mark.Day.ToString(), mark.Time.ToString(), Money(mark.Equity), Money(mark.Cash));
    }

    /// <summary>Ends the files and gives the hash of the account's log.</summary>
    public string Finish()
    {
        Record.Equity.Finish();
        foreach (Table table in (Table[])[log, trades, equity, orders])
        {
            table.HandOn(0);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    public void Dispose()
    {
        hash.Dispose();
        foreach (Table table in (Table[])[log, trades, equity, orders])
        {
            table.Dispose();
        }
    }

    /// <summary>An amount as an exact decimal.</summary>
    public static string Money(Int128 amount) => QuantitySum.FromInt128(amount).ToString();

    private static string Shown(Price price) => price == Price.MinValue ? "" : price.ToString();

    private static string Word<T>(T value)
        where T : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>A file that is written in pieces; nothing where there is none.</summary>
    private sealed class Table : IDisposable
    {
        private readonly Stream? file;

        public Table(Stream? file, string header)
        {
            this.file = file;
            Write(header);
        }

        public Utf8Buffer Rows { get; } = new(4096);

        public void Row(params ReadOnlySpan<string> cells)
        {
            for (int i = 0; i < cells.Length; i++)
            {
                Write(i == 0 ? "" : ",");
                Write(cells[i].AsSpan().ContainsAny(",\"\n\r") ? $"\"{cells[i].Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cells[i]);
            }

            Write("\n");
            HandOn(PieceBytes);
        }

        public void HandOn(int beyond)
        {
            if (Rows.Length > beyond)
            {
                file?.Write(Rows.Written);
                Rows.Clear();
            }
        }

        public void Dispose() => file?.Dispose();

        private void Write(string text) => Rows.Write(System.Text.Encoding.UTF8.GetBytes(text));
    }
}
