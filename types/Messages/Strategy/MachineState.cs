namespace Pawl.Types;

/// <summary>The states of a strategy.</summary>
public enum MachineState : long
{
    /// <summary>It looks for an opportunity.</summary>
    Watch,

    /// <summary>A set-up exists; the conditions of an entry are judged.</summary>
    CloseWatch,

    /// <summary>A position is managed.</summary>
    InTrade,
}
