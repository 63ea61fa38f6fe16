using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Trading;

namespace Pawl.Scripting;

/// <summary>A number for each input.</summary>
[InlineArray(ScriptDeclaration.Most)]
internal struct InputValues
{
    private double first;
}

/// <summary>Everything that a strategy of a script remembers; it lies in the block.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ScriptState
{
    internal StrategyMachine Machine;

    /// <summary>1 from a failure until a reset: the script is not called, the machine goes on following fills.</summary>
    internal long Held;

    /// <summary>The version of the script that is in force, see <see cref="ScriptFile.Version"/>; 0 for the one that the pipeline was compiled with.</summary>
    internal long Version;

    /// <summary>How many bytes of <see cref="Memory"/> are in use.</summary>
    internal long MemoryBytes;

    /// <summary>What the script keeps in its memory, as it is saved.</summary>
    internal Window<byte> Memory;

    /// <summary>Which inputs have had a value, and which have had two: a bit each.</summary>
    internal long Seen, SeenTwice;

    /// <summary>Stop and target of what is held; 0 where there is none.</summary>
    internal double Stop, Target;

    internal InputValues Latest, Previous;
}
