using System.Diagnostics.CodeAnalysis;

namespace Pawl.Engine;

/// <summary>A saved state cannot be restored: it is damaged, or was written by something else. The log stays as it was.</summary>
public sealed class StateException : Exception
{
    public StateException()
    {
    }

    public StateException(string message) : base(message)
    {
    }

    public StateException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>A text from a state, short and without what would break a line.</summary>
    internal static string Shown(string text)
    {
        string line = string.Concat(text.Select(c => char.IsControl(c) ? '·' : c).Take(LongestText + 1));
        return line.Length == 0 ? "none" : line.Length <= LongestText ? line : line[..LongestText] + "…";
    }

    private const int LongestText = 200;

    [DoesNotReturn]
    internal static void ThrowDamaged(string how) =>
        throw new StateException($"the state is damaged: {how}; use an older one, or begin from the log's first event");
}
