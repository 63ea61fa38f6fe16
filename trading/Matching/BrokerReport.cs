using Pawl.Types;

namespace Pawl.Trading;

/// <summary>What a broker says, and when it is known here: an input event of the symbol's log.</summary>
public struct BrokerReport
{
    /// <summary>When it is known here.</summary>
    public Timestamp Known { get; internal set; }

    /// <summary>The number of the symbol.</summary>
    public int Symbol { get; internal set; }

    /// <summary>The number of the strategy whose order it is.</summary>
    public int Strategy { get; internal set; }

    /// <summary>Whether it is a fill; an order update else.</summary>
    public bool IsFill { get; internal set; }

    /// <summary>Whether the fill depended on the path that was assumed inside a bar.</summary>
    public bool DependsOnPath { get; internal set; }

    /// <summary>What it cost to slip, per unit of price; zero where it did not.</summary>
    public Price Slippage { get; internal set; }

    /// <summary>The fill, where it is one.</summary>
    public Fill Fill;

    /// <summary>The update, where it is one.</summary>
    public OrderUpdate Update;
}
