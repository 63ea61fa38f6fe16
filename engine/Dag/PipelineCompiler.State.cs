namespace Pawl.Engine;

// Describes each part of the block, so that a saved state of something else is refused by name.
public sealed partial class PipelineCompiler
{
    private readonly List<StateEntry> entries = [];

    private void DescribeDriver(int bytes, int all) =>
        entries.Add(new StateEntry("the driver", "driver", driver.Version, all, $"{bytes} of {all} bytes copied for previews"));

    private void DescribeState(Vertex vertex, int bytes)
    {
        if (vertex is not NodeVertex node)
        {
            entries.Add(new StateEntry($"number '{Shown(vertex)}'", "number", 1, bytes));
            return;
        }

        entries.Add(new StateEntry(
            $"node '{Shown(node)}'",
            node.Node.Kind.Name,
            node.Node.Kind.Version,
            bytes,
            ParameterReader.Text(node.Node.Kind, node.Node.Parameters),
            string.Join(", ", node.Operands.Select(o => $"{node.Node.Kind.Inputs[o.Slot].Name}={Shown(o)}")),
            ReferenceEquals(node.Active, node.Operands) ? "" : string.Join(", ", node.Active.Select(Shown).Distinct(StringComparer.Ordinal))));
    }

    private string Shown(Operand operand)
    {
        Vertex producer = operand.Producer;
        return operand.IsNumber && producer.OutputType != typeof(double)
            ? $"{Shown(producer)}.{SchemaOf(producer.OutputType).Fields.First(f => f.Offset == operand.Value - producer.ValueOffset).Name}"
            : Shown(producer);
    }

    private string Shown(Vertex vertex) => Shown(vertex.Id, vertex.Symbol);

    private string Shown(string id, int symbol) => crosses ? $"{id}@{symbols[symbol]}" : id;
}
