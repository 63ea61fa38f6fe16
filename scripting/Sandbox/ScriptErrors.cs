namespace Pawl.Scripting.Sandbox;

/// <summary>Turns what Lua says of an error into an exception.</summary>
internal static class ScriptErrors
{
    private const string Own = "[pawl]";
    private const int LongestMessage = 400;
    private const int MostFrames = 20;

    /// <param name="file">The file that was run.</param>
    /// <param name="text">The message and the traceback of Lua.</param>
    /// <param name="limit">The limit that was reached; null where none was.</param>
    public static ScriptException Of(string file, string text, string? limit)
    {
        int at = text.IndexOf("\nstack traceback:", StringComparison.Ordinal);
        string message = at < 0 ? text : text[..at];
        string[] stack = at < 0 ? [] : [.. text[at..].Split('\n').Skip(2).Select(l => l.Trim()).Where(IsOfScript).Take(MostFrames)];
        if (limit is not null)
        {
            // What Lua says itself is no help here: that it was stopped.
            message = limit;
        }
        else if (message.StartsWith(Own, StringComparison.Ordinal))
        {
            // A function that is returned by a jump leaves no line of the script behind to be blamed.
            message = message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..];
        }

        if (!message.StartsWith(file, StringComparison.Ordinal))
        {
            message = $"{(stack.Length > 0 ? PlaceOf(stack[0]) : null) ?? file}: {message}";
        }

        return new ScriptException(Line(message)) { Stack = stack, IsStopped = limit is not null };
    }

    private static bool IsOfScript(string frame) =>
        !frame.StartsWith(Own, StringComparison.Ordinal) && !frame.StartsWith("[C]", StringComparison.Ordinal) && frame != "(...tail calls...)" && frame.Length > 0;

    /// <summary>File and line of a frame such as <c>cross.lua:12: in function 'on_watch'</c>.</summary>
    private static string? PlaceOf(string frame) => frame.IndexOf(": in ", StringComparison.Ordinal) is > 0 and var end ? frame[..end] : null;

    /// <summary>One line, without what would break it, and not longer than it helps.</summary>
    private static string Line(string message)
    {
        string line = string.Concat(message.Take(LongestMessage).Select(c => char.IsControl(c) ? ' ' : c));
        return message.Length > LongestMessage ? line + "…" : line;
    }
}
