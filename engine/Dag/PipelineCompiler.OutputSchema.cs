using System.Globalization;
using Pawl.Types;

namespace Pawl.Engine;

// Compares the schema that a node is said to have with what its kind gives.
public sealed partial class PipelineCompiler
{
    /// <summary>The names that the catalogue knows, read when one is wrong.</summary>
    private static readonly Lazy<string[]> SchemaNames = new(() => [RecordSchema.IndicatorName, .. MessageCatalogue.Messages().Select(m => m.Name)]);

    private void ReadOutputSchema(ParsedNode node)
    {
        if (node.Declaration.OutputSchema is not { } written)
        {
            return;
        }

        RecordSchema given = node.Kind.Output;
        int colon = written.Value.IndexOf(':', StringComparison.Ordinal);
        string name = colon < 0 ? written.Value : written.Value[..colon];
        string version = given.Version.ToString(CultureInfo.InvariantCulture);
        if (name == given.Name)
        {
            if (colon >= 0 && written.Value[(colon + 1)..] != version)
            {
                Report(node.Declaration, written.Place, $"output_schema '{written.Value}': {node.Kind.Name} gives version {version}; write '{name}' or '{name}:{version}'");
            }
        }
        else if (SchemaNames.Value.Contains(name))
        {
            Report(node.Declaration, written.Place, $"output_schema '{written.Value}': {node.Kind.Name} gives '{given.Name}'; write that, or take another kind");
        }
        else
        {
            string remedy = Nearest.Of(name, SchemaNames.Value) is { } nearest ? $"did you mean '{nearest}'?" : $"{node.Kind.Name} gives '{given.Name}'";
            Report(node.Declaration, written.Place, $"output_schema '{written.Value}': unknown schema; {remedy}");
        }
    }
}
