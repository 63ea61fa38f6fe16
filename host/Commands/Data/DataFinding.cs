namespace Pawl.Host.Commands;

/// <summary>How bad something in data is.</summary>
internal enum Severity
{
    /// <summary>Nothing is wrong; it is good to know.</summary>
    Note,

    /// <summary>It is taken as it is, and may not be what was meant.</summary>
    Warning,

    /// <summary>Something is wrong or missing.</summary>
    Error,
}

/// <summary>Something that was found in the data of a symbol.</summary>
/// <param name="Check">What was looked at.</param>
/// <param name="Count">How often.</param>
/// <param name="Text">What, with the first or the worst of them.</param>
internal sealed record DataFinding(string Check, Severity Severity, long Count, string Text);
