using Pawl.Engine;
using Pawl.Host.Configuration.Instruments;
using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Instruments.Sessions;

namespace Pawl.Tests.Unit.Configuration.Instruments;

public sealed class InstrumentsFileTests
{
    private const string Full = """
        calendars:
          lse:
            zone: Europe/London
            covers: {from: 2020, to: 2030}
            sessions:
              - {days: [mon-thu, fri], hours: [08:00-12:00, 12:02-16:30], regular: 08:00-16:30}
            holidays: [2026-05-04, {month: 12, day: 25, observed: next_weekday}, {easter: 1}]
            half_days: [{month: 12, day: 24, hours: 08:00-12:30}]
            special_sessions: {2026-05-09: {hours: 10:00-12:00}}
        classes:
          shares: {exchange: LSE, tick_size: 0.5, lot_size: 1, currency: GBX, minor_unit: 0.01, calendar: lse, hours: regular, align: session, lateness: 2s}
        instruments:
          VOD:
            class: shares
            token: VOD.L
            venues: {alpaca: VODL, interactive_brokers: VOD LSE}
            hours: extended
            gaps: flat
            candles: {from: mid, frames: [5m, 1m]}
            aggressor: tick
            lateness: 250ms
            adjustments:
              - {date: 2026-05-04, split: 6:11}
              - {date: 2026-06-04, dividend: 0.5, close: 20}
          Z:
            class: shares
            candles: [1h]
            continuous:
              roll_days_before: 2
              series: ratio
              contracts: [{id: ZM2026, expiry: 2026-06-19}, {id: ZU2026, expiry: 2026-09-18, roll: 2026-09-14}, {id: ZZ2026, expiry: 2026-12-18}]
          ZM2026: {expiry: 2026-06-19}
        others: {"LSE:*": shares, "LSE:X*": shares}
        """;

    [Fact]
    public void Reads_everything()
    {
        InstrumentsFile file = Valid(Full);
        Instrument vod = file.Of("VOD");
        Assert.Equal(("LSE", "VOD.L", "0.5", "1", "1", "GBX", "0.01"), (vod.Exchange, vod.Token, vod.TickSize.ToString(), vod.LotSize.ToString(), vod.Multiplier.ToString(), vod.Currency, vod.MinorUnit.ToString()));
        Assert.Equal(("Europe/London", TradingHours.Extended, BarAlignment.Session, GapPolicy.Flat), (vod.TimeZone, vod.Hours, vod.Align, vod.Gaps));
        Assert.Equal((CandleSource.Mid, "1m,5m", AggressorRule.Tick, 250), (vod.CandlesFrom, string.Join(',', vod.CandleFrames), vod.Aggressor, vod.Lateness.TotalMilliseconds));
        Assert.Equal("alpaca=VODL interactive_brokers=VOD LSE", string.Join(' ', vod.Venues.Select(pair => $"{pair.Key}={pair.Value}")));
        Assert.Equal("2026-06-19", file.Of("ZM2026").Expiry.ToString());
        Assert.Equal((CandleSource.Trade, "1h"), (file.Of("Z").CandlesFrom, string.Join(',', file.Of("Z").CandleFrames)));
    }

    [Fact]
    public void Calendars_follow_their_dates()
    {
        TradingCalendar lse = Valid(Full).Calendars["lse"];
        Assert.Equal((Time("2026-05-01T07:00:00Z"), Time("2026-05-01T15:30:00Z")), lse.DayBounds(Day("2026-05-01")));
        Assert.Equal((Time("2026-12-24T08:00:00Z"), Time("2026-12-24T12:30:00Z")), lse.DayBounds(Day("2026-12-24")));
        Assert.True(lse.IsTradingDay(Day("2026-05-09")));
        Assert.All(["2026-05-04", "2026-04-06", "2026-12-25", "2027-12-27", "2026-05-10"], day => Assert.False(lse.IsTradingDay(Day(day))));
        Assert.Equal((2020, 2030), (lse.CoversFrom, lse.CoversTo));
    }

    /// <summary>The ex-date 2026-05-04 is a holiday: the split counts from the open of the 5th, 07:00 UTC.</summary>
    [Fact]
    public void Adjustments_take_effect_at_an_open()
    {
        AdjustmentTable table = Valid(Full).Of("VOD").Adjustments;
        Assert.Equal([Time("2026-05-05T07:00:00Z"), Time("2026-06-04T07:00:00Z")], table.Adjustments.Select(adjustment => adjustment.Effective));
        // 11/6 · 19.5/20
        Assert.Equal("143/80", table.FactorsAt(default).Price.ToString());
        Assert.Equal("6/11", table.FactorsAt(default).Volume.ToString());
    }

    [Fact]
    public void Contracts_roll_by_rule_or_on_a_stated_day()
    {
        Instrument z = Valid(Full).Of("Z");
        Assert.Equal(SeriesKind.Ratio, z.Continuous!.Series);
        Assert.Equal(["2026-06-17 ZM2026 ZU2026", "2026-09-14 ZU2026 ZZ2026"], z.Continuous.Schedule(z.Calendar).Select(roll => $"{roll.Day} {roll.From} {roll.To}"));
    }

    [Fact]
    public void Symbols_without_an_entry_have_a_class_or_the_default()
    {
        InstrumentsFile file = Valid(Full);
        Assert.Equal(("LSE", "BARC", TradingHours.Regular), (file.Of("LSE:BARC").Exchange, file.Of("LSE:BARC").Token, file.Of("LSE:BARC").Hours));
        Assert.Equal(("ZM2026", TradingHours.All), (file.Of("ZM2026").Token, file.Of("ZM2026").Hours));
        Assert.Same(TradingCalendar.AlwaysOpen, file.Of("BARC").Calendar);
        Assert.Equal("X", InstrumentsFile.Empty.Of("X").Id);
    }

    [Fact]
    public void The_longest_pattern_counts()
    {
        InstrumentsFile file = Valid("classes: {a: {tick_size: 1}, b: {tick_size: 2}}\nothers: {\"*\": a, \"N:*\": b}");
        Assert.Equal(("2", "1"), (file.Of("N:X").TickSize.ToString(), file.Of("M:X").TickSize.ToString()));
    }

    [Fact]
    public void TOML_says_the_same()
    {
        const string Toml = """
            [calendars.lse]
            zone = "Europe/London"
            sessions = [{days = "mon-fri", hours = "08:00-16:30"}]
            holidays = [2026-05-04]
            special_sessions = {2026-05-09 = {hours = "10:00-12:00"}}
            [instruments.VOD]
            calendar = "lse"
            tick_size = 0.5
            """;
        InstrumentsFile? file = InstrumentsFile.Read("i.toml", Toml, out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        Instrument vod = file!.Of("VOD");
        Assert.Equal(("0.5", true, false), (vod.TickSize.ToString(), vod.Calendar.IsTradingDay(Day("2026-05-09")), vod.Calendar.IsTradingDay(Day("2026-05-04"))));
    }

    private static InstrumentsFile Valid(string text)
    {
        InstrumentsFile? file = InstrumentsFile.Read("i.yaml", text, out IReadOnlyList<Diagnostic> errors);
        Assert.Empty(errors);
        return file!;
    }
}
