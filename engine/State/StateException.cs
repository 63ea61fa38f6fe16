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

    [DoesNotReturn]
    internal static void ThrowDamaged(string how) =>
        throw new StateException($"the state is damaged: {how}; use an older one, or begin from the log's first event");
}
