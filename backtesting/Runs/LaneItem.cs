using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Backtesting.Runs;

/// <summary>What the market said of a symbol: a trade or the close of a bar, or both sides of a quote.</summary>
/// <param name="Symbol">The account's number of the symbol.</param>
/// <param name="Price">The price, or the bid of a quote.</param>
/// <param name="Ask">The ask of a quote.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LaneMark(Timestamp Time, int Symbol, EventKind Kind, Price Price, Price Ask);

/// <summary>What a strategy wants.</summary>
/// <param name="Symbol">Index into the symbols of the log.</param>
/// <param name="Node">The strategy.</param>
/// <param name="Signal">What it said.</param>
/// <param name="Sequence">The number of the input event that caused it.</param>
/// <param name="N">Its place among the outputs of that event.</param>
public readonly record struct LaneSignal(int Symbol, string Node, TradeSignal Signal, long Sequence, int N);

/// <summary>Something that concerns the account: what the broker said, or what a strategy wants; and what was last seen of the symbol.</summary>
public struct LaneItem
{
    public Timestamp Time;

    /// <summary>The account's number of the symbol.</summary>
    public int Symbol;

    /// <summary>Whether it is what the broker said; what a strategy wants else.</summary>
    public bool IsReport;

    /// <summary>What the broker said, where it did.</summary>
    public BrokerReport Report;

    /// <summary>What a strategy wants, where it is that.</summary>
    public LaneSignal Signal;

    public LaneMark LastPrice;

    public LaneMark LastQuote;
}
