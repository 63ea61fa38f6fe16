using System.Text;
using Pawl.Types;

namespace Pawl.Scripting;

/// <summary>
/// The sandbox that a log keeps for a node. It remembers nothing of its own: before a call its memory is held against the one in the
/// block, which may have been restored, copied or reset meanwhile.
/// </summary>
internal sealed class ScriptSession
{
    private readonly byte[] memory = new byte[ScriptLimits.MemoryBytes];
    private readonly char[] reason = new char[Text64.Capacity];
    private int length;
    private long version;
    private Script? script;

    /// <summary>A script of a version, with the memory that the state has.</summary>
    /// <exception cref="ScriptException">It cannot be loaded.</exception>
    public Script Open(ScriptKind kind, ReadOnlySpan<double> parameters, in ScriptState s, ReadOnlySpan<byte> kept)
    {
        if (script is null || version != s.Version)
        {
            Close();
            Script opened = Script.Load(kind.FileOf(s.Version), kind.Limits);
            opened.Prepare(parameters[..opened.Declaration.Parameters.Length]);
            (script, version, length) = (opened, s.Version, 0);
        }

        if (!kept.SequenceEqual(memory.AsSpan(0, length)))
        {
            if (!script.LoadMemory(kept))
            {
                throw new ScriptException($"{script.File.FileName}: its memory in the saved state is damaged");
            }

            Keep(kept);
        }

        return script;
    }

    /// <summary>Takes what a call left behind; true where it differs from before.</summary>
    public bool Changed(ReadOnlySpan<byte> left)
    {
        if (left.SequenceEqual(memory.AsSpan(0, length)))
        {
            return false;
        }

        Keep(left);
        return true;
    }

    /// <summary>Why the script wants an action; what it is called where it does not say. Valid until the next.</summary>
    public ReadOnlySpan<char> ReasonOf(scoped in ScriptAction action)
    {
        int count = Encoding.UTF8.GetChars(action.Reason.Utf8, reason);
        return count > 0 ? reason.AsSpan(0, count) : ScriptKind.DefaultReason(action.Kind);
    }

    /// <summary>Gives the sandbox up: what a failed call did to its memory must not last.</summary>
    public void Close()
    {
        script?.Dispose();
        script = null;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(memory);
        length = bytes.Length;
    }
}
