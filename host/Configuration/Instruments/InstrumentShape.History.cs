using System.Collections.Immutable;
using System.Globalization;
using Pawl.Types;

namespace Pawl.Host.Configuration.Instruments;

// What concerns history: contracts that follow each other, splits and dividends.
internal sealed partial class InstrumentShape
{
    private const int MostEntries = 10_000;

    private static ContinuousFuture? Continuous(Section instrument, TradingCalendar calendar)
    {
        const string Example = "{contracts: [{id: ESZ2026, expiry: 2026-12-18}], roll_days_before: 4}";
        if (instrument.Inner("continuous", $"a map such as {Example}", InstrumentKeys.Continuous) is not { } section)
            return null;
        var contracts = ImmutableArray.CreateBuilder<FuturesContract>();
        foreach (var contract in section.Sections("contracts", "{id: ESZ2026, expiry: 2026-12-18}", MostEntries, InstrumentKeys.Contract))
        {
            if (Contract(contract) is { } read)
                contracts.Add(read);
        }
        var rule = section.Choice("roll", InstrumentKeys.Rolls) ?? RollRule.Calendar;
        var days = section.Number("roll_days_before", 0, 60);
        if (days is not null && rule == RollRule.Volume)
            section.Report("roll_days_before", "is for 'roll: calendar'; remove it, or the rule");
        var future = new ContinuousFuture(contracts.DrainToImmutable(), rule, days ?? 0, section.Choice("series", InstrumentKeys.Series) ?? SeriesKind.Unadjusted);
        if (section.Find("contracts") is ConfigSequence { Items.Count: 0 })
            section.Report("contracts", "holds no contract; add some such as [{id: ESZ2026, expiry: 2026-12-18}]");
        if (rule == RollRule.Calendar)
            CheckOrder(section, future, calendar);
        return future;
    }

    private static void CheckOrder(Section section, ContinuousFuture future, TradingCalendar calendar)
    {
        try
        {
            future.Schedule(calendar);
        }
        catch (InvalidOperationException e)
        {
            section.Report("contracts", $"is not in order: {e.Message}; write them in ascending order of expiry, each roll after the one before");
        }
    }

    private static FuturesContract? Contract(Section section)
    {
        var id = section.Text("id", "the name of a contract such as ESZ2026");
        var expiry = section.Day("expiry");
        var roll = section.Day("roll");
        if (!section.Has("id"))
            section.Report("id", "is missing; write a contract such as {id: ESZ2026, expiry: 2026-12-18}");
        if (id is not null && (!Symbol.TryParse(id, out _) || id.Length > Text24.Capacity))
            section.Report("id", $"is not the symbol of a contract, {Shown.Of(id)}; use 1 to 24 letters, digits and . _ : / -");
        if (roll > expiry)
            section.Report("roll", $"is {roll}, after the expiry {expiry}; roll before the contract ends");
        return id is null ? null : new FuturesContract(id, expiry, roll);
    }

    private static AdjustmentTable Adjustments(Section instrument, TradingCalendar calendar)
    {
        List<Adjustment> adjustments = [];
        foreach (var section in instrument.Sections("adjustments", "{date: 2014-06-09, split: 7:1}", MostEntries, InstrumentKeys.Adjustment))
        {
            var date = section.Day("date");
            if (!section.Has("date"))
                section.Report("date", "is missing; add the ex-date such as date: 2014-06-09");
            if (section.Has("split") == section.Has("dividend"))
                section.Report("split", "or 'dividend' must be given, and not both; write two entries for two events");
            var effective = calendar.DayBounds(calendar.OnOrAfter(date ?? default)).Start;
            var adjustment = section.Has("split") ? Split(section, effective) : Dividend(section, effective);
            if (adjustment is not null && date is not null)
                adjustments.Add(adjustment);
        }
        return adjustments.Count == 0 ? AdjustmentTable.None : new AdjustmentTable(adjustments);
    }

    private static Adjustment? Split(Section section, Timestamp effective)
    {
        const string Expected = "new shares for old ones such as 7:1, each up to 999999";
        return section.Value("split", Expected, Shares) is { } shares ? Adjustment.Split(effective, shares.New, shares.Old) : null;
    }

    private static (int New, int Old)? Shares(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2 && Count(parts[0]) is { } fresh && Count(parts[1]) is { } old ? (fresh, old) : null;
    }

    private static int? Count(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is > 0 and <= 999_999 ? count : null;

    private static Adjustment? Dividend(Section section, Timestamp effective)
    {
        var amount = section.Positive("dividend", "0.47");
        var close = section.Positive("close", "94.48");
        if (!section.Has("close") && section.Has("dividend"))
            section.Report("close", "is missing; add the last close before the ex-date");
        if (amount is not { } paid || close is not { } before)
            return null;
        if (paid < before)
            return Adjustment.Dividend(effective, new Price(paid), new Price(before));
        section.Report("dividend", $"is {new Price(paid)}, not below the close {new Price(before)}; correct one of them");
        return null;
    }
}
