namespace Pawl.Host.Verification;

/// <summary>What one check has found.</summary>
/// <param name="Check">What is checked, in a word.</param>
/// <param name="Compared">What was compared with the first run.</param>
/// <param name="Times">How often.</param>
/// <param name="Unit">What is counted by it.</param>
/// <param name="Events">Input events that were processed for it.</param>
/// <param name="Outputs">Outputs that were compared with those of the first run.</param>
/// <param name="First">The first difference; null where all is equal.</param>
public sealed record CheckResult(string Check, string Compared, long Times, string Unit, long Events, long Outputs, Difference? First);

/// <summary>What a pipeline was found to keep over the data.</summary>
/// <param name="Logs">How many logs there are.</param>
/// <param name="Events">Input events of the first run.</param>
/// <param name="Outputs">What it said.</param>
/// <param name="Every">Previews and restarts were made after every so many events of a log.</param>
public sealed record VerificationResult(int Logs, long Events, long Outputs, long Every, IReadOnlyList<CheckResult> Checks)
{
    /// <summary>Whether nothing differs.</summary>
    public bool Holds => Checks.All(c => c.First is null);
}
