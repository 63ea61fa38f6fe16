using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>An instrument of the simulated market. It has the name of a real one and nothing else in common with it.</summary>
/// <param name="Symbol">Its name.</param>
/// <param name="Opening">About where its price begins.</param>
/// <param name="Tick">The smallest step of its price.</param>
/// <param name="Lot">The smallest step of its quantity.</param>
/// <param name="Step">How far the price moves from one event to the next in normal times, in ticks.</param>
/// <param name="Sizes">The largest usual trade, in lots.</param>
/// <param name="Multiplier">What a unit of price is worth.</param>
/// <param name="Currency">The currency of the price.</param>
public sealed record SimulatedListing(Symbol Symbol, Price Opening, Price Tick, Quantity Lot, double Step, int Sizes, Quantity Multiplier, string Currency)
{
    /// <summary>All that the simulated market has, in the order in which it names them.</summary>
    public static IReadOnlyList<SimulatedListing> All { get; } =
    [
        Of("ES", "5200", "0.25", "1", 0.55, 40, "50", "USD"),
        Of("NQ", "18250", "0.25", "1", 1.4, 20, "20", "USD"),
        Of("BTCUSDT", "64000", "0.1", "0.001", 18, 900, "1", "USDT"),
        Of("EURUSD", "1.085", "0.00005", "1", 0.45, 60_000, "1", "USD"),
        Of("AAPL", "195", "0.01", "1", 0.8, 400, "1", "USD"),
    ];

    /// <summary>The one of a name; null where there is none.</summary>
    public static SimulatedListing? Find(string symbol) => All.FirstOrDefault(l => string.Equals(l.Symbol.Name, symbol, StringComparison.Ordinal));

    private static SimulatedListing Of(string symbol, string opening, string tick, string lot, double step, int sizes, string multiplier, string currency) =>
        new(Symbol.Parse(symbol), Price.Parse(opening), Price.Parse(tick), Quantity.Parse(lot), step, sizes, Quantity.Parse(multiplier), currency);
}
