using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

// Fixes the order of running and lays out the block.
public sealed partial class PipelineCompiler
{
    private readonly BlockBuilder builder = new();
    private readonly List<Channel> channels = [];
    private readonly List<NodeRunner> runners = [];
    private readonly List<NodeExtent?> extents = [];
    private readonly List<Makeup> makeups = [];
    private readonly List<int[]> wokenBy = [];
    private readonly List<GraphNode> described = [];
    private readonly Dictionary<Vertex, int> indexOf = [];

    /// <summary>For each runner, what it computes or publishes.</summary>
    private readonly List<Placed> order = [];

    private Graph LayOut()
    {
        ImmutableArray<Source> placed = [.. sources.Select(Place)];
        PlaceMarkets();
        int driverBytes = driver.Bytes(placed, symbols.Count);
        int driverOffset = builder.Take(driverBytes + driver.ColdBytes(symbols.Count));
        DescribeDriver(driverBytes, builder.Position - driverOffset);
        driver.Initialize?.Invoke(placed, symbols.Count, builder.Range(driverOffset, driverBytes));
        foreach (Placed placedNode in InOrder())
        {
            if (placedNode.IsFirst)
            {
                PlaceNode(placedNode);
            }
            else
            {
                PlaceAlias(placedNode);
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
            Markets = [.. markets],
            Nodes = [.. described],
            Channels = [.. channels],
            Runners = [.. runners],
            Extents = [.. extents],
            Makeups = [.. makeups],
            WokenBy = [.. wokenBy],
            Initial = initial,
            DriverOffset = driverOffset,
            DriverBytes = driverBytes,
            DriverChannels = driverChannels,
            DriverMessages = driver.Messages.Count,
            ErrorChannels = errorChannels,
            StatusOffset = status,
            LadderTable = ladderTable,
            StateEntries = [.. entries],
            NodeOf = PlacesOf(computed),
            LadderCount = builder.Ladders.Count,
        });
    }

    private Source Place(SourceVertex source)
    {
        source.Cell = builder.Take(GraphParts.SourceCellBytes);
        entries.Add(new StateEntry($"source '{Shown(source)}'", "source", 1, GraphParts.SourceCellBytes));
        bool hasFlow = source.Kind == ReferenceKind.Candle && pipeline.CandleFlow;
        int channel = source.Published ? AddChannel(source.Symbol, source.Id, source.TimeFrame, hasFlow ? typeof(FlowCandle) : source.OutputType) : -1;
        return new Source(source.Index, source.Symbol, source.Kind, source.TimeFrame, source.Cell, channel) { HasFlow = hasFlow, Strategy = source.Strategy };
    }

    /// <summary>A place in the order of running: a vertex, or the publication of one that was declared again.</summary>
    private sealed record Placed(Vertex Vertex, string Id, int Symbol, bool IsPublished, bool IsFirst);

    /// <summary>Nodes by (rank, id); an equal node that was declared again publishes at the place of its own id.</summary>
    private List<Placed> InOrder()
    {
        List<Placed> all = [];
        foreach (Vertex vertex in vertices.Where(v => v.Needed))
        {
            if (vertex is NodeVertex node)
            {
                // A node that a pipeline names bears that name, not the one of an input's default.
                List<Declared> named = node.Declared.FindAll(d => !d.Node.Declaration.IsImplied);
                List<Placed> declared = (named.Count > 0 ? named : node.Declared).ConvertAll(d => new Placed(node, d.Node.Declaration.Id, d.Symbol, d.Node.Declaration.Publish, IsFirst: false));
                declared.Sort(CompareNames);
                (vertex.Id, vertex.Symbol) = (declared[0].Id, declared[0].Symbol);
                all.Add(declared[0] with { IsFirst = true });
                all.AddRange(declared.Skip(1).Where(d => d.IsPublished));
            }
            else if (vertex is NumberVertex { Producer: { } producer } number)
            {
                (vertex.Id, vertex.Symbol) = ($"{producer.Id}.{number.Field}", producer.Symbol);
                all.Add(new Placed(vertex, vertex.Id, vertex.Symbol, IsPublished: false, IsFirst: true));
            }
        }

        all.Sort((a, b) => a.Vertex.Rank != b.Vertex.Rank ? a.Vertex.Rank - b.Vertex.Rank : CompareNames(a, b));
        return all;
    }

    private static int CompareNames(Placed a, Placed b)
    {
        int ids = string.CompareOrdinal(a.Id, b.Id);
        return ids != 0 ? ids : a.Symbol != b.Symbol ? a.Symbol - b.Symbol : a.Vertex.Number - b.Vertex.Number;
    }

    private void PlaceNode(Placed placed)
    {
        Vertex vertex = placed.Vertex;
        int whole = builder.Position;
        NodeRunner runner = vertex is NodeVertex node ? CreateRunner(node) : CreateNumber((NumberVertex)vertex);
        int start = builder.Position;
        int firstLadder = builder.Ladders.Count;
        List<int> regions = builder.BeginNode();
        runner.Place(builder);
        runner.Initialize(builder);
        vertex.Cell = runner.Cell;
        runner.Sources = vertex.Sources;
        if (placed.IsPublished)
        {
            Publish(runner, placed);
        }

        indexOf.Add(vertex, runners.Count);
        List<BlockRange> reads = [.. vertex.Before.Select(b => new BlockRange(b.Cell, b.Cell + CellBytes(b)))];
        BlockRange? table = many;
        many = null;
        if (table is { } read)
        {
            reads.Add(read);
        }

        if (MarketOf(vertex) is > 0 and var market)
        {
            reads.Add(new BlockRange(market, market + Unsafe.SizeOf<Cell<Market>>()));
        }

        BlockRange memory = new(start, builder.Position);
        List<int> ladders = [.. Enumerable.Range(firstLadder, builder.Ladders.Count - firstLadder)];
        Add(runner, placed, new NodeExtent(memory, regions, ladders, reads) { Table = table });
        DescribeState(vertex, builder.Position - whole);
        described.Add(Describe(vertex, runner.Index));
    }

    private void PlaceAlias(Placed placed)
    {
        Vertex vertex = placed.Vertex;
        NodeRunner alias = runners[indexOf[vertex]].Alias();
        Publish(alias, placed);
        Add(alias, placed, null);
        entries.Add(new StateEntry($"node '{Shown(placed.Id, placed.Symbol)}'", "the same as " + Shown(vertex), 1, 0));
    }

    private void Add(NodeRunner runner, Placed placed, NodeExtent? extent)
    {
        order.Add(placed);
        makeups.Add(extent is null ? makeups[indexOf[placed.Vertex]] : MakeupOf(placed.Vertex));
        wokenBy.Add(extent is null
            ? [indexOf[placed.Vertex]]
            : [.. placed.Vertex.WokenBy.Select(w => w is SourceVertex source ? ~source.Index : indexOf[w]).Distinct()]);
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
        int[] slots = new int[2 * (kind.Inputs.Length + (kind.ReadsOrders ? 1 : 0) + (kind.ReadsMarket ? 1 : 0))];
        for (int slot = 0; slot < kind.Inputs.Length; slot++)
        {
            Operand[] wired = [.. vertex.Operands.Where(o => o.Slot == slot)];
            (slots[2 * slot], slots[(2 * slot) + 1]) = kind.Inputs[slot].Form == InputForm.Many
                ? (WriteTable(wired), wired.Length)
                : wired.Length == 0 ? (BlockHeader.NoCycleOffset, BlockHeader.NoCycleOffset)
                : (wired[0].Producer.Cell, wired[0].Producer.Cell + wired[0].Value);
        }

        if (kind.ReadsOrders)
        {
            Operand orders = vertex.Active[^1];
            (slots[2 * kind.Inputs.Length], slots[(2 * kind.Inputs.Length) + 1]) = (orders.Producer.Cell, orders.Producer.Cell + orders.Value);
        }

        if (kind.ReadsMarket)
        {
            (slots[^2], slots[^1]) = MarketInput(vertex);
        }

        NodeRunner runner = kind.CreateRunner(vertex.Node.Parameters, MemoryMarshal.AsBytes(slots.AsSpan()));
        runner.Wakes = new Wakes(
            Distinct(vertex.Active, o => new Wake(o.Producer.Cell, o.IsNumber ? o.Producer.Cell + o.Value : 0)),
            Distinct(vertex.Operands.Where(o => kind.Inputs[o.Slot].Awaited), o => o.Producer.Cell));
        return runner;
    }

    private static List<T> Distinct<T>(IEnumerable<Operand> operands, Func<Operand, T> select)
    {
        List<T> distinct = [];
        foreach (Operand operand in operands)
        {
            T item = select(operand);
            if (!distinct.Contains(item))
            {
                distinct.Add(item);
            }
        }

        return distinct;
    }

    private Dictionary<NodeName, int> PlacesOf(Dictionary<NodeName, NodeVertex> nodes)
    {
        Dictionary<NodeName, int> places = [];
        foreach ((NodeName name, NodeVertex vertex) in nodes)
        {
            if (vertex.Needed)
            {
                places.Add(name, indexOf[vertex]);
            }
        }

        return places;
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

    private void Publish(NodeRunner runner, Placed placed)
    {
        runner.Channel = channels.Count;
        ImmutableArray<RecordSchema> cases = OutputCases.Of(placed.Vertex.OutputType);
        runner.Channels = cases.Length;
        channels.AddRange(cases.Select((schema, i) => new Channel(runner.Channel + i, placed.Symbol, placed.Id, placed.Vertex.TimeFrame, schema)));
    }

    private int AddErrorChannels()
    {
        int first = channels.Count;
        for (int i = 0; i < order.Count; i++)
        {
            runners[i].ErrorChannel = AddChannel(order[i].Symbol, order[i].Id, order[i].Vertex.TimeFrame, typeof(NodeError));
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
}
