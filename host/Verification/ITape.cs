using Pawl.Candles;
using Pawl.Engine;

namespace Pawl.Host.Verification;

/// <summary>Input that can be read as often as it is needed, and is the same each time.</summary>
public interface ITape
{
    /// <summary>Reads from the beginning; the events of a piece are valid until the next piece is asked for.</summary>
    /// <param name="events">How many events there are this time: what would follow them is not read, and nothing can know of it.</param>
    IEnumerable<TapePiece> Read(long events = long.MaxValue);
}

/// <summary>Neighbouring events of one log.</summary>
public readonly record struct TapePiece(TapeLog Log, ReadOnlyMemory<InputEvent> Events);

/// <summary>A log of a tape before its first event.</summary>
/// <param name="Graph">What is computed.</param>
/// <param name="Symbol">Its symbol, unless the pipeline crosses symbols.</param>
/// <param name="Driver">The rules of its candles.</param>
public sealed record TapeLog(Graph Graph, string Symbol, CandleDriver Driver)
{
    /// <summary>The name that its ids begin with.</summary>
    public string Name => Graph.CrossesSymbols ? Graph.Name : Symbol;

    internal EngineLog Begin() => EngineLog.Create(Graph, Symbol);
}
