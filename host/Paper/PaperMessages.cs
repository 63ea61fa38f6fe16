using Pawl.Backtesting.Results;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Paper;

/// <summary>Writes what an account says into its log; what can be worked out of that is not kept beside it.</summary>
internal sealed class PaperMessages(MessageLog log) : IResults
{
    public void Message(string symbol, string strategy, Timestamp time, Type type, ReadOnlySpan<byte> record) => log.Add(symbol, strategy, time, type, record);

    public void Order(in DoneOrder order)
    {
    }

    public void Trade(in RoundTrip trade)
    {
        Trades++;
        Profit += trade.Profit;
    }

    public void Mark(in EquityMark mark)
    {
    }

    public void Equity(in EquityMark mark)
    {
    }

    /// <summary>Positions that were closed in this process.</summary>
    public long Trades { get; private set; }

    /// <summary>What they earned after fees.</summary>
    public Long128 Profit { get; private set; }
}
