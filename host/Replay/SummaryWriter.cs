using System.Globalization;
using System.Text.Json;
using Pawl.Host.Commands;
using Pawl.Host.Replay.Storing;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>Prints what a replay did, for people or for machines.</summary>
internal static class SummaryWriter
{
    /// <summary>What <see cref="WriteFindings(ReplaySummary, Utf8JsonWriter)"/> writes.</summary>
    public static IReadOnlyList<JsonField> Findings { get; } =
    [
        new("late_ticks", "ticks that came after their bar was closed"),
        new("zero_ticks", "ticks of size 0"),
        new("duplicate_ticks", "ticks whose sequence number was there before"),
        new("gaps", "gaps in the sequence numbers of the venue"),
        new("outside_ticks", "ticks and quotes outside of the hours that count"),
        new("instruments.*", "by symbol, the instrument whose rules its candles follow"),
        new("instruments_file", "the file that those instruments are from; null where none counts"),
        new("rolls[].symbol", "a continuous future that changed to the next contract"),
        new("rolls[].time", "the open from which the next contract counts"),
        new("rolls[].from", "the contract before"),
        new("rolls[].to", "the contract after"),
        new("rolls[].from_close", "last price of the first before the roll, as it was paid; null where there is none"),
        new("rolls[].to_close", "that of the second"),
        new("warnings[]", "what to look at, in words"),
    ];

    /// <summary>What <see cref="WriteJson"/> writes.</summary>
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("events", "input events that took a number"),
        new("cycles", "cycles of the graph"),
        new("outputs", "messages that came out"),
        new("seconds", "time it took"),
        new("events_per_second", "events by time"),
        .. Findings,
        .. RecoveryNotice.Fields,
        new("logs.*", "by name of the log, the SHA-256 of its lines"),
        new("run", "the SHA-256 over the names and hashes of all logs"),
    ];

    public static void WriteText(ReplaySummary summary, TextWriter to)
    {
        double seconds = summary.Time.TotalSeconds;
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Events:N0} events, {summary.Cycles:N0} cycles, {summary.Outputs:N0} outputs in {seconds:0.00} s ({summary.Events / seconds:N0} events/s)"));
        WriteFindings(summary, to);
        foreach (string line in summary.Recovered.SelectMany(RecoveryNotice.Lines))
        {
            to.WriteLine(line);
        }

        foreach ((string log, string hash) in summary.Logs)
        {
            to.WriteLine($"log {log} sha256:{hash}");
        }

        to.WriteLine($"run sha256:{summary.RunHash}");
    }

    /// <summary>What was counted on the way, by which rules, and what the user should know.</summary>
    public static void WriteFindings(ReplaySummary summary, TextWriter to)
    {
        WriteCount(to, summary.LateTicks, "late ticks");
        WriteCount(to, summary.ZeroTicks, "ticks of size 0");
        WriteCount(to, summary.DuplicateTicks, "duplicate ticks");
        WriteCount(to, summary.Gaps, "gaps in the venue's sequence");
        WriteCount(to, summary.OutsideTicks, "ticks and quotes outside of the hours that count");
        foreach ((string symbol, Instrument instrument) in summary.Instruments)
        {
            to.WriteLine($"instrument {symbol}: {instrument.Id}, calendar {instrument.Calendar.Name}, hours {Word(instrument.Hours)}, align {Word(instrument.Align)}{Adjusted(instrument)}{Continuous(instrument)}, from {summary.InstrumentsFile}");
        }

        foreach (ContractRoll roll in summary.Rolls)
        {
            to.WriteLine($"roll {roll.Symbol} {roll.Time}: {roll.From} at {roll.FromClose?.ToString() ?? "no price"} to {roll.To} at {roll.ToClose?.ToString() ?? "no price"}");
        }

        foreach (string warning in summary.Warnings)
        {
            to.WriteLine("warning: " + warning);
        }
    }

    public static void WriteJson(ReplaySummary summary) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("events", summary.Events);
        json.WriteNumber("cycles", summary.Cycles);
        json.WriteNumber("outputs", summary.Outputs);
        json.WriteNumber("seconds", summary.Time.TotalSeconds);
        json.WriteNumber("events_per_second", Math.Round(summary.Events / summary.Time.TotalSeconds));
        WriteFindings(summary, json);
        RecoveryNotice.WriteJson(summary.Recovered, json);
        json.WriteStartObject("logs");
        foreach ((string log, string hash) in summary.Logs)
        {
            json.WriteString(log, "sha256:" + hash);
        }

        json.WriteEndObject();
        json.WriteString("run", "sha256:" + summary.RunHash);
        json.WriteEndObject();
    });

    public static void WriteFindings(ReplaySummary summary, Utf8JsonWriter json)
    {
        json.WriteNumber("late_ticks", summary.LateTicks);
        json.WriteNumber("zero_ticks", summary.ZeroTicks);
        json.WriteNumber("duplicate_ticks", summary.DuplicateTicks);
        json.WriteNumber("gaps", summary.Gaps);
        json.WriteNumber("outside_ticks", summary.OutsideTicks);
        json.WriteStartObject("instruments");
        foreach ((string symbol, Instrument instrument) in summary.Instruments)
        {
            json.WriteString(symbol, instrument.Id);
        }

        json.WriteEndObject();
        json.WriteString("instruments_file", summary.Instruments.Count > 0 ? summary.InstrumentsFile : null);
        WriteRolls(summary.Rolls, json);
        json.WriteStartArray("warnings");
        foreach (string warning in summary.Warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
    }

    private static void WriteRolls(IEnumerable<ContractRoll> rolls, Utf8JsonWriter json)
    {
        json.WriteStartArray("rolls");
        foreach (ContractRoll roll in rolls)
        {
            json.WriteStartObject();
            json.WriteString("symbol", roll.Symbol);
            json.WriteString("time", roll.Time.ToString());
            json.WriteString("from", roll.From);
            json.WriteString("to", roll.To);
            WritePrice("from_close", roll.FromClose, json);
            WritePrice("to_close", roll.ToClose, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePrice(string name, Price? price, Utf8JsonWriter json)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(price?.ToString() ?? "null");
    }

    private static string Continuous(Instrument instrument) => instrument.Continuous is { } future
        ? $", continuous by {Word(future.Rule)}, {JsonNamingPolicy.SnakeCaseLower.ConvertName(future.Series.ToString())}" : "";

    private static string Adjusted(Instrument instrument) =>
        instrument.Adjustments.Adjustments.Count is var count and > 0 ? string.Create(CultureInfo.InvariantCulture, $", adjusted for {count} splits and dividends") : "";

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static void WriteCount(TextWriter to, long count, string what)
    {
        if (count > 0)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}"));
        }
    }
}
