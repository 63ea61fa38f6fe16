using Pawl.Types;

namespace Pawl.Engine;

// Connects the nodes to their producers, checks types, and shares nodes that are equal.
public sealed partial class PipelineCompiler
{
    private readonly List<Vertex> vertices = [];
    private readonly List<SourceVertex> sources = [];
    private readonly Dictionary<string, Vertex> shared = new(StringComparer.Ordinal);
    private readonly Dictionary<NodeName, NodeVertex> computed = [];

    private void ConnectNodes()
    {
        foreach (InputReference candle in publishedCandles)
        {
            for (int symbol = 0; symbol < instances; symbol++)
            {
                Source(symbol, candle).Published = true;
            }
        }

        // All symbols of a node before the next node: what it reads on another symbol has been connected then.
        foreach (ParsedNode node in ordered)
        {
            for (int symbol = 0; symbol < instances; symbol++)
            {
                Connect(node, symbol);
            }
        }
    }

    private void Connect(ParsedNode node, int symbol)
    {
        List<Operand> operands = [];
        for (int slot = 0; slot < node.Kind.Inputs.Length; slot++)
        {
            foreach (ParsedInput input in node.Inputs)
            {
                if (input.Slot == slot && Bind(node, input, symbol) is { } operand)
                {
                    operands.Add(operand);
                }
            }
        }

        List<Operand> active = operands;
        Operand[] reads = [.. operands];
        bool sound = operands.Count == node.Inputs.Count && operands.Count > 0;
        if (node.Triggers.Count > 0)
        {
            active = [];
            foreach (ParsedInput trigger in node.Triggers)
            {
                int before = active.Count;
                active.AddRange(Trigger(node, trigger, symbol, operands));
                sound &= active.Count > before;
            }
        }

        if (!sound)
        {
            return;
        }

        if (node.Kind.ReadsOrders)
        {
            // Woken by its own orders, whatever else wakes it: two strategies are never one, for each has a position of its own.
            active = [.. active, OrdersOf(node, symbol)];
        }

        TimeFrame frame = node.TimeFrame ?? SmallestFrame(operands.Concat(active));
        string key = Key(node, operands, active, frame);
        if (shared.TryGetValue(key, out Vertex? equal))
        {
            NodeVertex same = (NodeVertex)equal;
            same.Declared.Add(new Declared(node, symbol));
            computed[new NodeName(symbol, node.Declaration.Id)] = same;
            return;
        }

        NodeVertex vertex = new(vertices.Count, symbol, node, reads, ReferenceEquals(active, operands) ? reads : [.. active])
        {
            Rank = 1 + operands.Concat(active).Max(o => o.Producer.Rank),
            TimeFrame = frame,
        };
        vertices.Add(vertex);
        shared.Add(key, vertex);
        computed.TryAdd(new NodeName(symbol, node.Declaration.Id), vertex);
    }

    private static string Key(ParsedNode node, List<Operand> operands, List<Operand> active, TimeFrame frame) =>
        $"{node.Kind.Name}|{Convert.ToHexString(node.Parameters)}|{Key(operands)}|{(ReferenceEquals(operands, active) ? "" : Key(active))}|{frame}";

    private static string Key(IEnumerable<Operand> operands) =>
        string.Join(',', operands.Select(o => $"{o.Slot}:{o.Producer.Number}+{o.Value}"));

    private static TimeFrame SmallestFrame(IEnumerable<Operand> operands)
    {
        TimeFrame smallest = TimeFrame.None;
        foreach (Operand operand in operands)
        {
            TimeFrame frame = operand.Producer.TimeFrame;
            if (!frame.IsNone && (smallest.IsNone || frame < smallest))
            {
                smallest = frame;
            }
        }

        return smallest;
    }

    private SourceVertex Source(int symbol, InputReference reference)
    {
        InputReference plain = reference with { Field = null, Symbol = null };
        string key = $"{symbol}|{plain}";
        if (!shared.TryGetValue(key, out Vertex? source))
        {
            source = new SourceVertex(vertices.Count, symbol, plain) { TimeFrame = plain.TimeFrame };
            sources.Add((SourceVertex)source);
            vertices.Add(source);
            shared.Add(key, source);
        }

        return (SourceVertex)source;
    }

    private Operand OrdersOf(ParsedNode node, int symbol)
    {
        SourceVertex orders = Source(symbol, new InputReference(ReferenceKind.Orders, default, node.Declaration.Id, null, null));
        return new Operand(orders, -1, orders.ValueOffset, IsNumber: false);
    }

    private Vertex? Producer(InputReference reference, int symbol)
    {
        int of = SymbolOf(reference, symbol);
        return reference.Kind == ReferenceKind.Node
            ? computed.GetValueOrDefault(new NodeName(of, reference.Node!))
            : Source(of, reference);
    }
}
