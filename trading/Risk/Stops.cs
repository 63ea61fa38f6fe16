using System.Runtime.InteropServices;

namespace Pawl.Trading;

/// <summary>What one scope, the whole or an account or a strategy or a symbol, may do.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct Stops
{
    public TradingState State;

    /// <summary>The rule that set the state; of a person's act, <see cref="RiskRule.KillSwitch"/> or <see cref="RiskRule.Halted"/>.</summary>
    public RiskRule By;

    /// <summary>Takes a state that is stricter; a weaker one changes nothing, for only a person arms again.</summary>
    internal bool Tighten(TradingState state, RiskRule by)
    {
        if (state <= State) return false;
        State = state;
        By = by;
        return true;
    }
}
