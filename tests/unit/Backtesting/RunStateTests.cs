using System.Runtime.InteropServices;
using System.Text;
using Pawl.Backtesting.Results;
using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Recovery;
using Pawl.Tests.Support;
using Pawl.Trading;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Backtesting;

/// <summary>Account, broker and lanes that are saved between two pieces and loaded into fresh ones go on as if nothing had happened.</summary>
public sealed class RunStateTests
{
    private const int Symbols = 2;

    /// <summary>A log whose strategy goes in and out by the number of the event.</summary>
    private sealed class TradingLog(string name, int seed) : ILaneLog
    {
        private readonly Lcg random = new((ulong)seed);
        private long sequence;
        private long last = 100 * Price.Scale;

        public string Name => name;

        public List<Execution> Told { get; } = [];

        public void Process(in InputEvent e, bool isOwn, List<LaneSignal> signals)
        {
            sequence++;
            if (e.Kind is EventKind.Fill or EventKind.OrderUpdate)
            {
                Told.Add(e.Execution);
                return;
            }

            last = e.Kind == EventKind.Tick ? e.Tick.Price.Raw : e.Kind == EventKind.Candle ? e.Candle.Close.Raw : last;
            if (random.OneIn(12))
            {
                TradeDirection side = random.OneIn(2) ? TradeDirection.Buy : TradeDirection.Sell;
                bool exits = random.OneIn(3);
                long distance = (1 + random.Next(3)) * Price.Scale / 2, sign = side == TradeDirection.Buy ? 1 : -1;
                signals.Add(new LaneSignal(0, random.OneIn(3) ? "b" : "a", new TradeSignal
                {
                    Side = side,
                    Kind = exits ? SignalKind.Exit : SignalKind.Entry,
                    Price = new Price(last),
                    Stop = exits ? Price.MinValue : new Price(last - (sign * distance)),
                    Target = exits || random.OneIn(2) ? Price.MinValue : new Price(last + (sign * distance)),
                    Size = new Quantity((1 + random.Next(3)) * Quantity.Scale),
                }, sequence, 1));
            }
        }
    }

    /// <summary>Keeps the messages of an account, over all its lives.</summary>
    private sealed class Messages : IResults
    {
        private readonly MessageLog log = new("test", new LogTag(1));

        public string Written { get; private set; } = "";

        public void Message(string symbol, string strategy, Timestamp time, Type type, ReadOnlySpan<byte> record) => log.Add(symbol, strategy, time, type, record);

        public void Order(in DoneOrder order)
        {
        }

        public void Trade(in RoundTrip trade) => Trades.Add(trade);

        public void Mark(in EquityMark mark) => Last = mark;

        public void Equity(in EquityMark mark)
        {
        }

        public List<RoundTrip> Trades { get; } = [];

        public EquityMark Last { get; private set; }

        public void Take() => Written += Encoding.UTF8.GetString(log.Take().Outputs.Lines.Written);
    }

    private sealed class Life
    {
        public Life(TradingLog[] logs, Messages messages, string[] strategies)
        {
            BacktestSettings settings = new()
            {
                Account = new AccountSettings("test", ShippedLimits.BackTest with { MarginPercent = Price.Zero }) { Tag = "t" },
                Fees = new FeeSchedule { TakerBasisPoints = Price.Parse("2"), MakerBasisPoints = Price.Parse("1") },
            };
            Account = new TradingAccount(settings, [.. logs.Select(l => new BacktestSymbol(l.Name, Instrument.Default))], strategies, messages);
            Crew = new LaneCrew(Account, 1);
            Lanes = [.. logs.Select(l => Account.Open(l, [l.Name], _ => FeedKind.Ticks))];
            Array.ForEach(Lanes, Crew.Add);
        }

        public TradingAccount Account { get; }

        public LaneCrew Crew { get; }

        public Lane[] Lanes { get; }

        public byte[][] Save() =>
        [
            Bytes(Account.SaveMoney), Bytes(Account.Account.SaveOrders), .. Lanes.Select(l => Bytes(l.Save)),
        ];

        public void Load(byte[][] state)
        {
            Read(state[0], Account.LoadMoney);
            Read(state[1], Account.Account.LoadOrders);
            for (int i = 0; i < Lanes.Length; i++)
            {
                Read(state[2 + i], Lanes[i].Load);
            }
        }

        private static byte[] Bytes(Action<StateWriter> save)
        {
            StateWriter to = new();
            save(to);
            return to.Written.ToArray();
        }

        private delegate void Loader(ref StateReader from);

        private static void Read(byte[] bytes, Loader load)
        {
            StateReader from = new(bytes);
            load(ref from);
            Assert.True(from.IsAtEnd);
        }
    }

    private static (int Symbol, InputEvent Event)[] Market(int seed, bool candles)
    {
        Lcg random = new((ulong)seed);
        long time = Timestamp.Parse("2024-01-02T10:00:00Z").Nanoseconds;
        long[] prices = [100, 50];
        return [.. Enumerable.Range(0, 1500).Select(_ =>
        {
            int symbol = random.Next(Symbols);
            time += random.Next(400) * 1_000_000L;
            prices[symbol] = Math.Max(10, prices[symbol] + random.Next(3) - 1);
            decimal price = prices[symbol];
            return (symbol, candles ? Bar(time, price, random.Next(3)) : random.OneIn(4) ? Quote(time, price) : Runs.Tick(time, price, 1 + random.Next(9)));
        })];
    }

    private static InputEvent Quote(long time, decimal price) => new()
    {
        Kind = EventKind.Quote,
        Time = new Timestamp(time),
        Quote = new Quote { Bid = Price.Parse($"{price - 1}"), Ask = Price.Parse($"{price}"), BidSize = Quantity.Parse("5"), AskSize = Quantity.Parse("5") },
    };

    private static InputEvent Bar(long time, decimal price, int range) => new()
    {
        Kind = EventKind.Candle,
        Time = new Timestamp(time),
        TimeFrame = TimeFrame.Parse("1m"),
        Candle = new Candle
        {
            Start = new Timestamp(time - 60_000_000_000),
            CloseTime = new Timestamp(time),
            Open = Price.Parse($"{price}"),
            High = Price.Parse($"{price + range}"),
            Low = Price.Parse($"{price - range}"),
            Close = Price.Parse($"{price}"),
            Volume = QuantitySum.Parse("1000"),
        },
    };

    private static (string Messages, TradingLog[] Logs, Messages All) Run((int Symbol, InputEvent Event)[] market, int seed, bool candles, Func<int, bool> restarts, string? added = null)
    {
        TradingLog[] logs = [.. Enumerable.Range(0, Symbols).Select(i => new TradingLog($"S{i}", seed + i))];
        Messages messages = new();
        string[] strategies = ["a", "b"];
        Life life = new(logs, messages, strategies);
        const int Piece = 25;
        for (int from = 0; from < market.Length; from += Piece)
        {
            (int Symbol, InputEvent Event)[] piece = [.. market.Skip(from).Take(Piece)];
            for (int i = 0; i < Symbols; i++)
            {
                life.Lanes[i].Give(piece.Where(m => m.Symbol == i).Select(m => m.Event).ToArray(), piece[^1].Event.Time);
            }

            life.Crew.Run();
            messages.Take();
            if (restarts(from / Piece))
            {
                byte[][] state = life.Save();
                bool grows = added is not null && !strategies.Contains(added);
                strategies = grows ? [.. strategies, added!] : strategies;
                life = new Life(logs, messages, strategies);
                life.Load(state);
                Assert.True(grows || state.Zip(life.Save()).All(p => p.First.AsSpan().SequenceEqual(p.Second)), "another state is saved than was loaded");
                Assert.Empty(life.Account.Reconcile(new Dictionary<string, Quantity>
                {
                    ["S0"] = life.Account.Account.Ledger.Total(0).Net,
                    ["S1"] = life.Account.Account.Ledger.Total(1).Net,
                }));
            }
        }

        life.Crew.Finish(_ => { });
        life.Account.Finish();
        messages.Take();
        return (messages.Written, logs, messages);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_that_is_loaded_again_and_again_is_the_run_that_was_not(bool candles)
    {
        int trades = 0;
        for (int seed = 1; seed <= 12; seed++)
        {
            (int, InputEvent)[] market = Market(seed, candles);
            (string whole, TradingLog[] told, Messages all) = Run(market, seed, candles, _ => false);
            trades += all.Trades.Count;
            Lcg random = new((ulong)seed);
            (string cut, TradingLog[] toldCut, Messages allCut) = Run(market, seed, candles, _ => random.OneIn(3));
            Assert.Equal(whole, cut);
            Assert.Equal(all.Trades, allCut.Trades);
            Assert.Equal(all.Last, allCut.Last);
            for (int i = 0; i < Symbols; i++)
            {
                Assert.Equal(told[i].Told.Select(Bytes), toldCut[i].Told.Select(Bytes));
            }
        }

        Assert.True(trades > 50, $"only {trades} trades");
    }

    private static string Bytes(Execution e) => Convert.ToHexString(MemoryMarshal.AsBytes(new ReadOnlySpan<Execution>(in e)));

    /// <summary>What is stored is hostile: each length and each flipped byte is refused with an exception of the kind that is caught, or harmless.</summary>
    [Fact]
    public void A_state_that_is_cut_is_refused()
    {
        TradingLog[] logs = [.. Enumerable.Range(0, Symbols).Select(i => new TradingLog($"S{i}", i))];
        byte[][] state = new Life(logs, new Messages(), ["a", "b"]).Save();
        for (int part = 0; part < state.Length; part++)
        {
            byte[][] shorter = [.. state];
            shorter[part] = state[part][..^1];
            Assert.Throws<FormatException>(() => new Life(logs, new Messages(), ["a", "b"]).Load(shorter));
        }
    }

    /// <summary>A strategy that a changed pipeline brings stands behind those that there were; what they hold and what they ordered stays theirs.</summary>
    [Fact]
    public void A_strategy_that_is_new_changes_nothing_of_the_others()
    {
        (int, InputEvent)[] market = Market(3, candles: false);
        (string whole, _, Messages all) = Run(market, 3, candles: false, _ => false);
        (string grown, _, Messages more) = Run(market, 3, candles: false, piece => piece is 20 or 40, added: "c");
        Assert.Equal(whole, grown);
        Assert.Equal(all.Trades, more.Trades);
    }

    [Fact]
    public void What_differs_from_the_broker_or_the_log_halts()
    {
        TradingLog[] logs = [.. Enumerable.Range(0, Symbols).Select(i => new TradingLog($"S{i}", i))];
        Life life = new(logs, new Messages(), ["a", "b"]);
        string difference = Assert.Single(life.Account.Reconcile(new Dictionary<string, Quantity> { ["S1"] = Quantity.Parse("3") }));
        Assert.Equal("S1: the account holds 0, the fills of its log make 3", difference);
        Assert.Equal(TradingState.Halted, life.Account.Account.Risk.StateOf(RiskScope.Account).State);
    }
}
