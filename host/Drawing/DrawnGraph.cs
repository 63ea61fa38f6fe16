namespace Pawl.Host.Drawing;

/// <summary>One box of the picture.</summary>
/// <param name="Id">Unique in its graph.</param>
/// <param name="Title">What the box says in bold, mostly the id or the kind.</param>
/// <param name="Subtitle">What it says beneath, for example <c>period 14</c>; empty for none.</param>
/// <param name="Family">Decides the colour: source, averages, momentum, volatility, …; any other name gets a colour too.</param>
/// <param name="Symbol">The instrument it belongs to; <c>null</c> for none.</param>
/// <param name="TimeFrame">The time frame it belongs to; <c>null</c> for none.</param>
/// <param name="Published">False for a node that only serves others.</param>
public sealed record DrawnNode(
    string Id, string Title, string Subtitle, string Family, string? Symbol, string? TimeFrame, bool Published)
{
    /// <summary>Its kind's name, as in <see cref="DrawnGraph.Kinds"/>.</summary>
    public string Kind { get; init; } = "";

    /// <summary>The ids it is published under; several where equal nodes are computed once.</summary>
    public IReadOnlyList<string> PublishedAs { get; init; } = [];

    /// <summary>All parameters of its kind, with the values that hold.</summary>
    public IReadOnlyList<DrawnParameter> Parameters { get; init; } = [];

    /// <summary>How many updates it needs before it says something; <c>null</c> for sources.</summary>
    public int? WarmUp { get; init; }
}

/// <summary>A parameter of a node.</summary>
/// <param name="Value">A number, or text.</param>
/// <param name="Written">False where the value is the kind's default.</param>
public sealed record DrawnParameter(string Name, object Value, bool Written);

/// <summary>One line of the picture, from the id of a node to the id of one that reads it.</summary>
/// <param name="From">Id of the node that is read.</param>
/// <param name="To">Id of the node that reads.</param>
/// <param name="Label">What the picture says at the line; <c>null</c> for nothing.</param>
/// <param name="Trigger">True where it only orders and wakes, and no value is read: drawn dashed.</param>
public sealed record DrawnEdge(string From, string To, string? Label, bool Trigger)
{
    /// <summary>The name of the reader's input; <c>null</c> where it has none.</summary>
    public string? Input { get; init; }

    /// <summary>The field that is read; <c>null</c> for all of it.</summary>
    public string? Field { get; init; }

    /// <summary>Whether an update of what is read runs the reader.</summary>
    public bool Wakes { get; init; } = true;
}

/// <summary>What nodes of one kind have in common.</summary>
/// <param name="Emits">What its messages are called, such as <c>candle</c>.</param>
public sealed record DrawnKind(string Name, string Family, string Summary, string Formula, string Source, string Emits, IReadOnlyList<DrawnField> Output);

/// <summary>A field of what a kind emits.</summary>
public sealed record DrawnField(string Name, string Type, string Doc);

/// <summary>What the renderers draw: boxes and lines without cycles. The order of the lists breaks ties of the layout.</summary>
public sealed record DrawnGraph(string Title, IReadOnlyList<DrawnNode> Nodes, IReadOnlyList<DrawnEdge> Edges)
{
    /// <summary>The symbols that the pipeline names; empty: any.</summary>
    public IReadOnlyList<string> Symbols { get; init; } = [];

    /// <summary>Whose rules the candles follow, and where those are from; empty where the pipeline says nothing.</summary>
    public string Rules { get; init; } = "";

    /// <summary>The kinds of the nodes, in order of appearance.</summary>
    public IReadOnlyList<DrawnKind> Kinds { get; init; } = [];
}
