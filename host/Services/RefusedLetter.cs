namespace Pawl.Host.Services;

/// <summary>Something that was refused.</summary>
/// <param name="Number">Its number among what was refused.</param>
/// <param name="Subject">What it was sent on.</param>
/// <param name="Place">Where it stood.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Content">What it says.</param>
internal sealed record RefusedLetter(long Number, string Subject, string Place, string Reason, ReadOnlyMemory<byte> Content);
