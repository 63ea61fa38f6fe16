using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>Data that come as they arise, and of which nobody knows whether they end.</summary>
/// <param name="Name">Which they are.</param>
/// <param name="Open">Opens them from their beginning.</param>
internal sealed record LiveFeed(string Name, Func<SymbolTable, IInputSource> Open)
{
    /// <summary>The candle of a symbol that is forming elsewhere; null where none is known. Null where bars form here.</summary>
    public Func<string, FormingCandle?>? Forming { get; init; }

    /// <summary>Under which name, beside its subject, clients may ask for what a node says; null where there are no such names.</summary>
    public Func<SaidBy, string?>? OtherName { get; init; }
}

/// <summary>A candle that is forming elsewhere.</summary>
/// <param name="Candle">As it would be if it ended now.</param>
/// <param name="After">How far a log has to be, so that nothing is missing before it.</param>
internal readonly record struct FormingCandle(InputEvent Candle, Timestamp After);

/// <summary>Who says something: a node, of a symbol and a time frame, and what type its messages have.</summary>
public readonly record struct SaidBy(string Type, string Symbol, string TimeFrame, string Node);
