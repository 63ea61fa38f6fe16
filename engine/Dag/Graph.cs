using System.Collections.Immutable;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>Something that events are written into: a symbol's ticks, quotes, candles of one time frame, or a clock.</summary>
/// <param name="Symbol">Index into <see cref="Graph.Symbols"/>.</param>
/// <param name="Cell">Offset of its cell in the block.</param>
/// <param name="Channel">Where it is published; −1 when it is not.</param>
public sealed record Source(int Index, int Symbol, ReferenceKind Kind, TimeFrame TimeFrame, int Cell, int Channel)
{
    /// <summary>Whether its candles say what was traded in them by aggressor: it is published as <see cref="FlowCandle"/>.</summary>
    public bool HasFlow { get; init; }

    /// <summary>Its bit in a set of sources.</summary>
    public ulong Bit { get; } = BitOf(Index);

    /// <summary>The node whose orders it is about; null of other sources.</summary>
    public string? Strategy { get; init; }

    internal static ulong BitOf(int index) => 1UL << Math.Min(index, 63);
}

/// <summary>Something that is published: a candle frame, a node, or a report of the engine itself.</summary>
/// <param name="Symbol">Index into <see cref="Graph.Symbols"/>.</param>
/// <param name="Node">The id that messages carry as <c>metadata.node</c>.</param>
/// <param name="Schema">The fields of its records.</param>
public sealed record Channel(int Index, int Symbol, string Node, TimeFrame TimeFrame, RecordSchema Schema);

/// <summary>What an input of a node is connected to.</summary>
/// <param name="Producer">The index of a node, or of a source as its complement (~index).</param>
/// <param name="Field">The field that is read; empty for the whole.</param>
public sealed record GraphInput(string Name, int Producer, string Field);

/// <summary>A node as documentation and pictures need it.</summary>
/// <param name="Ids">The ids it is published under; empty when it is not.</param>
public sealed record GraphNode(
    int Index,
    string Id,
    int Symbol,
    int Rank,
    TimeFrame TimeFrame,
    KindDescriptor? Kind,
    ImmutableArray<string> Ids,
    ImmutableArray<Argument> Arguments,
    ImmutableArray<GraphInput> Inputs,
    ImmutableArray<int> Triggers,
    int WarmUp);

/// <summary>
/// A compiled pipeline: sources, nodes in the order of (rank, id), channels, and the block that every log starts from.
/// Immutable; shared by all symbols and threads. What happens lives in an <see cref="EngineLog"/>.
/// </summary>
public sealed class Graph
{
    private readonly Lock gate = new();
    private volatile Plan[] plans = [];

    internal Graph(GraphParts parts)
    {
        Parts = parts;
        WakingSources = parts.Runners.Aggregate(0UL, (all, runner) => all | runner.Sources);
        HashSet<int> read = [.. parts.Extents.SelectMany(extent => extent?.Reads ?? []).Select(cell => cell.Start)];
        ReadSources = WakingSources | parts.Sources.Where(source => read.Contains(source.Cell)).Aggregate(0UL, (all, source) => all | source.Bit);
    }

    internal GraphParts Parts { get; }

    public string Name => Parts.Name;

    /// <summary>The symbols of the log; one empty name where the graph serves any symbol.</summary>
    public ImmutableArray<string> Symbols => Parts.Symbols;

    /// <summary>The symbols that the pipeline names; empty: any.</summary>
    public ImmutableArray<string> DeclaredSymbols => Parts.DeclaredSymbols;

    /// <summary>Whether all symbols share one log, named after the pipeline.</summary>
    public bool CrossesSymbols => Parts.CrossesSymbols;

    public ImmutableArray<Source> Sources => Parts.Sources;

    public ImmutableArray<GraphNode> Nodes => Parts.Nodes;

    public ImmutableArray<Channel> Channels => Parts.Channels;

    /// <summary>Bytes of a fresh block.</summary>
    public int BlockBytes => Parts.Initial.Length;

    /// <summary>Offset of the driver's own state.</summary>
    public int DriverOffset => Parts.DriverOffset;

    /// <summary>What its logs hold, as bytes to keep: two graphs of equal signatures read each other's states.</summary>
    public ReadOnlySpan<byte> Signature => Parts.StateTable.Value;

    /// <summary>The first difference between this graph and one whose signature was kept, in words; null where there is none.</summary>
    /// <exception cref="StateException">The signature is damaged.</exception>
    public string? DifferenceFrom(ReadOnlySpan<byte> signature) =>
        signature.SequenceEqual(Signature) ? null : StateTable.Difference(signature, Parts.StateEntries);

    /// <summary>The channel of one of the driver's messages for a symbol.</summary>
    public int DriverChannel(int symbol, int message) => Parts.DriverChannels + (symbol * Parts.DriverMessages) + message;

    /// <summary>Offset of the cell of a symbol's <see cref="Market"/>; 0 where no node asks for it.</summary>
    public int MarketOf(int symbol) => Parts.Markets[symbol];

    /// <summary>The declared nodes that read a source, directly or through the number of one of its fields.</summary>
    public IEnumerable<GraphNode> ReadersOf(Source source)
    {
        HashSet<int> numbers = [.. Nodes.Where(n => n.Kind is null && n.Inputs.Any(i => i.Producer == ~source.Index)).Select(n => n.Index)];
        return Nodes.Where(n => n.Kind is not null && n.Inputs.Any(i => i.Producer == ~source.Index || numbers.Contains(i.Producer)));
    }

    /// <summary>The sources that wake any node, be it through others.</summary>
    internal ulong WakingSources { get; }

    /// <summary>The sources whose values are kept: those, and what nodes read without being woken by it.</summary>
    internal ulong ReadSources { get; }

    /// <summary>The node of an index; null where an alias of another node has it.</summary>
    public GraphNode? NodeAt(int index)
    {
        // Aliases take indices and are no nodes, so a node stands at its index or a little before.
        int at = Math.Min(index, Nodes.Length - 1);
        while (at >= 0 && Nodes[at].Index > index)
        {
            at--;
        }

        return at >= 0 && Nodes[at].Index == index ? Nodes[at] : null;
    }

    /// <summary>What computes a channel: the index of a node, or of a source as its complement; null for the driver's messages.</summary>
    public int? ProducerOf(Channel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        if (Sources.FirstOrDefault(s => s.Channel == channel.Index) is { } source)
        {
            return ~source.Index;
        }

        int failed = channel.Index - Parts.ErrorChannels;
        NodeRunner? runner = failed >= 0 && failed < Parts.Runners.Length ? Parts.Runners[failed] : Array.Find(Parts.Runners, r => r.Channel >= 0 && (uint)(channel.Index - r.Channel) < (uint)r.Channels);
        return runner is null ? null : runner.IsAlias ? Parts.WokenBy[runner.Index][0] : runner.Index;
    }

    /// <summary>The plan of a set of sources: made once, then found by a linear search over a few masks.</summary>
    public Plan PlanOf(ulong sources)
    {
        foreach (Plan plan in plans)
        {
            if (plan.Sources == sources)
            {
                return plan;
            }
        }

        return AddPlan(sources);
    }

    /// <summary>How many sets of sources keep a plan of their own; further sets share the plan of all sources, whose nodes still run only when concerned.</summary>
    private const int MaxPlans = 256;

    private Plan AddPlan(ulong sources)
    {
        lock (gate)
        {
            if (plans.Length >= MaxPlans)
            {
                sources = ulong.MaxValue;
            }

            foreach (Plan plan in plans)
            {
                if (plan.Sources == sources)
                {
                    return plan;
                }
            }

            Plan added = Parts.MakePlan(sources);
            plans = [.. plans, added];
            return added;
        }
    }
}
