using System.Numerics;
using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>Candles that say what was traded in them by aggressor, for how much and at which mean price.</summary>
public sealed class FlowTests
{
    private const long Second = 1_000_000_000;
    private const long Scale = 100_000_000;
    private static readonly string[] Frames = ["1s", "1m", "5m", "7m", "7t", "20v", "2r"];

    private static PipelineDeclaration Pipeline(params string[] frames) => Runs.CandlesOnly(frames) with { CandleFlow = true };

    private static InputEvent Quote(long time, decimal bid, decimal ask) => Runs.Event(new NaiveQuote(time, bid, ask));

    /// <summary>The order of preference by hand: at the ask, at the bid, in the middle by the direction of the price, then the same price again.</summary>
    [Fact]
    public void Aggressors_are_told_by_quote_and_direction()
    {
        Runs run = Runs.Of(Pipeline("1m"));
        string lines = run.Process([Quote(0, 100, 100.25m), Runs.Tick(1, 100.25m, 5), Runs.Tick(2, 100, 3), Runs.Tick(3, 100.125m, 2), Runs.Tick(4, 100.125m, 1), Runs.Clock(new(60 * Second))]);

        Assert.Equal(
            """{"symbol":"X","timestamp":"1970-01-01T00:00:00Z","timeframe":"1m","type":"candle","data":{"close_time":"1970-01-01T00:01:00Z","open":100.25,"high":100.25,"low":100,"close":100.125,"volume":11,"trades":4,"flags":[],"buy_volume":8,"sell_volume":3,"neutral_volume":0,"notional":1101.625,"vwap":100.14772727},"metadata":{"version":1,"id":"X:6:1","node":"candle(1m)","confirmed":true}}""" + "\n",
            lines);
    }

    [Fact]
    public void A_quote_that_came_with_a_trade_tells_its_aggressor()
    {
        Runs run = Runs.Of(Pipeline("1m"));
        InputEvent tick = Runs.Tick(1, 100, 3);
        tick.Flags = InputEvent.HasQuote;
        (tick.QuotedTick.Bid, tick.QuotedTick.Ask) = (new Price(99 * Scale), new Price(100 * Scale));
        Assert.Contains("\"buy_volume\":3,\"sell_volume\":0,\"neutral_volume\":0,", run.Process([tick, Runs.Clock(new(60 * Second))]), StringComparison.Ordinal);
    }

    /// <summary>Against sums over whole numbers of any length, for bars of time, trades, volume and range; prices on both sides of zero.</summary>
    [Fact]
    public void Sums_are_those_of_whole_numbers()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            Random random = new(seed);
            InputEvent[] events = [.. Trades(random, 400), Runs.Clock(new(100_000 * Second))];
            Runs run = Runs.Of(Pipeline(Frames));
            Dictionary<string, List<FlowCandle>> said = Take(run, events, random);
            foreach (string frame in Frames)
            {
                Check(frame, said[frame], events[..^1], $"seed {seed}, {frame}");
            }
        }
    }

    [Fact]
    public void Saved_states_go_on_with_what_was_traded()
    {
        InputEvent[] events = [.. Trades(new Random(3), 300), Runs.Clock(new(100_000 * Second))];
        string whole = Runs.Of(Pipeline(Frames)).Process(events);
        Runs first = Runs.Of(Pipeline(Frames));
        string before = first.Process(events.AsSpan(0, 150));
        Assert.Equal(whole, before + first.SaveAndLoad().Process(events.AsSpan(150)));
    }

    [Fact]
    public void Other_candles_stay_as_they_are()
    {
        InputEvent[] events = [.. Trades(new Random(4), 300), Runs.Clock(new(100_000 * Second))];
        string plain = Runs.Of(Runs.CandlesOnly(Frames)).Process(events);
        string full = Runs.Of(Pipeline(Frames)).Process(events);
        Assert.Equal(plain, string.Join('\n', full.Split('\n').Select(line =>
            line.IndexOf(",\"buy_volume\"", StringComparison.Ordinal) is var from and >= 0 ? line[..from] + line[line.IndexOf("},\"metadata\"", StringComparison.Ordinal)..] : line)));
    }

    [Fact]
    public void Nothing_is_said_of_trades_that_nobody_saw()
    {
        Runs run = Runs.Of(Pipeline("1m", "5m"));
        Price price = new(Scale);
        InputEvent minute = new()
        {
            Kind = EventKind.Candle,
            Time = new(60 * Second),
            TimeFrame = TimeFrame.Parse("1m"),
            Candle = new Candle { CloseTime = new(60 * Second), Open = price, High = price, Low = price, Close = price, Volume = new Quantity(Scale), Trades = 1 },
        };
        string[] lines = run.Process([minute, Runs.Tick(61 * Second, 1, 2), Runs.Clock(new(600 * Second))]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        const string Unknown = "\"buy_volume\":null,\"sell_volume\":null,\"neutral_volume\":null,\"notional\":null,\"vwap\":null";
        Assert.Contains(Unknown, lines[0], StringComparison.Ordinal);
        Assert.Contains("\"neutral_volume\":2,\"notional\":2,\"vwap\":1", lines[1], StringComparison.Ordinal);
        Assert.Contains(Unknown, lines[2], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public void A_bar_without_a_trade_has_no_mean_price()
    {
        Runs run = Runs.Of(Pipeline("1m"), new Instrument("X") { Gaps = GapPolicy.Flat });
        string[] lines = run.Process([Runs.Tick(1, 5, 2), Runs.Tick(130 * Second, 5, 1)]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Contains("\"flags\":[\"synthetic\"],\"buy_volume\":0,\"sell_volume\":0,\"neutral_volume\":0,\"notional\":0,\"vwap\":null", lines[1], StringComparison.Ordinal);
    }

    /// <summary>The largest price and size there are.</summary>
    [Fact]
    public void The_largest_trade_has_a_notional()
    {
        InputEvent e = Runs.Tick(1, 0, 0);
        (e.Tick.Price, e.Tick.Size) = (new Price(long.MaxValue), new Quantity(long.MaxValue));
        Assert.Contains(
            "\"notional\":8507059173023461584739.69077842,\"vwap\":92233720368.54775807}",
            Runs.Of(Pipeline("1m")).Process([e, Runs.Clock(new(60 * Second))]),
            StringComparison.Ordinal);
    }

    private static IEnumerable<InputEvent> Trades(Random random, int count)
    {
        long time = 0, price = random.Next(2) == 0 ? 0 : 100 * Scale;
        for (int i = 0; i < count; i++)
        {
            time += random.NextInt64(3 * Second);
            price += random.Next(3) == 0 ? random.Next(-5, 6) * (Scale / 100) : random.Next(-100, 100);
            InputEvent e = Runs.Tick(time, 0, 0);
            e.Tick.Price = new Price(price);
            e.Tick.Size = new Quantity(random.Next(4) == 0 ? random.NextInt64(1, 50 * Scale) : random.Next(1, 1000));
            e.Tick.Side = (AggressorSide)random.Next(1, 3);
            yield return e;
        }
    }

    private static Dictionary<string, List<FlowCandle>> Take(Runs run, InputEvent[] events, Random random)
    {
        Dictionary<string, List<FlowCandle>> said = Frames.ToDictionary(f => f, _ => new List<FlowCandle>(), StringComparer.Ordinal);
        for (int at = 0; at < events.Length;)
        {
            int next = Math.Min(events.Length, at + random.Next(1, 60));
            run.Driver.Process(run.Log, events.AsSpan(at..next));
            foreach (Output output in run.Log.Outbox.Outputs)
            {
                Channel channel = run.Log.Graph.Channels[output.Channel];
                said[channel.TimeFrame.ToString()].Add(MemoryMarshal.Read<FlowCandle>(run.Log.Outbox.Record(in output, channel.Schema.Size)));
            }

            run.Log.Outbox.Clear();
            at = next;
        }

        return said;
    }

    /// <summary>Bars hold the trades one after the other; the bar's volume says how many, and where one is cut.</summary>
    private static void Check(string frame, List<FlowCandle> candles, InputEvent[] trades, string where)
    {
        Assert.True(candles.Count > 1, where);
        int trade = 0;
        long left = trades[0].Tick.Size.Raw;
        foreach (FlowCandle candle in candles)
        {
            BigInteger notional = 0, buy = 0, sell = 0;
            for (BigInteger room = (BigInteger)candle.Candle.Volume.ToInt128(); room > 0;)
            {
                long part = (long)BigInteger.Min(room, left);
                notional += (BigInteger)trades[trade].Tick.Price.Raw * part;
                buy += trades[trade].Tick.Side == AggressorSide.Buy ? part : 0;
                sell += trades[trade].Tick.Side == AggressorSide.Sell ? part : 0;
                (room, left) = (room - part, left - part);
                if (left == 0 && ++trade < trades.Length) left = trades[trade].Tick.Size.Raw;
            }

            Assert.Equal((buy, sell, 0), (Whole(candle.BuyVolume), Whole(candle.SellVolume), Whole(candle.NeutralVolume)));
            Assert.Equal((HalfToEven(notional, Scale), where), (Whole(candle.Notional), where));
            Assert.Equal((HalfToEven(notional, buy + sell), where), (candle.Vwap.Raw, where));
        }

        Assert.True(trade == trades.Length || frame[^1] is not ('s' or 'm'), where);
    }

    private static BigInteger Whole(QuantitySum sum) => (BigInteger)sum.ToInt128();

    private static BigInteger HalfToEven(BigInteger value, BigInteger by)
    {
        BigInteger twice = BigInteger.DivRem(2 * value, by, out BigInteger rest);
        if (rest.Sign < 0) (twice, rest) = (twice - 1, rest + by);
        BigInteger floor = BigInteger.DivRem(twice, 2, out BigInteger half);
        if (half.Sign < 0) (floor, half) = (floor - 1, half + 2);
        bool isUp = half == 1 && (rest > 0 || !floor.IsEven);
        return floor + (isUp ? 1 : 0);
    }
}
