using System.Globalization;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Candles;

/// <summary>
/// One stream through the driver and through the naive reference. Where they differ, the message holds the smallest part
/// of the stream that still tells them apart.
/// </summary>
internal sealed record CandleComparison(NaiveMarket Market, string[] Frames, List<NaiveEvent> Events)
{
    /// <summary>The calendar that the driver is given; null: one of the market's list.</summary>
    public TradingCalendar? Calendar { get; init; }

    public static CandleComparison Random(int seed)
    {
        Random random = new(seed);
        NaiveMarket market = RandomMarkets.Market(random);
        string[] frames = RandomMarkets.Frames(random, market);
        return new CandleComparison(market, frames, RandomMarkets.Events(random, market, random.Next(20, 160)));
    }

    public Runs NewRun() => Runs.Of(Runs.CandlesOnly(Frames), Market.ToInstrument(Calendar));

    public InputEvent[] Input() => [.. Events.Select(Runs.Event)];

    public void Check(string name)
    {
        if (Expected() == Actual()) return;
        CandleComparison smallest = this;
        for (int i = 0; i < smallest.Events.Count;) smallest = smallest.Without(i, ref i);
        foreach (string frame in Frames)
        {
            CandleComparison fewer = smallest with { Frames = [.. smallest.Frames.Where(f => f != frame)] };
            if (fewer.Frames.Length > 0 && fewer.Expected() != fewer.Actual()) smallest = fewer;
        }

        string[] expected = smallest.Expected().Split('\n'), actual = smallest.Actual().Split('\n');
        int same = expected.Zip(actual).TakeWhile(lines => lines.First == lines.Second).Count();
        string From(string[] lines) => string.Join('\n', lines.Skip(same).Take(6));
        Assert.Fail($"{name}\n{smallest.Text()}\nexpected after {same} equal lines\n{From(expected)}\nactual\n{From(actual)}");
    }

    /// <summary>The stream without an event, if it still makes a difference; else the next event is looked at.</summary>
    private CandleComparison Without(int event_, ref int next)
    {
        CandleComparison fewer = this with { Events = [.. Events.Where((_, i) => i != event_)] };
        if (fewer.Expected() != fewer.Actual()) return fewer;
        next++;
        return this;
    }

    private string Expected()
    {
        NaiveCandles naive = new(Market, Frames);
        foreach (NaiveEvent e in Events) naive.Process(e);
        naive.Flush();
        return Lines(naive.Closed, naive.Cycles, naive.Late, naive.Zero, naive.Duplicates, naive.Holes, naive.Outside);
    }

    private string Actual()
    {
        Runs run = NewRun();
        List<NaiveBar> bars = run.Candles(Input());
        bars.AddRange(run.Candles(run.Flush()));
        DriverState state = run.Driver.StateOf(run.Log);
        return Lines(bars, run.Log.Header.Cycle, state.LateTicks, state.ZeroTicks, state.DuplicateTicks, state.Gaps, state.OutsideTicks);
    }

    private static string Lines(List<NaiveBar> bars, params long[] counted) =>
        string.Join('\n', bars.Select(Line)) + $"\ncycles, late, zero, duplicates, holes, outside: {string.Join(' ', counted)}";

    private string Text()
    {
        string sessions = Market.Calendar is null || Events.Count == 0 ? "always open" : string.Join('\n', Market.Calendar
            .Where(s => s.Close > Events.Min(e => e.Time) - Timestamp.NanosecondsPerDay && s.Open < Events.Max(e => e.Time) + Timestamp.NanosecondsPerDay)
            .Take(20)
            .Select(s => $"{new TradingDay(s.Day)}: {new Timestamp(s.Open)} {new Timestamp(s.RegularOpen)} {new Timestamp(s.RegularClose)} {new Timestamp(s.Close)}"));
        return $"{string.Join(' ', Frames)} hours={Market.Hours} align={Market.Align} gaps={Market.Gaps} from={Market.From} tick={Market.TickSize}\n"
            + sessions + "\nevents\n" + string.Join('\n', Events.Select(e => $"{new Timestamp(e.Time)} {e}"));
    }

    /// <summary>Number of the closing event, frame, start, end, prices, volume, trades, flags.</summary>
    public static string Line(NaiveBar bar) => string.Create(
        CultureInfo.InvariantCulture,
        $"#{bar.ClosedBy} {bar.Frame} {new Timestamp(bar.Start)} {new Timestamp(bar.End)} {bar.Open:0.########} {bar.High:0.########} {bar.Low:0.########} {bar.Close:0.########} v{bar.Volume:0.########} n{bar.Trades} {bar.Flags}");
}
