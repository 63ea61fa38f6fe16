using System.Globalization;
using Pawl.Engine;
using Pawl.Host.Drawing;

namespace Pawl.Host.Explaining;

/// <summary>The phrases that text and page share.</summary>
internal static class ExplanationWords
{
    private const int MostState = 8;

    /// <summary>A value in a few words: the number alone, or all fields with their names.</summary>
    public static string Of(ExplainedValue value) => value.Time is null ? "no value yet"
        : value.Fields.Count == 1 ? value.Fields[0].Text
        : string.Join(", ", value.Fields.Where(f => f.Text.Length > 0).Select(f => $"{f.Name} {f.Text}"));

    /// <summary>An input of a node: <c>a ← fast</c>, <c>← candle(1m).close</c>.</summary>
    /// <param name="reader">The node that reads it.</param>
    public static string Name(ExplainedValue reader, ExplainedInput input)
    {
        string symbol = input.Value.Symbol == reader.Symbol ? "" : "@" + input.Value.Symbol;
        string name = input.Value.Name + (input.Field.Length == 0 ? "" : "." + input.Field) + symbol;
        return reader.Inputs.Count == 1 || input.Name.Length == 0 ? name : $"{input.Name}: {name}";
    }

    /// <summary>What was read, in a few words.</summary>
    public static string Read(ExplainedInput input) => input.Number ?? Of(input.Value);

    /// <summary>Since when a value is what it is.</summary>
    public static string Since(ExplainedValue value) =>
        value.Time is null ? "" : value.IsNew ? "new" : string.Create(CultureInfo.InvariantCulture, $"since {value.Time}, event {value.Sequence}");

    /// <summary>What a node computes, as far as it is one.</summary>
    public static string Kind(ExplainedValue value) => value.Formula.Length == 0 ? ""
        : $"{string.Join(", ", value.Parameters.Select(Of).Prepend(value.Kind))}: {value.Formula}";

    /// <summary>How the state changed; empty where there is none, or too much of it.</summary>
    public static IEnumerable<string> State(ExplainedValue value) => value.State.Count > MostState ? []
        : value.State.Select(s => s.Before == s.After ? $"{s.Name} {s.After}" : $"{s.Name} {s.Before} → {s.After}");

    /// <summary>The events that a source is made of: how many, and from where to where.</summary>
    public static string Market(MarketEvents market)
    {
        if (market.Count == 1)
        {
            return Of(market.First);
        }

        string what = market.First.Event.Kind.ToString().ToLowerInvariant();
        string rows = market.First.File is { } file && market.Last.File == file ? string.Create(CultureInfo.InvariantCulture, $", rows {market.First.Row} to {market.Last.Row} of {file}") : "";
        string sum = market.AddUp switch
        {
            true => "; their sizes add up to its volume",
            false => "; their sizes do NOT add up to its volume",
            null => "",
        };
        return string.Create(CultureInfo.InvariantCulture, $"{market.Count:N0} {what}s, events {market.First.Sequence} to {market.Last.Sequence}{rows}{sum}");
    }

    /// <summary>An event in a line.</summary>
    public static string Of(MarketEvent e)
    {
        string row = e.File is null ? "" : string.Create(CultureInfo.InvariantCulture, $", row {e.Row} of {e.File}");
        string kind = e.Event.Kind.ToString().ToLowerInvariant();
        return string.Create(CultureInfo.InvariantCulture, $"{kind} {Data(e.Event)}{(HasData(e.Event) ? " " : "")}at {e.Event.Time}, event {e.Sequence}{row}");
    }

    /// <summary>An event in a few words, where its file stands elsewhere.</summary>
    public static string Short(MarketEvent e) =>
        string.Create(CultureInfo.InvariantCulture, $"{Data(e.Event)} at {e.Event.Time}, {(e.File is null ? $"event {e.Sequence}" : $"row {e.Row}")}");

    public static string Data(InputEvent e) => e.Kind switch
    {
        EventKind.Tick => $"{e.Tick.Price} × {e.Tick.Size}",
        EventKind.Quote => $"{e.Quote.Bid} × {e.Quote.BidSize} | {e.Quote.Ask} × {e.Quote.AskSize}",
        EventKind.Candle => $"{e.TimeFrame} {e.Candle.Open} {e.Candle.High} {e.Candle.Low} {e.Candle.Close} × {e.Candle.Volume}",
        _ => "",
    };

    /// <summary>Whether an event carries more than its time.</summary>
    public static bool HasData(InputEvent e) => e.Kind is EventKind.Tick or EventKind.Quote or EventKind.Candle;

    private static string Of(DrawnParameter parameter) => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} {parameter.Value}");
}
