namespace Pawl.Engine;

/// <summary>How the nodes of a plan are run. What they say is the same, byte for byte.</summary>
public enum Executor
{
    /// <summary>One after the other, each through its own method; the oracle for every other one.</summary>
    Reference,

    /// <summary>Compiled to code for the very plan when it is first needed.</summary>
    Compiled,
}
