using Pawl.Types;

namespace Pawl.Engine;

// Adds the hidden nodes that give what a pipeline does not wire.
public sealed partial class PipelineCompiler
{
    private readonly List<Diagnostic> ofImplied = [];

    /// <summary>Wires each absent input that has a default to a node of that kind, which is shared with any that is declared equal.</summary>
    private void AddDefaults(ParsedNode node)
    {
        NodeDeclaration declaration = node.Declaration;
        if (declaration.Inputs.Count == 0)
        {
            return;
        }

        for (int slot = 0; slot < node.Kind.Inputs.Length; slot++)
        {
            KindInput input = node.Kind.Inputs[slot];
            if (input.Default is not { } kind || node.Inputs.Any(i => i.Slot == slot))
            {
                continue;
            }

            // No declared id has a dot.
            string id = $"{declaration.Id}.{input.Name}";
            if (!byId.ContainsKey(id))
            {
                ReadNode(new NodeDeclaration(id, kind, declaration.Place, declaration.Place)
                {
                    Inputs = [.. InputsOf(kind, declaration.Inputs[0])],
                    Publish = false,
                    IsImplied = true,
                });
            }

            node.Inputs.Add(new ParsedInput(new InputReference(ReferenceKind.Node, default, id, null, null), slot, declaration.Place));
        }
    }

    /// <summary>What a default kind reads: the first input of the node that it is for, and the trades of its symbol.</summary>
    private IEnumerable<InputDeclaration> InputsOf(string kind, InputDeclaration first)
    {
        KindInput[] needed = [.. kinds.Find(kind)?.Inputs.Where(i => i.IsNeeded) ?? []];
        if (needed.Length < 2)
        {
            return [first with { Name = null }];
        }

        int symbol = first.Text.IndexOf('@', StringComparison.Ordinal);
        string trades = "tick" + (symbol < 0 ? "" : first.Text[symbol..]);
        return needed.Select(i => i.ValueType == typeof(Tick) ? first with { Name = i.Name, Text = trades } : first with { Name = i.Name });
    }
}
