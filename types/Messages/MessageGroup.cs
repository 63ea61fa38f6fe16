namespace Pawl.Types;

/// <summary>What a message is about: where it is listed, published and stored follows from it.</summary>
public enum MessageGroup
{
    /// <summary>Not said; every message of the catalogue says it.</summary>
    None,
    MarketData,
    MarketStructure,
    VolumeAnalysis,
    Indicators,
    Strategy,
    Execution,
    Operation,
}
