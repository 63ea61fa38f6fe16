using System.Globalization;

namespace Pawl.Engine;

/// <summary>What a runner is, whatever it is called and wherever it lies: by it a changed pipeline knows what it had before.</summary>
/// <param name="Text">Its kind, version and parameters, and which values it reads of its producers, in their order.</param>
/// <param name="Producers">What it reads and is woken by: runners, or sources as their complement.</param>
internal sealed record Makeup(string Text, int[] Producers);

// Describes what each part is made of.
public sealed partial class PipelineCompiler
{
    private Makeup MakeupOf(Vertex vertex)
    {
        if (vertex is NumberVertex number)
        {
            return new Makeup("number " + number.Field, [PlaceOf(number.Producer)]);
        }

        var node = (NodeVertex)vertex;
        Operand[] all = ReferenceEquals(node.Active, node.Operands) ? node.Operands : [.. node.Operands, .. node.Active];
        string reads = string.Join(' ', all.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Slot}+{o.Value - o.Producer.ValueOffset}")));
        return new Makeup(
            string.Create(CultureInfo.InvariantCulture, $"{node.Node.Kind.Name} {node.Node.Kind.Version} {node.TimeFrame} {Convert.ToHexString(node.Node.Parameters)} {node.Operands.Length} {reads}"),
            [.. all.Select(o => PlaceOf(o.Producer))]);
    }

    private int PlaceOf(Vertex producer) => producer is SourceVertex source ? ~source.Index : indexOf[producer];
}
