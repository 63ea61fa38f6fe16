namespace Pawl.Indicators;

/// <summary>Whose numbers a kind gives where platforms differ; each kind says what its choices mean.</summary>
public enum Convention
{
    TaLib,
    Tradingview,
    Lean,
}
