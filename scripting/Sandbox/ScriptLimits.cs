namespace Pawl.Scripting;

/// <summary>What a script may use. Whatever goes over a limit is stopped, and cannot go on by catching the error.</summary>
public sealed record ScriptLimits
{
    public static ScriptLimits Default { get; } = new();

    /// <summary>Instructions of Lua's machine in one call: a few milliseconds.</summary>
    public int Instructions { get; init; } = 200_000;

    /// <summary>Bytes that a script may hold, beside those of the sandbox itself.</summary>
    public long Memory { get; init; } = 4 << 20;

    /// <summary>Bytes that it may take in one call, given back or not: what bounds the work of collecting them.</summary>
    public long Allocated { get; init; } = 32 << 20;

    /// <summary>Bytes of a file.</summary>
    public const int FileBytes = 64 << 10;

    /// <summary>Bytes of one text; comparing and copying texts are single instructions.</summary>
    public const int TextBytes = 16 << 10;

    /// <summary>Bytes of what a script remembers, as it is saved.</summary>
    public const int MemoryBytes = 16_000;

    /// <summary>Bytes of one list, table or stack: 16 384 elements, 8 192 entries.</summary>
    public const int BlockBytes = 256 << 10;
}
