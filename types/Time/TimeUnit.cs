namespace Pawl.Types;

/// <summary>The unit of a <see cref="TimeFrame"/>: of time in ascending length, then what else a bar can be measured by.</summary>
public enum TimeUnit
{
    None,
    Second,
    Minute,
    Hour,
    Day,
    Week,

    /// <summary>A number of trades.</summary>
    Trade,

    /// <summary>A quantity traded, in whole units.</summary>
    Volume,

    /// <summary>The distance of high and low, in ticks of the instrument.</summary>
    Range,
}
