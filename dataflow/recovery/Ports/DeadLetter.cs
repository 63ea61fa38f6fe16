namespace Pawl.Recovery;

/// <summary>Input that was refused before it reached a log.</summary>
/// <param name="Place">Where it came from.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Content">As it came.</param>
public sealed record DeadLetter(string Place, string Reason, ReadOnlyMemory<byte> Content)
{
    /// <summary>How much of the content a store keeps; what is longer is no row of anything.</summary>
    public const int KeptBytes = 4096;
}
