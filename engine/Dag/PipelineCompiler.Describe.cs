namespace Pawl.Engine;

// Describes the nodes for documentation and pictures.
public sealed partial class PipelineCompiler
{
    private GraphNode Describe(Vertex vertex, int index)
    {
        int IndexOf(Vertex producer) => producer is SourceVertex source ? ~source.Index : indexOf[producer];
        if (vertex is NumberVertex number)
        {
            return new GraphNode(index, vertex.Id, vertex.Symbol, vertex.Rank, vertex.TimeFrame, null, [], [],
                [new GraphInput("", IndexOf(number.Producer), number.Field)], [], 1);
        }

        var node = (NodeVertex)vertex;
        KindDescriptor kind = node.Node.Kind;
        return new GraphNode(
            index,
            vertex.Id,
            vertex.Symbol,
            vertex.Rank,
            vertex.TimeFrame,
            kind,
            [.. node.Declared.Where(d => d.Node.Declaration.Publish).Select(d => d.Node.Declaration.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. node.Node.Declaration.Arguments],
            [.. node.Operands.Select(o => new GraphInput(kind.Inputs[o.Slot].Name, IndexOf(o.Producer), FieldOf(o)))],
            [.. ReferenceEquals(node.Active, node.Operands) ? [] : node.Active.Select(a => IndexOf(a.Producer)).Distinct()],
            kind.WarmUp(node.Node.Parameters));
    }

    /// <summary>The field of a record that is read as a number; empty where there is only one, or all of it is read.</summary>
    private string FieldOf(Operand operand) =>
        operand.IsNumber && operand.Producer is NodeVertex producer && SchemaOf(producer.OutputType).Fields is { Length: > 1 } fields
            ? fields.First(f => f.Offset == operand.Value - producer.ValueOffset).Name
            : "";
}
