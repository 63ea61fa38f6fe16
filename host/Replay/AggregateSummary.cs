using System.Globalization;
using Pawl.Host.Commands;

namespace Pawl.Host.Replay;

/// <summary>Prints what <c>pawl aggregate</c> did, for people or for machines.</summary>
internal sealed class AggregateSummary(ReplaySummary run, IReadOnlyList<(string Name, long Candles)> tables)
{
    /// <summary>What <see cref="WriteJson"/> writes.</summary>
    public static IReadOnlyList<JsonField> Fields { get; } =
    [
        new("events", "input events that took a number"),
        new("candles", "candles that were written"),
        new("seconds", "time it took"),
        .. SummaryWriter.Findings,
        new("tables.*", "by file, or by symbol and time frame, the number of candles"),
    ];

    private readonly long candles = tables.Sum(t => t.Candles);

    public void WriteText(TextWriter to)
    {
        to.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{run.Events:N0} events, {candles:N0} candles in {run.Time.TotalSeconds:0.00} s ({run.Events / run.Time.TotalSeconds:N0} events/s)"));
        SummaryWriter.WriteFindings(run, to);
        foreach ((string name, long count) in tables)
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {count:N0} candles"));
        }
    }

    public void WriteJson() => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("events", run.Events);
        json.WriteNumber("candles", candles);
        json.WriteNumber("seconds", run.Time.TotalSeconds);
        SummaryWriter.WriteFindings(run, json);
        json.WriteStartObject("tables");
        foreach ((string name, long count) in tables)
        {
            json.WriteNumber(name, count);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });
}
