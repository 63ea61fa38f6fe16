namespace Pawl.Engine;

/// <summary>Where something was written, so that an error can point at it; lines and columns count from 1.</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    public override string ToString() => Line > 0 ? $"{File}:{Line}:{Column}" : File;
}

/// <summary>One mistake in a pipeline: where, and what would mend it.</summary>
public sealed record Diagnostic(Place Place, string Message)
{
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>A value and where it was written.</summary>
public sealed record Located<T>(T Value, Place Place);

/// <summary>A parameter as written.</summary>
public sealed record Argument(string Name, string Text, Place NamePlace, Place Place);

/// <summary>An input as written, for example <c>candle(5m)</c>; named when the inputs are a map.</summary>
public sealed record InputDeclaration(string? Name, string Text, Place Place);

/// <summary>A node as written.</summary>
public sealed record NodeDeclaration(string Id, string Kind, Place Place, Place KindPlace)
{
    public IReadOnlyList<Argument> Arguments { get; init; } = [];

    public IReadOnlyList<InputDeclaration> Inputs { get; init; } = [];

    public IReadOnlyList<InputDeclaration> Triggers { get; init; } = [];

    public Located<string>? TimeFrame { get; init; }

    public bool Publish { get; init; } = true;
}

/// <summary>A pipeline as written: the same nodes for each of its symbols.</summary>
public sealed record PipelineDeclaration(string Name, Place Place)
{
    /// <summary>The symbols it is for; empty: every symbol that the data brings.</summary>
    public IReadOnlyList<Located<string>> Symbols { get; init; } = [];

    /// <summary>Time frames whose candles are published.</summary>
    public IReadOnlyList<Located<string>> Candles { get; init; } = [];

    public IReadOnlyList<NodeDeclaration> Nodes { get; init; } = [];
}
