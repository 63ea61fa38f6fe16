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
    string Id, string Title, string Subtitle, string Family, string? Symbol, string? TimeFrame, bool Published);

/// <summary>One line of the picture, from the id of a node to the id of one that reads it.</summary>
/// <param name="From">Id of the node that is read.</param>
/// <param name="To">Id of the node that reads.</param>
/// <param name="Label">The field or the input's name; <c>null</c> for none.</param>
/// <param name="Trigger">True where it only orders and wakes, and no value is read: drawn dashed.</param>
public sealed record DrawnEdge(string From, string To, string? Label, bool Trigger);

/// <summary>What the renderers draw: boxes and lines without cycles. The order of the lists breaks ties of the layout.</summary>
public sealed record DrawnGraph(string Title, IReadOnlyList<DrawnNode> Nodes, IReadOnlyList<DrawnEdge> Edges);
