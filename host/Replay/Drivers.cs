using Pawl.Candles;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>The drivers of a graph's logs: logs whose symbols have the same instrument share one.</summary>
internal sealed class Drivers(Graph graph, SymbolInstruments instruments)
{
    private readonly Dictionary<Instrument, CandleDriver> drivers = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="IngestionException">The graph has bars that the instrument cannot make.</exception>
    public CandleDriver Of(EngineLog log)
    {
        Instrument[] all = [.. log.Symbols.Select(instruments.Of)];
        if (all.Length == 1 && drivers.TryGetValue(all[0], out CandleDriver? known))
        {
            return known;
        }

        foreach (Source source in graph.Sources.Where(s => s.Kind == ReferenceKind.Candle))
        {
            Check(log.Symbols[source.Symbol], source.TimeFrame, all[source.Symbol]);
        }

        return drivers[all[0]] = new CandleDriver(graph, all);
    }

    private static void Check(string symbol, TimeFrame frame, Instrument instrument)
    {
        if (frame.Unit == TimeUnit.Range && instrument.TickSize == Price.Zero)
        {
            throw new IngestionException(
                $"{symbol}: candles of {frame} count ticks of price, and the tick size is not known; name an instrument that has a 'tick_size' with --instrument");
        }

        if (frame.Unit == TimeUnit.Volume && instrument.CandlesFrom != CandleSource.Trade)
        {
            throw new IngestionException(
                $"{symbol}: candles of {frame} count volume, and those of '{instrument.CandlesFrom.ToString().ToLowerInvariant()}' have none; make them from trades, or use bars of time");
        }
    }
}
