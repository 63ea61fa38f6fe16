using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;
using Days = Pawl.Tests.Unit.Instruments.Sessions;

namespace Pawl.Tests.Unit.Candles;

/// <summary>What a kind knows of session and instrument, by a kind that says all it knows.</summary>
public sealed class MarketTests
{
    private static readonly KindRegistry Kinds = new KindRegistry().Add(typeof(Watch)).Add(typeof(WatchNumber));

    private static readonly Instrument Weekdays = new("X") { Calendar = Days.Weekdays(), TickSize = Price.Parse("0.25"), LotSize = Quantity.Parse("2"), Multiplier = Quantity.Parse("50") };

    [Fact]
    public void Without_an_instrument_days_are_those_of_UTC_and_nothing_is_known_of_ticks()
    {
        List<Market> seen = Seen([Instrument.Default], Trade("2026-03-06T23:59:58Z"), Trade("2026-03-07T00:00:00Z"), Trade("2026-03-09T12:00:00Z"));
        Assert.Equal(["2026-03-06", "2026-03-06", "2026-03-07", "2026-03-07", "2026-03-09", "2026-03-09"], seen.Select(DayOf));
        Assert.All(seen, m => Assert.Equal((0, 0, Quantity.Scale), (m.TickSize.Raw, m.LotSize.Raw, m.Multiplier.Raw)));
        Assert.All(seen, m => Assert.Equal(("0.01", "0.5"), (m.TickOr(default).ToString(), m.TickOr(Price.Parse("0.5")).ToString())));
        Assert.All(seen, m => Assert.Equal((m.SessionOpen, m.SessionClose), (m.DayOpen, m.DayClose)));
        Assert.Equal(["2026-03-02", "2026-03-02", "2026-03-02", "2026-03-02", "2026-03-09", "2026-03-09"], seen.Select(m => new TradingDay((int)m.Week).ToString()));
    }

    [Fact]
    public void A_day_with_a_break_has_two_sessions_and_the_bar_that_ends_with_one_belongs_to_it()
    {
        // Friday morning, its last second, the break, the afternoon's last second, Saturday, Monday.
        List<Market> seen = Seen(
            [Weekdays],
            Trade("2026-03-06T08:00:00Z"),
            Trade("2026-03-06T11:59:59Z"),
            Trade("2026-03-06T12:30:00Z"),
            Trade("2026-03-06T17:59:59Z"),
            Trade("2026-03-07T10:00:00Z"),
            Trade("2026-03-09T08:00:00Z"));

        // A line for each trade, and one for its bar of a second, which closes before the next trade.
        string[] expected =
        [
            "2026-03-06 08-12 of 08-18, 09-12", "2026-03-06 08-12 of 08-18, 09-12",
            "2026-03-06 08-12 of 08-18, 09-12", "2026-03-06 08-12 of 08-18, 09-12",
            "2026-03-06 13-18 of 08-18, 13-17", "2026-03-06 13-18 of 08-18, 13-17",
            "2026-03-06 13-18 of 08-18, 13-17", "2026-03-06 13-18 of 08-18, 13-17",
            "2026-03-09 08-12 of 08-18, 09-12", "2026-03-09 08-12 of 08-18, 09-12",
            "2026-03-09 08-12 of 08-18, 09-12", "2026-03-09 08-12 of 08-18, 09-12",
        ];
        Assert.Equal(expected, seen.Select(Text));
        Assert.All(seen, m => Assert.Equal(("0.25", "2", "50", "0.25"), (m.TickSize.ToString(), m.LotSize.ToString(), m.Multiplier.ToString(), m.TickOr(default).ToString())));
    }

    [Fact]
    public void A_bar_that_reaches_beyond_the_close_belongs_to_the_session_it_began_in()
    {
        Runs run = Runs.Of(Runs.Compile(Runs.Pipeline([], ("w", "watch_number", ["candle(4h).close"], [])), Kinds), Weekdays);
        Runs later = Runs.Of(Runs.Compile(Runs.Pipeline([], ("w", "watch_number", ["candle(1d).close"], [])), Kinds), Weekdays);
        Assert.Equal(["2026-03-06 13-18 of 08-18, 13-17"], Drain(run, [Trade("2026-03-06T17:00:00Z"), Runs.Clock(Days.Time("2026-03-06T20:00:00Z"))]).Select(Text));
        Assert.Equal(["2026-03-06 08-12 of 08-18, 09-12"], Drain(later, [Trade("2026-03-06T17:00:00Z"), Runs.Clock(Days.Time("2026-03-06T20:00:00Z"))]).Select(Text));
    }

    [Fact]
    public void A_daily_candle_from_outside_belongs_to_its_date()
    {
        Runs run = Runs.Of(Runs.Compile(Runs.Pipeline([], ("w", "watch_number", ["candle(1d).close"], [])), Kinds), Weekdays);
        InputEvent day = new() { Kind = EventKind.Candle, Time = Days.Time("2026-03-07T00:00:00Z"), TimeFrame = TimeFrame.Parse("1d") };
        Price price = Price.Parse("10");
        day.Candle = new Candle { Start = Days.Time("2026-03-06T00:00:00Z"), CloseTime = day.Time, Open = price, High = price, Low = price, Close = price };
        Assert.Equal(["2026-03-06"], Drain(run, [day]).Select(DayOf));
    }

    [Fact]
    public void A_node_that_reads_another_symbol_sees_its_market()
    {
        PipelineDeclaration pipeline = Runs.Pipeline([], ("w", "watch", ["tick@B", "candle(1s)"], [])) with { Symbols = [new Located<string>("A", default), new Located<string>("B", default)] };
        Graph graph = Runs.Compile(pipeline, Kinds);
        Runs run = Runs.Of(graph, Instrument.Default, Weekdays);
        Assert.Equal((0, true), (graph.MarketOf(0), graph.MarketOf(1) > 0));
        List<Market> seen = Drain(run, [Runs.Tick(Days.Time("2026-03-06T12:30:00Z").Nanoseconds, 10, 1, symbol: 1)]);
        Assert.All(seen, m => Assert.Equal("2026-03-06 13-18 of 08-18, 13-17", Text(m)));
        Assert.NotEmpty(seen);
    }

    [Fact]
    public void Of_random_trades_the_day_is_the_calendars_and_never_goes_back()
    {
        foreach (TradingCalendar calendar in new[] { TradingCalendar.AlwaysOpen, Days.Weekdays(), Days.Evenings() })
        {
            Runs run = Runs.Of(Runs.Compile(Runs.Pipeline([], ("w", "watch", ["tick", "candle(1s)"], [])), Kinds), new Instrument("X") { Calendar = calendar });
            long day = long.MinValue;
            foreach (NaiveTick tick in RandomTicks.Of(7, 3000, wild: false))
            {
                List<Market> seen = Drain(run, [Runs.Tick(tick)]);
                Assert.Equal(calendar.DayOf(new Timestamp(tick.Time)).Number, seen[^1].Day);
                Assert.All(seen, m => Assert.True(m.Day >= day));
                day = seen[^1].Day;
            }
        }
    }

    [Fact]
    public void Where_no_node_asks_nothing_is_kept()
    {
        Graph graph = Runs.Compile(Runs.Pipeline(["1s"], ("a", "sma", ["candle(1s)"], [])));
        Assert.Equal(0, graph.MarketOf(0));
    }

    [Fact]
    public void An_input_named_by_nobody_is_wired_and_not_listed()
    {
        Assert.Equal(["tick", "candle"], Kinds.Find("watch")!.Inputs.Select(i => i.Name));
        Graph graph = Runs.Compile(Runs.Pipeline([], ("w", "watch", ["tick", "candle(1s)"], [])), Kinds);
        Assert.Equal(["tick", "candle"], graph.Nodes.Single(n => n.Kind is not null).Inputs.Select(i => i.Name));
    }

    private static List<Market> Seen(Instrument[] instruments, params InputEvent[] events)
    {
        Runs run = Runs.Of(Runs.Compile(Runs.Pipeline([], ("w", "watch", ["tick", "candle(1s)"], [])), Kinds), instruments);
        List<Market> seen = Drain(run, events);
        seen.AddRange(Drain(run, run.Flush()));
        return seen;
    }

    private static List<Market> Drain(Runs run, InputEvent[] events)
    {
        run.Driver.Process(run.Log, events);
        List<Market> seen = [];
        foreach (Output output in run.Log.Outbox.Outputs)
        {
            Assert.Equal("w", run.Log.Graph.Channels[output.Channel].Node);
            seen.Add(MemoryMarshal.Read<Known>(run.Log.Outbox.Record(in output, run.Log.Graph.Channels[output.Channel].Schema.Size)).ToMarket());
        }

        run.Log.Outbox.Clear();
        return seen;
    }

    private static InputEvent Trade(string time) => Runs.Tick(Days.Time(time).Nanoseconds, 10, 1);

    private static string DayOf(Market market) => new TradingDay((int)market.Day).ToString();

    private static string Text(Market market)
    {
        static string Hour(Timestamp time) => time.ToString()[11..13];
        return $"{DayOf(market)} {Hour(market.SessionOpen)}-{Hour(market.SessionClose)} of {Hour(market.DayOpen)}-{Hour(market.DayClose)}, {Hour(market.RegularOpen)}-{Hour(market.RegularClose)}";
    }
}
