using Pawl.Types;
using Xunit;
using static Pawl.Tests.Unit.Instruments.Sessions;

namespace Pawl.Tests.Unit.Instruments;

public sealed class InstrumentTests
{
    [Fact]
    public void A_symbol_without_an_entry_is_always_open_and_every_tick_counts()
    {
        Instrument instrument = Instrument.Named("BTCUSDT");
        int hint = 0;
        Assert.True(instrument.Counts(Time("2026-06-07T03:00:00Z"), ref hint));
        Assert.Same(TradingCalendar.AlwaysOpen, instrument.Sessions);
        Assert.Equal(("UTC", "", "BTCUSDT"), (instrument.TimeZone, instrument.Exchange, instrument.Token));
        Assert.Equal((BarAlignment.Epoch, GapPolicy.Skip, CandleSource.Trade), (instrument.Align, instrument.Gaps, instrument.CandlesFrom));
    }

    [Theory]
    [InlineData("NSE:99926000", "NSE", "99926000")]
    [InlineData("ES", "", "ES")]
    [InlineData("A:", "", "A:")]
    public void A_name_may_hold_exchange_and_token(string id, string exchange, string token)
    {
        Instrument instrument = Instrument.Named(id);
        Assert.Equal((id, exchange, token), (instrument.Id, instrument.Exchange, instrument.Token));
    }

    [Theory]
    [InlineData(TradingHours.All, "07:00", true)]
    [InlineData(TradingHours.Extended, "07:00", false)]
    [InlineData(TradingHours.Extended, "08:30", true)]
    [InlineData(TradingHours.Regular, "08:30", false)]
    [InlineData(TradingHours.Regular, "09:00", true)]
    [InlineData(TradingHours.Regular, "12:30", false)]
    [InlineData(TradingHours.Extended, "18:00", false)]
    public void Hours_say_which_ticks_count(TradingHours hours, string time, bool counts)
    {
        Instrument instrument = new("X") { Calendar = Weekdays(), Hours = hours };
        int hint = 0;
        Assert.Equal(counts, instrument.Counts(Time($"2026-06-02T{time}:00Z"), ref hint));
        bool regular = hours == TradingHours.Regular;
        Assert.Equal(Time(regular ? "2026-06-02T09:00:00Z" : "2026-06-02T08:00:00Z"), instrument.Sessions.DayBounds(Day("2026-06-02")).Start);
    }
}
