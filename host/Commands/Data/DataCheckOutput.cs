using System.Globalization;
using System.Text.Json;

namespace Pawl.Host.Commands;

/// <summary>What was found in data, for people and for programs.</summary>
internal static class DataCheckOutput
{
    public static void Write(Page page, IEnumerable<(DataReading Reading, (string Symbol, DataFinding Finding)[] Findings)> files)
    {
        foreach ((DataReading reading, (string Symbol, DataFinding Finding)[] findings) in files)
        {
            page.Findings(
                $"{reading.Name} ({reading.Rows.ToString("N0", CultureInfo.InvariantCulture)} rows)",
                [
                    .. reading.Failure is null ? (Finding[])[] : [Of("", new DataFinding("reading", Severity.Error, 1, reading.Failure))],
                    .. findings.Select(f => Of(f.Symbol, f.Finding)),
                    .. findings.Length == 0 && reading.Failure is null ? (Finding[])[new Finding("", "", Health.Ok, "nothing was found", null)] : [],
                ]);
        }
    }

    public static void Write(Utf8JsonWriter json, IEnumerable<(DataReading Reading, (string Symbol, DataFinding Finding)[] Findings)> files)
    {
        json.WriteStartObject();
        json.WriteStartArray("files");
        foreach ((DataReading reading, (string Symbol, DataFinding Finding)[] findings) in files)
        {
            json.WriteStartObject();
            json.WriteString("file", reading.Name);
            json.WriteNumber("rows", reading.Rows);
            json.WriteString("failure", reading.Failure);
            json.WriteStartArray("findings");
            foreach ((string symbol, DataFinding finding) in findings)
            {
                json.WriteStartObject();
                json.WriteString("symbol", symbol);
                json.WriteString("check", finding.Check);
                json.WriteString("severity", finding.Severity.ToString().ToLowerInvariant());
                json.WriteNumber("count", finding.Count);
                json.WriteString("text", finding.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Finding Of(string symbol, DataFinding finding) => new(
        finding.Check,
        finding.Check,
        finding.Severity switch { Severity.Error => Health.Problem, Severity.Warning => Health.Warning, _ => Health.Ok },
        $"{(symbol.Length == 0 ? "" : symbol + " ")}{finding.Check}: {finding.Count.ToString("N0", CultureInfo.InvariantCulture)} {finding.Text}",
        null);
}
