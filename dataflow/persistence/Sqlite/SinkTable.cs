using System.Collections.Frozen;
using Pawl.Types;

namespace Pawl.Persistence.Sqlite;

/// <summary>A table that outputs go to: the one that the catalogue of messages names.</summary>
public sealed class SinkTable
{
    private const string Plain = "node, type, data";

    private SinkTable(string name, string columns)
    {
        Name = name;
        Columns = columns;
    }

    public static SinkTable Candles { get; } = new("candles", "timeframe, open, high, low, close, volume");

    public static SinkTable Indicators { get; } = new("indicators", "indicator_id, timeframe, value, bar_time");

    public static SinkTable MarketStructure { get; } = new("market_structure", "node, timeframe, type, data");

    public static SinkTable StrategySignals { get; } = new("strategy_signals", "strategy_id, signal_type, data");

    /// <summary>What the engine reports of itself, and whatever else has no table of its own.</summary>
    public static SinkTable Operations { get; } = new("operations", Plain);

    public static IReadOnlyList<SinkTable> All { get; } =
        [Candles, Indicators, MarketStructure, StrategySignals, Operations, new("positions", Plain), new("orders", Plain), new("fills", Plain)];

    private static readonly FrozenDictionary<string, SinkTable> ByType = MessageCatalogue.Types().ToFrozenDictionary(
        type => type.Name, type => All.FirstOrDefault(table => table.Name == type.Table) ?? Operations, StringComparer.Ordinal);

    public string Name { get; }

    /// <summary>Its columns behind those that all have.</summary>
    internal string Columns { get; }

    /// <summary>Where messages of a type go; the outputs of kinds that are no message of their own are indicators.</summary>
    public static SinkTable Of(string type) => ByType.GetValueOrDefault(type, Indicators);
}
