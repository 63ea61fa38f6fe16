using Pawl.Types;

namespace Pawl.Trading;

/// <summary>
/// A request that passed the risk gate. Only the account makes them, so that no way leads around the gate to a broker.
/// </summary>
public readonly struct ApprovedRequest
{
    internal ApprovedRequest(in OrderRequest request, in Text24 id, int symbol, int strategy, Timestamp time, Cause cause)
    {
        Request = request;
        Id = id;
        Symbol = symbol;
        Strategy = strategy;
        Time = time;
        Cause = cause;
    }

    /// <summary>What is asked.</summary>
    public OrderRequest Request { get; }

    /// <summary>Our id of the order.</summary>
    public Text24 Id { get; }

    /// <summary>The number of the symbol.</summary>
    public int Symbol { get; }

    /// <summary>The number of the strategy whose order it is.</summary>
    public int Strategy { get; }

    /// <summary>When it was decided.</summary>
    public Timestamp Time { get; }

    /// <summary>The output that caused it, in the log of the symbol.</summary>
    public Cause Cause { get; }
}
