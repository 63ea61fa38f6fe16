namespace Pawl.Host.Commands;

/// <summary>How a check went.</summary>
public enum Health
{
    Ok,

    /// <summary>Works, but something may be missed or slow.</summary>
    Warning,

    /// <summary>Something will not work.</summary>
    Problem,
}

/// <summary>What a check found.</summary>
/// <param name="Group">What it is listed under.</param>
/// <param name="Check">A stable name.</param>
/// <param name="Text">What was found.</param>
/// <param name="Remedy">What to do about it; null where nothing needs to be done.</param>
public sealed record Finding(string Group, string Check, Health Health, string Text, string? Remedy = null);
