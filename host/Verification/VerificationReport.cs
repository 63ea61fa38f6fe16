using System.Globalization;
using System.Text.Json;
using Pawl.Host.Commands;

namespace Pawl.Host.Verification;

/// <summary>Prints what <c>pawl verify</c> has found, for people or for machines.</summary>
/// <param name="found">The checks.</param>
/// <param name="runHash">The hash of the run.</param>
/// <param name="warnings">What the user should know.</param>
internal sealed class VerificationReport(VerificationResult found, string runHash, IReadOnlyList<string> warnings)
{
    public bool Holds => found.Holds;

    /// <summary>What <see cref="WriteJson"/> writes.</summary>
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("holds", "whether nothing differs"),
        new("logs", "how many logs the data makes"),
        new("events", "input events of the data"),
        new("outputs", "messages that came out"),
        new("every", "previews and restarts were made after every so many events of a log"),
        new("run", "the SHA-256 over the names and hashes of all logs, as of 'pawl replay'"),
        new("checks[].check", "what is checked"),
        new("checks[].compared", "what was compared with the first run"),
        new("checks[].times", "how often"),
        new("checks[].unit", "what is counted by it"),
        new("checks[].events", "input events that were processed for it"),
        new("checks[].outputs", "outputs that were compared"),
        new("checks[].equal", "whether nothing differs"),
        new("checks[].first.log", "of the first difference, the log; 'first' is absent where nothing differs"),
        new("checks[].first.sequence", "number of the input event"),
        new("checks[].first.node", "what said it; empty where the state differs"),
        new("checks[].first.expected", "what the first run has"),
        new("checks[].first.found", "what this one has"),
        new("warnings[]", "what to look at, in words"),
    ];

    public void WriteText(Page page)
    {
        page.Line(string.Create(CultureInfo.InvariantCulture, $"{Counted(found.Logs, "logs")}, {Counted(found.Events, "events")}, {Counted(found.Outputs, "outputs")}"));
        page.Table(
            ["check", "compared with the first run", "how much", "result"],
            found.Checks.Select(c => (string[])[c.Check, c.Compared, Counted(c.Times, c.Unit), c.First is null ? "equal" : "DIFFERENT"]));
        foreach (CheckResult check in found.Checks)
        {
            if (check.First is { } first)
            {
                string node = first.Node.Length > 0 ? $", node {first.Node}" : "";
                page.Section($"{check.Check}, {check.Compared}: first difference at {first.Log}, event {first.Sequence}{node}", [("expected", first.Expected.ToString()), ("found", first.Found.ToString())]);
            }
        }

        page.Line();
        if (found.Every > 1)
        {
            page.Paragraph(string.Create(CultureInfo.InvariantCulture, $"Previews and restarts after every {found.Every:N0} events of a log; --every 1 takes each."));
        }

        foreach (string warning in warnings)
        {
            page.Line("warning: " + warning);
        }

        page.Line("run sha256:" + runHash);
    }

    public void WriteJson() => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("holds", found.Holds);
        json.WriteNumber("logs", found.Logs);
        json.WriteNumber("events", found.Events);
        json.WriteNumber("outputs", found.Outputs);
        json.WriteNumber("every", found.Every);
        json.WriteString("run", "sha256:" + runHash);
        json.WriteStartArray("checks");
        foreach (CheckResult check in found.Checks)
        {
            Write(json, check);
        }

        json.WriteEndArray();
        json.WriteStartArray("warnings");
        foreach (string warning in warnings)
        {
            json.WriteStringValue(warning);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, CheckResult check)
    {
        json.WriteStartObject();
        json.WriteString("check", check.Check);
        json.WriteString("compared", check.Compared);
        json.WriteNumber("times", check.Times);
        json.WriteString("unit", check.Unit);
        json.WriteNumber("events", check.Events);
        json.WriteNumber("outputs", check.Outputs);
        json.WriteBoolean("equal", check.First is null);
        if (check.First is { } first)
        {
            json.WriteStartObject("first");
            json.WriteString("log", first.Log);
            json.WriteNumber("sequence", first.Sequence);
            json.WriteString("node", first.Node);
            json.WriteString("expected", first.Expected.ToString());
            json.WriteString("found", first.Found.ToString());
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static string Counted(long count, string unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 && unit.EndsWith('s') ? unit[..^1] : unit)}");
}
