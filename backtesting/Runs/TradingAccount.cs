using Pawl.Backtesting.Results;
using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Runs;

/// <summary>
/// The account of a back-test or of a run on paper, between the lanes and their brokers. It takes what the lanes have in the order of time, symbol and sequence,
/// and hands on what comes of it to the results. One thread at a time.
/// </summary>
public sealed partial class TradingAccount : ILaneAccount, IBroker, IAccountSink
{
    private readonly BacktestSettings settings;
    private readonly BacktestSymbol[] symbols;
    private readonly string[] strategies;
    private readonly SymbolFacts[] facts;
    private readonly ExchangeRates rates;
    private readonly IResults results;
    private readonly (SymbolFacts Facts, FeedKind Feed, FeeSchedule Fees)[] venues;
    private readonly Lane?[] lanes;
    private readonly TradeBook[] books;
    private readonly Account account;
    private Lane? current;
    private OrderRole roleOfFill;

    /// <param name="settings">How it is run.</param>
    /// <param name="symbols">All symbols, in the order of their names.</param>
    /// <param name="strategies">The ids of all strategies, in their order.</param>
    /// <param name="results">Takes what it does.</param>
    public TradingAccount(BacktestSettings settings, IReadOnlyList<BacktestSymbol> symbols, IReadOnlyList<string> strategies, IResults results)
    {
        this.settings = settings;
        this.symbols = [.. symbols];
        this.strategies = [.. strategies];
        this.results = results;
        rates = new ExchangeRates(settings.Account.Currency);
        facts = [.. symbols.Select(s => new SymbolFacts(s.Name, s.Instrument, rates.Index(s.Instrument.Currency)))];
        venues = [.. facts.Select(f => (f, FeedKind.Ticks, settings.Fees))];
        lanes = new Lane?[symbols.Count];
        books = [.. from strategy in strategies from fact in facts select new TradeBook(fact.Symbol, strategy, fact.Multiplier)];
        account = new Account(settings.Account, [.. strategies.Select(s => new StrategySettings(s))], facts, rates, this, this);
        days = new DayOfSymbol[symbols.Count];
    }

    /// <summary>How it is run.</summary>
    public BacktestSettings Settings => settings;

    /// <summary>The account itself.</summary>
    public Account Account => account;

    /// <summary>How many fills there were.</summary>
    public long Fills { get; private set; }

    /// <summary>How many of them depended on the path that was assumed inside a bar.</summary>
    public long PathFills { get; private set; }

    /// <summary>How many orders were given, those that were refused included.</summary>
    public long Orders { get; private set; }

    /// <summary>How many orders were refused.</summary>
    public long Refused { get; private set; }

    /// <summary>Fees of all fills, in the currency of the account.</summary>
    public Long128 Fees { get; private set; }

    /// <summary>The value of all that was bought and sold, in the currency of the account.</summary>
    public Long128 TradedValue { get; private set; }

    /// <summary>What fills cost beyond the price that was there, in the currency of the account.</summary>
    public Long128 SlippageCost { get; private set; }

    /// <summary>Whether the account was opened for a symbol.</summary>
    public bool Knows(string symbol) => Array.Exists(symbols, s => s.Name == symbol);

    /// <summary>Makes the lane of a log.</summary>
    /// <param name="log">The log.</param>
    /// <param name="names">Its symbols.</param>
    /// <param name="feedOf">What each of its symbols is matched on.</param>
    public Lane Open(ILaneLog log, IReadOnlyList<string> names, Func<string, FeedKind> feedOf)
    {
        int[] numbers = [.. names.Select(n => Array.FindIndex(symbols, s => s.Name == n))];
        SimulatedBroker broker = new(settings.Account.Name, settings.Account.Mode, settings.Assumptions, rates, venues, strategies.Length);
        Lane lane = new(log, broker, numbers);
        foreach (int number in numbers)
        {
            broker.Feed(number, feedOf(symbols[number].Name));
            lanes[number] = lane;
        }

        return lane;
    }

    /// <inheritdoc/>
    public void Take(Lane lane, in LaneMark mark)
    {
        EnterDay(mark.Symbol, mark.Time);
        MarkAt(in mark);
        Note();
    }

    /// <inheritdoc/>
    public void Take(Lane lane, in LaneItem item)
    {
        current = lane;
        OrdersChanged = true;
        EnterDay(item.Symbol, item.Time);
        MarkAt(in item.LastPrice);
        MarkAt(in item.LastQuote);
        if (item.IsReport)
        {
            TakeReport(item.Symbol, item.Time, in item.Report);
        }
        else
        {
            account.OnSignal(Array.IndexOf(strategies, item.Signal.Node), item.Symbol, item.Time, item.Signal.Signal, new Cause(item.Signal.Sequence, item.Signal.N));
        }

        Note();
        lane.Follow(item.Symbol, Follows(item.Symbol));
    }

    private void TakeReport(int symbol, Timestamp time, in BrokerReport report)
    {
        if (!report.IsFill)
        {
            account.OnUpdate(symbol, time, in report.Update);
            return;
        }

        Fills++;
        Fees += report.Fill.Fee.ToLong128();
        PathFills += report.DependsOnPath ? 1 : 0;
        TradedValue += Amounts.Value(report.Fill.Price, report.Fill.Quantity, facts[symbol].Multiplier);
        SlippageCost += Amounts.Value(report.Slippage, report.Fill.Quantity, facts[symbol].Multiplier);
        roleOfFill = account.Orders.TryFind(report.Fill.ClientOrderId, out int slot) ? account.Orders[slot].Role : OrderRole.Exit;
        results.Message(symbols[symbol].Name, strategies[report.Strategy], time, in report.Fill);
        account.OnFill(symbol, time, in report.Fill);
        if (books[(report.Strategy * symbols.Length) + symbol].Take(in report.Fill, roleOfFill) is { } trade)
        {
            results.Trade(in trade);
        }
    }

    private void MarkAt(in LaneMark mark)
    {
        switch (mark.Kind)
        {
            case EventKind.Quote:
                account.OnQuote(mark.Symbol, mark.Time, new Quote { Bid = mark.Price, Ask = mark.Ask });
                break;
            case EventKind.Tick:
                account.OnTick(mark.Symbol, mark.Time, new Tick { Price = mark.Price });
                MarkBooks(mark.Symbol, mark.Price);
                break;
            case EventKind.Candle:
                account.OnCandle(mark.Symbol, mark.Time, new Candle { Close = mark.Price });
                MarkBooks(mark.Symbol, mark.Price);
                break;
        }
    }

    private void MarkBooks(int symbol, Price price)
    {
        for (int strategy = 0; strategy < strategies.Length; strategy++)
        {
            books[(strategy * symbols.Length) + symbol].Mark(price);
        }
    }

    private bool Follows(int symbol)
    {
        for (int strategy = 0; strategy < strategies.Length; strategy++)
        {
            if (!books[(strategy * symbols.Length) + symbol].IsFlat)
            {
                return true;
            }
        }

        return false;
    }
}
