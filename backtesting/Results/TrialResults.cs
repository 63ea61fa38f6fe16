using Pawl.Types;

namespace Pawl.Backtesting.Results;

/// <summary>The results of one run of many: nothing is written, only what statistics need is kept.</summary>
public sealed class TrialResults : IResults
{
    /// <summary>What statistics need.</summary>
    public RunRecord Record { get; } = new(hasCurves: false);

    /// <inheritdoc/>
    public void Message(string symbol, string strategy, Timestamp time, Type type, ReadOnlySpan<byte> record)
    {
    }

    /// <inheritdoc/>
    public void Order(in DoneOrder order)
    {
    }

    /// <inheritdoc/>
    public void Trade(in RoundTrip trade) => Record.Add(RunRecord.Closed(in trade));

    /// <inheritdoc/>
    public void Mark(in EquityMark mark) => Record.Equity.Mark(in mark);

    /// <inheritdoc/>
    public void Equity(in EquityMark mark) => Record.Add(in mark);
}
