using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Instruments;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Configuration.Instruments;

/// <summary>Every mistake is one line with place, value and remedy, and all are told at once.</summary>
public sealed class InstrumentErrorTests
{
    [Theory]
    [InlineData("[]", "i.yaml:1:1: a file of instruments must be a map of calendars, classes, instruments, others, not a list")]
    [InlineData("instrument: {}", "i.yaml:1:1: unknown key 'instrument'; did you mean 'instruments'?")]
    [InlineData("instruments: {ES: 5}", "i.yaml:1:19: instrument 'ES' must be a map such as {tick_size: 0.25, calendar: cme_equity}, not '5'")]
    [InlineData("instruments: {'E S': {}}", "i.yaml:1:15: instrument 'E S': use 1 to 64 letters, digits and . _ : / -, beginning with a letter or a digit")]
    [InlineData("instruments: {ES: {tik_size: 1}}", "i.yaml:1:20: instrument 'ES': unknown key 'tik_size'; did you mean 'tick_size'?")]
    [InlineData("instruments: {ES: {tick_size: 0}}", "i.yaml:1:31: instrument 'ES': 'tick_size' must be a number above 0 with at most 8 decimals such as 0.25, not '0'")]
    [InlineData("instruments: {ES: {tick_size: 0.123456789}}", "i.yaml:1:31: instrument 'ES': 'tick_size' must be a number above 0 with at most 8 decimals such as 0.25, not '0.123456789'")]
    [InlineData("instruments: {ES: {tick_size: 0.005, minor_unit: 0.01}}", "i.yaml:1:31: instrument 'ES': 'tick_size' does not fit: the tick 0.005 is not a multiple of the minor unit 0.01; make the minor unit finer")]
    [InlineData("instruments: {ES: {hours: reglar}}", "i.yaml:1:27: instrument 'ES': 'hours' must be one of all, regular, extended, not 'reglar'; did you mean 'regular'?")]
    [InlineData("instruments: {ES: {calendar: cme}}", "i.yaml:1:30: instrument 'ES': 'calendar' names none of 'calendars', 'cme'; add it there")]
    [InlineData("instruments: {ES: {class: cme}}", "i.yaml:1:27: instrument 'ES': 'class' names none of 'classes', 'cme'; add it there")]
    [InlineData("instruments: {ES: {lateness: 2m}}", "i.yaml:1:30: instrument 'ES': 'lateness' must be a time up to 60s such as 500ms or 2s, not '2m'")]
    [InlineData("instruments: {ES: {lateness: 61s}}", "i.yaml:1:30: instrument 'ES': 'lateness' must be a time up to 60s such as 500ms or 2s, not '61s'")]
    [InlineData("instruments: {ES: {candles: [1x]}}", "i.yaml:1:30: instrument 'ES': an entry of 'candles' must be a time frame such as 5m, not '1x'")]
    [InlineData("instruments: {ES: {venues: {'a b': c}}}", "i.yaml:1:29: instrument 'ES': venues: 'a b' is not the name of a venue; use 1 to 64 letters, digits, '_' and '-'")]
    [InlineData("instruments: {ES: {expiry: 2026-02-30}}", "i.yaml:1:28: instrument 'ES': 'expiry' must be a date such as 2026-12-18 in the years 1900 to 2199, not '2026-02-30'")]
    [InlineData("instruments: {A: {adjustments: [{date: 2020-01-02}]}}", "i.yaml:1:33: instrument 'A': adjustments: 'split' or 'dividend' must be given, and not both; write two entries for two events")]
    [InlineData("instruments: {A: {adjustments: [{split: 7:1}]}}", "i.yaml:1:33: instrument 'A': adjustments: 'date' is missing; add the ex-date such as date: 2014-06-09")]
    [InlineData("instruments: {A: {adjustments: [{date: 2020-01-02, split: 0:1}]}}", "i.yaml:1:59: instrument 'A': adjustments: 'split' must be new shares for old ones such as 7:1, each up to 999999, not '0:1'")]
    [InlineData("instruments: {A: {adjustments: [{date: 2020-01-02, dividend: 5}]}}", "i.yaml:1:33: instrument 'A': adjustments: 'close' is missing; add the last close before the ex-date")]
    [InlineData("instruments: {A: {adjustments: [{date: 2020-01-02, dividend: 5, close: 5}]}}", "i.yaml:1:62: instrument 'A': adjustments: 'dividend' is 5, not below the close 5; correct one of them")]
    [InlineData("instruments: {A: {continuous: {roll: volume, roll_days_before: 3}}}", "i.yaml:1:64: instrument 'A': continuous: 'roll_days_before' is for 'roll: calendar'; remove it, or the rule")]
    [InlineData("instruments: {A: {continuous: {contracts: [{id: ABCDEFGHIJKLMNOPQRSTUVWXY}]}}}", "i.yaml:1:49: instrument 'A': continuous: contracts: 'id' is not the symbol of a contract, 'ABCDEFGHIJKLMNOPQRSTUVWXY'; use 1 to 24 letters, digits and . _ : / -")]
    [InlineData("instruments: {A: {continuous: {contracts: [{id: B}, {id: C}]}}}", "i.yaml:1:43: instrument 'A': continuous: 'contracts' is not in order: B has neither an expiry nor a day of its roll; write them in ascending order of expiry, each roll after the one before")]
    [InlineData("instruments: {A: {continuous: {contracts: []}}}", "i.yaml:1:43: instrument 'A': continuous: 'contracts' holds no contract; add some such as [{id: ESZ2026, expiry: 2026-12-18}]")]
    [InlineData("instruments: {A: {continuous: {contracts: [{id: B, expiry: 2026-03-20, roll: 2026-03-21}]}}}", "i.yaml:1:78: instrument 'A': continuous: contracts: 'roll' is 2026-03-21, after the expiry 2026-03-20; roll before the contract ends")]
    [InlineData("instruments: {A: {continuous: {contracts: [{id: B, expiry: 2026-06-19}, {id: C, expiry: 2026-03-20}]}}}", "i.yaml:1:43: instrument 'A': continuous: 'contracts' is not in order: the roll from B to C on 2026-06-19 is not after the one before it; write them in ascending order of expiry, each roll after the one before")]
    [InlineData("others: {NSE: a}", "i.yaml:1:10: others: 'NSE': a pattern is the beginning of a symbol and '*'; write it like NSE:*|i.yaml:1:15: others: 'NSE': names none of 'classes', 'a'; add it there")]
    [InlineData("calendars: {always_open: {zone: UTC, sessions: [{days: sat, hours: 08:00-16:30}]}}", "i.yaml:1:13: calendars: 'always_open' is the calendar of what never closes; choose another name")]
    [InlineData("calendars: 5", "i.yaml:1:12: 'calendars' must be a map such as {nse: {zone: Asia/Kolkata, …}}, not '5'")]
    [InlineData("classes: 5", "i.yaml:1:10: 'classes' must be a map such as {us_equity: {tick_size: 0.01, …}}, not '5'")]
    [InlineData("calendars: {x: 5}", "i.yaml:1:16: calendars: 'x' must be a map, as in {nse: {zone: Asia/Kolkata, …}}, not '5'")]
    [InlineData("instruments: 5", "i.yaml:1:14: 'instruments' must be a map such as {ES: {tick_size: 0.25, …}}, not '5'")]
    [InlineData("others: 5", "i.yaml:1:9: 'others' must be a map from patterns to classes such as {\"NSE:*\": nse}, not '5'")]
    [InlineData("others: {'A*': [b]}", "i.yaml:1:16: others: 'A*' must be the name of one of 'classes', not a list")]
    [InlineData("instruments: {A: {class: [b]}}", "i.yaml:1:26: instrument 'A': 'class' must be the name of one of 'classes', not a list")]
    [InlineData("instruments: {A: {currency: [b]}}", "i.yaml:1:29: instrument 'A': 'currency' must be a currency such as USD, not a list")]
    [InlineData("instruments: {A: {calendar: [b]}}", "i.yaml:1:29: instrument 'A': 'calendar' must be the name of one of 'calendars', not a list")]
    [InlineData("instruments: {A: {venues: 5}}", "i.yaml:1:27: instrument 'A': 'venues' must be a map from venues to names such as {binance: BTCUSDT}, not '5'")]
    [InlineData("instruments: {A: {candles: 5}}", "i.yaml:1:28: instrument 'A': 'candles' must be a list such as [1m, 5m] or a map such as {from: mid}, not '5'")]
    [InlineData("instruments: {A: {adjustments: 5}}", "i.yaml:1:32: instrument 'A': 'adjustments' must be a list of maps such as [{date: 2014-06-09, split: 7:1}], not '5'")]
    [InlineData("instruments: {A: {continuous: {contracts: [{id: [B]}]}}}", "i.yaml:1:49: instrument 'A': continuous: contracts: 'id' must be the name of a contract such as ESZ2026, not a list")]
    [InlineData("instruments: {A: {continuous: {contracts: [{expiry: 2026-12-18}]}}}", "i.yaml:1:44: instrument 'A': continuous: contracts: 'id' is missing; write a contract such as {id: ESZ2026, expiry: 2026-12-18}")]
    public void A_mistake_in_an_instrument(string text, string expected) => Assert.Equal(expected.Split('|'), Of(text));

    [Theory]
    [InlineData("{sessions: [{days: mon, hours: 08:00-16:30}]}", "1:16: calendar 'x': 'zone' is missing; add one such as zone: America/New_York")]
    [InlineData("{zone: Europe/Londn, sessions: [{days: mon, hours: 08:00-16:30}]}", "1:23: calendar 'x': 'zone' names no time zone of the tz database, 'Europe/Londn'; did you mean 'Europe/London'?")]
    [InlineData("{zone: UTC}", "1:16: calendar 'x': it is never open; add 'sessions' such as [{days: mon-fri, hours: 09:30-16:00}]")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: []}]}", "1:38: calendar 'x': it is never open; add 'sessions' such as [{days: mon-fri, hours: 09:30-16:00}]")]
    [InlineData("{zone: UTC, sessions: [{hours: 08:00-16:30}]}", "1:39: calendar 'x': sessions: 'days' is missing; add some such as days: mon-fri")]
    [InlineData("{zone: UTC, sessions: [{days: fri-mon, hours: 08:00-16:30}]}", "1:46: calendar 'x': sessions: 'days' must be days such as mon-fri, sat or [mon, wed], not 'fri-mon'")]
    [InlineData("{zone: UTC, sessions: [{days: mon}]}", "1:39: calendar 'x': sessions: 'hours' is missing; add some such as hours: 09:30-16:00")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 8-16}]}", "1:58: calendar 'x': sessions: 'hours' must be hours such as 09:30-16:00, an open after the close lies on the evening before, not '8-16'")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: [13:00-16:00, 09:00-12:00]}]}", "1:58: calendar 'x': sessions: 'hours' has 09:00-12:00 after 13:00-16:00; write them in the order of time, none overlapping")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: [17:00-15:00, 15:30-17:30]}]}", "1:58: calendar 'x': sessions: 'hours' goes from 17:00-15:00 on the evening before to 15:30-17:30, longer than a day; shorten it")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 09:00-16:00, regular: 17:00-18:00}]}", "1:80: calendar 'x': sessions: 'regular' is 17:00-18:00, outside of 'hours' 09:00-16:00; correct one of them")]
    [InlineData("{zone: UTC, covers: {from: 2020, to: 2010}, sessions: [{days: mon, hours: 08:00-16:30}]}", "1:53: calendar 'x': covers: 'to' is 2010, before 'from' 2020; exchange them")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], holidays: [christmas]}", "1:84: calendar 'x': holidays: an entry must be a date such as 2018-12-05 or a map such as {month: 11, weekday: thursday, nth: 4}, not 'christmas'")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], holidays: [{month: 2, day: 30}]}", "1:100: calendar 'x': holidays: 'day' is 30, which month 2 does not have; correct one of them")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], holidays: [{month: 2}]}", "1:84: calendar 'x': holidays: give one of 'date', 'easter', 'month' with 'day', or 'month' with 'weekday' and 'nth'")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], holidays: [{day: 2, easter: 1}]}", "1:84: calendar 'x': holidays: give one of 'date', 'easter', 'month' with 'day', or 'month' with 'weekday' and 'nth', not 'easter' and 'day' together")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], holidays: [{month: 5, weekday: monday, nth: 0}]}", "1:117: calendar 'x': holidays: 'nth' is 0; count from 1, or from -1 for the last")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], special_sessions: {soon: {hours: 08:00-09:00}}}", "1:92: calendar 'x': special_sessions: a key must be a date such as 2026-12-18 in the years 1900 to 2199, not 'soon'")]
    [InlineData("{zone: [a], sessions: [{days: mon, hours: 08:00-16:30}]}", "1:23: calendar 'x': 'zone' must be a time zone such as America/New_York, not a list")]
    [InlineData("{zone: Mars/Olympus, sessions: [{days: mon, hours: 08:00-16:30}]}", "1:23: calendar 'x': 'zone' names no time zone of the tz database, 'Mars/Olympus'; write one such as America/New_York")]
    [InlineData("{zone: UTC, covers: 2013, sessions: [{days: mon, hours: 08:00-16:30}]}", "1:36: calendar 'x': 'covers' must be a map such as {from: 2013, to: 2027}, not '2013'")]
    [InlineData("{zone: UTC, sessions: [{days: [mon, [tue]], hours: 08:00-16:30}]}", "1:52: calendar 'x': sessions: an entry of 'days' must be days such as mon-fri, sat or [mon, wed], not a list")]
    [InlineData("{zone: UTC, sessions: [{days: [mon, tus], hours: 08:00-16:30}]}", "1:52: calendar 'x': sessions: an entry of 'days' must be days such as mon-fri, sat or [mon, wed], not 'tus'")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], holidays: 5}", "1:83: calendar 'x': 'holidays' must be a list, each a date such as 2018-12-05 or a map such as {month: 11, weekday: thursday, nth: 4}, not '5'")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], half_days: 5}", "1:84: calendar 'x': 'half_days' must be a list of maps such as [{month: 12, day: 24, hours: 09:30-13:00}], not '5'")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], special_sessions: 5}", "1:91: calendar 'x': 'special_sessions' must be a map from dates to hours such as {2024-11-01: {hours: 18:00-19:00}}, not '5'")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], special_sessions: {2024-01-01: 5}}", "1:104: calendar 'x': special_sessions: '2024-01-01' must be a map such as {hours: 18:00-19:00}, not '5'")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], holidays: [{day: 5}]}", "1:84: calendar 'x': holidays: 'month' is missing; add one such as month: 11")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: 08:00-16:30}], holidays: [{month: 5, weekday: monday}]}", "1:84: calendar 'x': holidays: 'nth' is missing; add one such as nth: 4, or nth: -1 for the last")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: [08:00-16:30, 25:00-26:00]}]}", "1:72: calendar 'x': sessions: an entry of 'hours' must be hours such as 09:30-16:00, an open after the close lies on the evening before, not '25:00-26:00'")]
    [InlineData("{zone: UTC, sessions: [{days: mon, hours: [08:00-16:30, [x]]}]}", "1:72: calendar 'x': sessions: an entry of 'hours' must be hours such as 09:30-16:00, an open after the close lies on the evening before, not a list")]
    public void A_mistake_in_a_calendar(string calendar, string expected) => Assert.Equal(["i.yaml:" + expected], Of($"calendars: {{x: {calendar}}}"));

    [Fact]
    public void All_mistakes_at_once_and_none_that_follows_from_another()
    {
        const string Text = """
            calendars: {lse: {zone: Europe/Londonn, sessions: [{days: mon-fri, hours: 08:00-16:30}]}}
            classes: {a: {gaps: fill}}
            instruments: {VOD: {multiplier: -1, calendar: lse, class: a}}
            """;
        Assert.Equal(
            [
                "i.yaml:1:25: calendar 'lse': 'zone' names no time zone of the tz database, 'Europe/Londonn'; did you mean 'Europe/London'?",
                "i.yaml:2:21: class 'a': 'gaps' must be one of skip, flat, not 'fill'",
                "i.yaml:3:33: instrument 'VOD': 'multiplier' must be a number above 0 with at most 8 decimals such as 50, not '-1'",
            ],
            Of(Text));
    }

    [Fact]
    public void A_calendar_has_a_bounded_number_of_special_sessions()
    {
        string days = string.Concat(Enumerable.Range(0, 10_001).Select(i => $"      {new TradingDay(i)}: {{hours: 08:00-09:00}}\n"));
        Assert.Equal(
            ["i.yaml:6:7: calendar 'x': 'special_sessions' has 10001 entries, the most is 10000; split the calendar"],
            Of($"calendars:\n  x:\n    zone: UTC\n    sessions: [{{days: mon, hours: 08:00-16:30}}]\n    special_sessions:\n{days}"));
    }

    [Fact]
    public void Many_mistakes_are_counted()
    {
        string[] errors = Of("instruments:\n" + string.Concat(Enumerable.Range(0, 500).Select(i => $"  S{i}: {{hours: never}}\n")));
        Assert.Equal(101, errors.Length);
        Assert.Equal("i.yaml: and 400 more mistakes", errors[^1]);
    }

    [Fact]
    public void A_file_may_have_16_MB_and_no_more()
    {
        using TemporaryFolder folder = new();
        string path = Path.Combine(folder.Path, "i.yaml");
        string entry = "  S00000: {class: a, venues: {binance: S00000, alpaca: S/00000}, adjustments: [{date: 2014-06-09, split: 7:1}]}\n";
        File.WriteAllText(path, "classes: {a: {tick_size: 1}}\ninstruments:\n" + string.Concat(Enumerable.Range(0, 3_000).Select(i => entry.Replace("00000", $"{i:00000}", StringComparison.Ordinal))));
        Assert.Equal(3_000, InstrumentsFile.Read(path, out IReadOnlyList<Diagnostic> errors)!.Instruments.Count);
        Assert.Empty(errors);
        File.WriteAllText(path, new string('#', ConfigLimits.InstrumentBytes + 1));
        Assert.Null(InstrumentsFile.Read(path, out errors));
        Assert.Equal($"{path}: larger than 16 MB, the most that is read; check that it is the right file, or split it", Assert.Single(errors).ToString());
    }

    [Fact]
    public void Too_many_rules_are_refused()
    {
        string dates = string.Join(", ", Enumerable.Repeat("2020-01-02", 10_001));
        string error = Assert.Single(Of($"calendars: {{x: {{zone: UTC, sessions: [{{days: mon, hours: 08:00-16:30}}], holidays: [{dates}]}}}}"));
        Assert.EndsWith("'holidays' has 10001 entries, the most is 10000; write rules instead of dates, or split it", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_in_a_file_makes_it_throw()
    {
        string text = File.ReadAllText(Repository.PathOf("config", "instruments.yaml"));
        var random = new Random(11);
        string[] words = ["{}", "[]", "~", "-1", "9999999999", "24:00-24:00", "2199-12-31", "1900-01-01", "x", "\"\"", "1:1", "17:00-17:00"];
        for (int i = 0; i < 100; i++)
        {
            // A value of some line becomes another.
            string[] lines = text.Split('\n');
            for (int n = random.Next(1, 4); n > 0; n--)
            {
                int line = random.Next(lines.Length);
                string[] parts = lines[line].Split(' ');
                parts[random.Next(parts.Length)] = words[random.Next(words.Length)];
                lines[line] = string.Join(' ', parts);
            }

            InstrumentsFile? file = InstrumentsFile.Read("i.yaml", string.Join('\n', lines), out IReadOnlyList<Diagnostic> errors);
            Assert.All(errors, error => Assert.DoesNotContain('\n', error.ToString()));
            foreach (Pawl.Types.TradingCalendar calendar in file?.Calendars.Values ?? [])
            {
                Assert.True(calendar.NextOrCurrent(Pawl.Types.Timestamp.Parse("2024-06-03T00:00:00Z")).Day.Year >= 2024);
            }
        }
    }

    private static string[] Of(string text)
    {
        InstrumentsFile.Read("i.yaml", text, out IReadOnlyList<Diagnostic> errors);
        return [.. errors.Select(error => error.ToString())];
    }
}
