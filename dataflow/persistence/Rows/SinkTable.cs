using System.Collections.Frozen;
using Pawl.Types;

namespace Pawl.Persistence;

/// <summary>What a column of a table holds; each database writes it in a type of its own.</summary>
public enum SinkColumnType
{
    /// <summary>A price: 64 bits of 10⁻⁸.</summary>
    Price,

    /// <summary>A quantity or a sum of quantities: 128 bits of 10⁻⁸.</summary>
    Volume,

    Text,

    /// <summary>The data of a message.</summary>
    Json,

    /// <summary>Nanoseconds since 1970.</summary>
    Time,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name, the same in every database.</param>
/// <param name="Type">What it holds.</param>
public readonly record struct SinkColumn(string Name, SinkColumnType Type);

/// <summary>A table that input events or outputs go to: of outputs the one that the catalogue of messages names.</summary>
public sealed class SinkTable
{
    private SinkTable(string name, params SinkColumn[] columns)
    {
        Name = name;
        Columns = columns;
    }

    public static SinkTable Ticks { get; } = new("ticks", Price("price"), Volume("volume"), Price("bid"), Price("ask"));

    public static SinkTable Quotes { get; } = new("quotes", Price("bid"), Price("ask"), Volume("bid_size"), Volume("ask_size"));

    public static SinkTable Candles { get; } =
        new("candles", Text("timeframe"), Price("open"), Price("high"), Price("low"), Price("close"), Volume("volume"));

    public static SinkTable Indicators { get; } =
        new("indicators", Text("indicator_id"), Text("timeframe"), Json("value"), new SinkColumn("bar_time", SinkColumnType.Time));

    public static SinkTable MarketStructure { get; } = new("market_structure", Text("node"), Text("timeframe"), Text("type"), Json("data"));

    public static SinkTable StrategySignals { get; } = new("strategy_signals", Text("strategy_id"), Text("signal_type"), Json("data"));

    /// <summary>What the engine reports of itself, and whatever else has no table of its own.</summary>
    public static SinkTable Operations { get; } = Messages("operations");

    /// <summary>The tables of input events.</summary>
    public static IReadOnlyList<SinkTable> Inputs { get; } = [Ticks, Quotes];

    /// <summary>The tables of outputs.</summary>
    public static IReadOnlyList<SinkTable> Outputs { get; } =
        [Candles, Indicators, MarketStructure, StrategySignals, Operations, Messages("positions"), Messages("orders"), Messages("fills")];

    public static IReadOnlyList<SinkTable> All { get; } = [.. Inputs, .. Outputs];

    private static readonly FrozenDictionary<string, SinkTable> ByType = MessageCatalogue.Types().ToFrozenDictionary(
        type => type.Name, type => Outputs.FirstOrDefault(table => table.Name == type.Table) ?? Operations, StringComparer.Ordinal);

    public string Name { get; }

    /// <summary>Its columns behind those that all have: <c>time, symbol, run_id, log, seq, n</c>.</summary>
    public IReadOnlyList<SinkColumn> Columns { get; }

    /// <summary>The names of <see cref="Columns"/>, with commas between.</summary>
    public string ColumnNames => string.Join(", ", Columns.Select(c => c.Name));

    /// <summary>Where messages of a type go; the outputs of kinds that are no message of their own are indicators.</summary>
    public static SinkTable Of(string type) => ByType.GetValueOrDefault(type, Indicators);

    private static SinkTable Messages(string name) => new(name, Text("node"), Text("type"), Json("data"));

    private static SinkColumn Price(string name) => new(name, SinkColumnType.Price);

    private static SinkColumn Volume(string name) => new(name, SinkColumnType.Volume);

    private static SinkColumn Text(string name) => new(name, SinkColumnType.Text);

    private static SinkColumn Json(string name) => new(name, SinkColumnType.Json);
}
