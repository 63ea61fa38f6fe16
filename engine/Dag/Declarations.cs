namespace Pawl.Engine;

/// <summary>Where something was written, so that an error can point at it; lines and columns count from 1.</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    /// <summary>By file, line and column; what concerns a file as a whole comes first.</summary>
    public static IComparer<Place> Order { get; } = Comparer<Place>.Create((a, b) =>
        string.CompareOrdinal(a.File, b.File) is not 0 and var files ? files : (a.Line, a.Column).CompareTo((b.Line, b.Column)));

    public override string ToString() => Line > 0 ? $"{File}:{Line}:{Column}" : File;
}

/// <summary>One mistake in a pipeline: where, and what would mend it.</summary>
/// <param name="Said">What is wrong, without the node that it concerns.</param>
/// <param name="Node">The id of the node that it concerns, if it concerns one.</param>
public sealed record Diagnostic(Place Place, string Said, string? Node = null)
{
    public string Message => Node is null ? Said : $"node '{Node}': {Said}";

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

    /// <summary>The schema that its outputs are said to have: checked against what the kind gives.</summary>
    public Located<string>? OutputSchema { get; init; }

    public bool Publish { get; init; } = true;

    /// <summary>True of a hidden node that an input's default brings: what is wrong with it is mostly wrong with the node that was written too.</summary>
    internal bool IsImplied { get; init; }

    /// <summary>False where an input or a parameter could not be read: that it is missing is not a second mistake.</summary>
    public bool IsWhole { get; init; } = true;
}

/// <summary>A pipeline as written: the same nodes for each of its symbols.</summary>
public sealed record PipelineDeclaration(string Name, Place Place)
{
    /// <summary>The symbols it is for; empty: every symbol that the data brings.</summary>
    public IReadOnlyList<Located<string>> Symbols { get; init; } = [];

    /// <summary>Time frames whose candles are published.</summary>
    public IReadOnlyList<Located<string>> Candles { get; init; } = [];

    /// <summary>Whether candles say too what was traded in them by aggressor, the notional and the mean price.</summary>
    public bool CandleFlow { get; init; }

    public IReadOnlyList<NodeDeclaration> Nodes { get; init; } = [];

    /// <summary>Whether a node of this id may have been written where nothing could be read: to refer to it is not a second mistake.</summary>
    public Func<string, bool> IsUnread { get; init; } = _ => false;

    /// <summary>False where some of the symbols could not be read: that one is missing is not a second mistake.</summary>
    public bool HasAllSymbols { get; init; } = true;
}
