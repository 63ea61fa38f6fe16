using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

// Drops what nothing needs, fixes the order, and lays out the block.
public sealed partial class PipelineCompiler
{
    private readonly BlockBuilder builder = new();
    private readonly List<Channel> channels = [];
    private readonly List<NodeRunner> runners = [];
    private readonly List<NodeExtent?> extents = [];
    private readonly List<GraphNode> described = [];
    private readonly Dictionary<Vertex, int> indexOf = [];

    /// <summary>For each runner, what it computes and under which id it is known.</summary>
    private readonly List<(Vertex Vertex, string Id)> owners = [];

    private void MarkNeeded()
    {
        for (int i = vertices.Count - 1; i >= 0; i--)
        {
            Vertex vertex = vertices[i];
            vertex.Needed |= vertex is SourceVertex { Published: true } || (vertex is NodeVertex node && node.Declared.Any(d => d.Declaration.Publish));
            if (vertex.Needed)
            {
                foreach (Vertex before in vertex.Before)
                {
                    before.Needed = true;
                }
            }
        }
    }

    /// <summary>Numbers the needed sources in an order that does not depend on that of the declarations, and finds what each can wake.</summary>
    private void NumberSources()
    {
        sources.RemoveAll(s => !s.Needed);
        sources.Sort((a, b) => (a.Symbol, a.Kind, a.TimeFrame).CompareTo((b.Symbol, b.Kind, b.TimeFrame)));
        for (int i = 0; i < sources.Count; i++)
        {
            sources[i].Index = i;
            sources[i].Sources = Engine.Source.BitOf(i);
        }

        foreach (Vertex vertex in vertices.Where(v => v.Needed))
        {
            foreach (Vertex waker in vertex.WokenBy)
            {
                vertex.Sources |= waker.Sources;
            }
        }
    }

    private Graph LayOut()
    {
        ImmutableArray<Source> placed = [.. sources.Select(Place)];
        int driverBytes = driver.Bytes(placed, symbols.Count);
        int driverOffset = builder.Take(driverBytes + driver.ColdBytes(symbols.Count));
        DescribeDriver(driverBytes, builder.Position - driverOffset);
        driver.Initialize?.Invoke(placed, symbols.Count, builder.Range(driverOffset, driverBytes));
        foreach ((Vertex vertex, ParsedNode? declared, bool first) in InOrder())
        {
            if (first)
            {
                PlaceNode(vertex, declared);
            }
            else
            {
                PlaceAlias((NodeVertex)vertex, declared!);
            }
        }

        int errorChannels = AddErrorChannels();
        int driverChannels = AddDriverChannels();
        int status = builder.Take(runners.Count);
        byte[] initial = builder.Finish(out int ladderTable);
        return new Graph(new GraphParts
        {
            Name = pipeline.Name,
            Symbols = [.. symbols],
            DeclaredSymbols = [.. declaredSymbols],
            CrossesSymbols = crosses,
            Sources = placed,
            Nodes = [.. described],
            Channels = [.. channels],
            Runners = [.. runners],
            Extents = [.. extents],
            Initial = initial,
            DriverOffset = driverOffset,
            DriverBytes = driverBytes,
            DriverChannels = driverChannels,
            DriverMessages = driver.Messages.Count,
            ErrorChannels = errorChannels,
            StatusOffset = status,
            LadderTable = ladderTable,
            StateEntries = [.. entries],
            LadderCount = builder.Ladders.Count,
        });
    }

    private Source Place(SourceVertex source)
    {
        source.Cell = builder.Take(GraphParts.SourceCellBytes);
        entries.Add(new StateEntry($"source '{Shown(source)}'", "source", 1, GraphParts.SourceCellBytes));
        int channel = source.Published ? AddChannel(source.Symbol, source.Id, source.TimeFrame, source.OutputType) : -1;
        return new Source(source.Index, source.Symbol, source.Kind, source.TimeFrame, source.Cell, channel);
    }

    /// <summary>Nodes by (rank, id); an equal node that was declared again publishes at the place of its own id.</summary>
    private IEnumerable<(Vertex Vertex, ParsedNode? Declared, bool First)> InOrder()
    {
        List<(Vertex Vertex, ParsedNode? Declared, bool First, string Id)> placed = [];
        foreach (Vertex vertex in vertices.Where(v => v.Needed))
        {
            if (vertex is NodeVertex node)
            {
                ParsedNode[] declared = [.. node.Declared.OrderBy(d => d.Declaration.Id, StringComparer.Ordinal)];
                vertex.Id = declared[0].Declaration.Id;
                placed.AddRange(declared
                    .Where((d, i) => i == 0 || d.Declaration.Publish)
                    .Select((d, i) => ((Vertex)node, (ParsedNode?)d, i == 0, d.Declaration.Id)));
            }
            else if (vertex is NumberVertex number)
            {
                vertex.Id = $"{number.Producer.Id}.{number.Field}";
                placed.Add((vertex, null, true, vertex.Id));
            }
        }

        return placed
            .OrderBy(e => e.Vertex.Rank)
            .ThenBy(e => e.Id, StringComparer.Ordinal)
            .ThenBy(e => e.Vertex.Symbol)
            .Select(e => (e.Vertex, e.Declared, e.First));
    }

    private void PlaceNode(Vertex vertex, ParsedNode? declared)
    {
        NodeRunner runner = vertex is NodeVertex node ? CreateRunner(node) : CreateNumber((NumberVertex)vertex);
        int start = builder.Position;
        int firstLadder = builder.Ladders.Count;
        List<int> regions = builder.BeginNode();
        runner.Place(builder);
        runner.Initialize(builder);
        vertex.Cell = runner.Cell;
        runner.Sources = vertex.Sources;
        if (declared is { Declaration.Publish: true })
        {
            runner.Channel = AddChannel(vertex.Symbol, declared.Declaration.Id, vertex.TimeFrame, vertex.OutputType);
        }

        indexOf.Add(vertex, runners.Count);
        List<BlockRange> reads = [.. vertex.Before.Select(b => new BlockRange(b.Cell, b.Cell + CellBytes(b)))];
        BlockRange? table = many;
        many = null;
        if (table is { } read)
        {
            reads.Add(read);
        }

        BlockRange memory = new(start, builder.Position);
        List<int> ladders = [.. Enumerable.Range(firstLadder, builder.Ladders.Count - firstLadder)];
        Add(runner, vertex, vertex.Id, new NodeExtent(memory, regions, ladders, reads) { Table = table });
        DescribeState(vertex, builder.Position - start);
        described.Add(Describe(vertex, runner.Index));
    }

    private void PlaceAlias(NodeVertex vertex, ParsedNode declared)
    {
        NodeRunner alias = runners[indexOf[vertex]].Alias();
        alias.Channel = AddChannel(vertex.Symbol, declared.Declaration.Id, vertex.TimeFrame, vertex.OutputType);
        Add(alias, vertex, declared.Declaration.Id, null);
        entries.Add(new StateEntry($"node '{Shown(declared.Declaration.Id, vertex.Symbol)}'", "the same as " + vertex.Id, 1, 0));
    }

    private void Add(NodeRunner runner, Vertex vertex, string id, NodeExtent? extent)
    {
        owners.Add((vertex, id));
        runner.Index = runners.Count;
        runners.Add(runner);
        extents.Add(extent);
    }

    private static int CellBytes(Vertex vertex) => vertex.ValueOffset + UnmanagedLayout.Size(vertex.OutputType);

    private static NumberRunner CreateNumber(NumberVertex vertex) => new(vertex.Kind, vertex.Producer.Cell + vertex.Value, vertex.NullValue)
    {
        Wakes = new Wakes([new Wake(vertex.Producer.Cell, 0)], [vertex.Producer.Cell]),
    };

    /// <summary>The table of an input that takes many sources, when the node being placed has one.</summary>
    private BlockRange? many;

    private NodeRunner CreateRunner(NodeVertex vertex)
    {
        KindDescriptor kind = vertex.Node.Kind;
        int[] slots = new int[2 * kind.Inputs.Length];
        for (int slot = 0; slot < kind.Inputs.Length; slot++)
        {
            Operand[] wired = [.. vertex.Operands.Where(o => o.Slot == slot)];
            (slots[2 * slot], slots[(2 * slot) + 1]) = kind.Inputs[slot].Form == InputForm.Many
                ? (WriteTable(wired), wired.Length)
                : (wired[0].Producer.Cell, wired[0].Producer.Cell + wired[0].Value);
        }

        NodeRunner runner = kind.CreateRunner(vertex.Node.Parameters, MemoryMarshal.AsBytes(slots.AsSpan()));
        runner.Wakes = new Wakes(
            [.. vertex.Active.Select(o => new Wake(o.Producer.Cell, o.IsNumber ? o.Producer.Cell + o.Value : 0)).Distinct()],
            [.. vertex.Operands.Where(o => kind.Inputs[o.Slot].Awaited).Select(o => o.Producer.Cell).Distinct()]);
        return runner;
    }

    private int WriteTable(Operand[] wired)
    {
        int table = builder.Take(wired.Length * 2 * sizeof(int));
        for (int i = 0; i < wired.Length; i++)
        {
            builder.At<int>(table + (8 * i)) = wired[i].Producer.Cell;
            builder.At<int>(table + (8 * i) + 4) = wired[i].Producer.Cell + wired[i].Value;
        }

        many = new BlockRange(table, builder.Position);
        return table;
    }

    private int AddChannel(int symbol, string node, TimeFrame frame, Type output)
    {
        channels.Add(new Channel(channels.Count, symbol, node, frame, SchemaOf(output)));
        return channels.Count - 1;
    }

    private int AddErrorChannels()
    {
        int first = channels.Count;
        foreach ((Vertex vertex, string id) in owners)
        {
            AddChannel(vertex.Symbol, id, vertex.TimeFrame, typeof(NodeError));
        }

        return first;
    }

    private int AddDriverChannels()
    {
        int first = channels.Count;
        for (int symbol = 0; symbol < symbols.Count; symbol++)
        {
            foreach (Type message in driver.Messages)
            {
                AddChannel(symbol, "tick", TimeFrame.None, message);
            }
        }

        return first;
    }

    private GraphNode Describe(Vertex vertex, int index)
    {
        int IndexOf(Vertex producer) => producer is SourceVertex source ? ~source.Index : indexOf[producer];
        if (vertex is not NodeVertex node)
        {
            return new GraphNode(index, vertex.Id, vertex.Symbol, vertex.Rank, vertex.TimeFrame, null, [], [],
                [.. vertex.Before.Select(b => ("", IndexOf(b)))], [], 1);
        }

        KindDescriptor kind = node.Node.Kind;
        return new GraphNode(
            index,
            vertex.Id,
            vertex.Symbol,
            vertex.Rank,
            vertex.TimeFrame,
            kind,
            [.. node.Declared.Where(d => d.Declaration.Publish).Select(d => d.Declaration.Id).Order(StringComparer.Ordinal)],
            [.. node.Node.Declaration.Arguments],
            [.. node.Operands.Select(o => (kind.Inputs[o.Slot].Name, IndexOf(o.Producer)))],
            [.. ReferenceEquals(node.Active, node.Operands) ? [] : node.Active.Select(a => IndexOf(a.Producer)).Distinct()],
            kind.WarmUp(node.Node.Parameters));
    }
}
