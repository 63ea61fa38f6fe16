namespace Pawl.Indicators;

/// <summary>What several kinds were compared with.</summary>
internal static class Compared
{
    public const string TaLib = "the C implementation of TA-Lib (0.6.0-dev) over 300 bars, to 1e-9";
}
