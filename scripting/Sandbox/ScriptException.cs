namespace Pawl.Scripting;

/// <summary>A script did what it may not, or made a mistake; the message has file, line and what is wrong.</summary>
public sealed class ScriptException : Exception
{
    public ScriptException()
    {
    }

    public ScriptException(string message) : base(message)
    {
    }

    public ScriptException(string message, Exception innerException) : base(message, innerException)
    {
    }

    /// <summary>The functions that were being called, the innermost first; a line for each.</summary>
    public IReadOnlyList<string> Stack { get; init; } = [];

    /// <summary>Whether a limit stopped it.</summary>
    public bool IsStopped { get; init; }
}
