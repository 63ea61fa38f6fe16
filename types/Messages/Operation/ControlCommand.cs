namespace Pawl.Types;

/// <summary>What an operator asks for.</summary>
public enum ControlCommand : long
{
    /// <summary>To send nothing that makes a position larger.</summary>
    Halt,

    /// <summary>To go on.</summary>
    Resume,

    /// <summary>To save the state now.</summary>
    Snapshot,

    /// <summary>To empty the state of a node.</summary>
    Reset,

    /// <summary>To go on with another version of a pipeline or a strategy.</summary>
    Pipeline,
}
