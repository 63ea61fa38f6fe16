using System.Collections.Immutable;

namespace Pawl.Scripting;

/// <summary>An input that a script declares.</summary>
/// <param name="Name">What the script calls it.</param>
/// <param name="Reference">What it reads, such as <c>candle(1m).close</c>; empty where it is a node of its own.</param>
/// <param name="Kind">The kind of a node of its own; null where it reads what is there.</param>
/// <param name="Settings">Of such a node: parameters and what it reads, as text.</param>
public sealed record ScriptInput(string Name, string Reference, string? Kind, ImmutableArray<(string Name, string Text)> Settings);

/// <summary>A parameter that a script declares: a number.</summary>
public sealed record ScriptParameter(string Name, double Default, double Min, double Max, string Doc);

/// <summary>What a script says of itself by <c>strategy{…}</c>.</summary>
/// <param name="Description">A sentence; may be empty.</param>
/// <param name="Inputs">In the order of their names.</param>
/// <param name="Parameters">In the order of their names.</param>
/// <param name="Line">Where it is said.</param>
public sealed record ScriptDeclaration(string Description, ImmutableArray<ScriptInput> Inputs, ImmutableArray<ScriptParameter> Parameters, int Line)
{
    /// <summary>The input that a strategy trades at; every script has it.</summary>
    public const string PriceInput = "price";

    /// <summary>How many inputs, and how many parameters, a script may have.</summary>
    public const int Most = 32;
}
