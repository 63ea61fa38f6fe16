namespace Pawl.Engine;

/// <summary>What a block remembers of a node beside its state.</summary>
[Flags]
internal enum NodeStatus : byte
{
    None = 0,

    /// <summary>It has failed and sleeps until a reset.</summary>
    Asleep = 1,

    /// <summary>It was warmed up from history, and its next output has to say so.</summary>
    Warmed = 2,
}
