using Pawl.Types;

namespace Pawl.Engine;

// Reads each node's own texts: kind, parameters, inputs, time frame.
public sealed partial class PipelineCompiler
{
    private readonly List<string> declaredSymbols = [];
    private readonly List<InputReference> publishedCandles = [];
    private readonly List<ParsedNode> nodes = [];
    private readonly Dictionary<string, ParsedNode> byId = new(StringComparer.Ordinal);

    private void ReadHeader()
    {
        hasAllSymbols = pipeline.HasAllSymbols;
        foreach ((string text, Place place) in pipeline.Symbols)
        {
            if (!Symbol.TryParse(text, out _))
            {
                hasAllSymbols = false;
                Report(place, $"'{text}' is not a symbol; {InputReference.SymbolForm}");
            }
            else if (declaredSymbols.Contains(text))
            {
                Report(place, $"symbol '{text}' is listed twice; remove one");
            }
            else
            {
                declaredSymbols.Add(text);
            }
        }

        foreach ((string text, Place place) in pipeline.Candles)
        {
            if (!TimeFrame.TryParse(text, out TimeFrame frame))
            {
                Report(place, UnknownTimeFrame(text));
                continue;
            }

            InputReference candle = new(ReferenceKind.Candle, frame, null, null, null);
            if (publishedCandles.Contains(candle))
            {
                Report(place, $"time frame '{text}' is listed twice; remove one");
            }
            else
            {
                publishedCandles.Add(candle);
            }
        }
    }

    private void ReadNodes()
    {
        foreach (NodeDeclaration declaration in pipeline.Nodes)
        {
            ReadNode(declaration);
        }
    }

    private void ReadNode(NodeDeclaration declaration)
    {
        if (kinds.Find(declaration.Kind) is not { } kind)
        {
            // Where it is missing, whoever read the file has said so.
            if (declaration.Kind.Length > 0)
            {
                Report(declaration, declaration.KindPlace, UnknownKind(declaration.Kind));
            }

            unreadable.Add(declaration.Id);
            ReadWithoutKind(declaration);
            return;
        }

        ParsedNode node = new(declaration, kind, nodes.Count);
        if (!byId.TryAdd(declaration.Id, node))
        {
            Report(declaration, declaration.Place, $"the id is used twice, first at {byId[declaration.Id].Declaration.Place}; rename one");
        }

        nodes.Add(node);
        ReadArguments(node);
        ReadInputs(node);
        ReadTriggers(node);
        node.TimeFrame = ReadTimeFrame(declaration);
        ReadOutputSchema(node);
    }

    /// <summary>Ids whose kind is unknown: references to them are not a second mistake.</summary>
    private readonly HashSet<string> unreadable = new(StringComparer.Ordinal);

    private string UnknownKind(string kind) =>
        $"unknown kind '{kind}'; " + (kinds.Nearest(kind) is { } nearest ? $"did you mean '{nearest}'?" : "'pawl nodes' lists them");

    /// <summary>What can be wrong whatever the kind.</summary>
    private void ReadWithoutKind(NodeDeclaration declaration)
    {
        foreach (InputDeclaration input in declaration.Inputs.Concat(declaration.Triggers))
        {
            ReadReference(declaration, input);
        }

        ReadTimeFrame(declaration);
    }

    private static string UnknownTimeFrame(string text) => $"unknown time frame '{text}'; {InputReference.FrameForm}";

    private void ReadArguments(ParsedNode node)
    {
        NodeDeclaration declaration = node.Declaration;
        bool takesSource = node.Kind.CandleSources.Any();
        List<Argument> own = [];
        foreach (Argument argument in declaration.Arguments)
        {
            if (takesSource && argument.Name == "source")
            {
                if (CandleNumbers.Find(argument.Text) is null)
                {
                    Report(declaration, argument.Place, $"source '{argument.Text}' is unknown; one of {string.Join(", ", CandleNumbers.Names)}");
                }
                else
                {
                    node.Source = argument.Text;
                    node.SourcePlace = argument.Place;
                }
            }
            else
            {
                own.Add(argument);
            }
        }

        node.Parameters = ParameterReader.Read(node.Kind, own, (place, message) => Report(declaration, place, message), declaration.IsWhole);
    }

    private void ReadInputs(ParsedNode node)
    {
        NodeDeclaration declaration = node.Declaration;
        var slots = node.Kind.Inputs;
        bool named = declaration.Inputs.Any(i => i.Name is not null);
        bool takesMany = slots.Length == 1 && slots[0].Form == InputForm.Many;
        if (!named && slots.Count(s => s.IsNeeded) > 2)
        {
            Report(declaration, declaration.Place, $"{node.Kind.Name} has {slots.Length} inputs, which must be named: {Named(node.Kind)}");
            return;
        }

        for (int i = 0; i < declaration.Inputs.Count; i++)
        {
            InputDeclaration input = declaration.Inputs[i];
            int slot = named ? slots.ToList().FindIndex(s => s.Name == input.Name) : takesMany ? 0 : i;
            if (slot < 0)
            {
                string remedy = Nearest.Of(input.Name!, slots.Select(s => s.Name)) is { } nearest ? $"did you mean '{nearest}'?" : $"{node.Kind.Name} has {Named(node.Kind)}";
                Report(declaration, input.Place, $"unknown input '{input.Name}'; {remedy}");
                ReadReference(declaration, input);
                incomplete.Add(node);
            }
            else if (slot >= slots.Length)
            {
                Report(declaration, input.Place, $"{node.Kind.Name} takes {Count(slots.Length)}: {Named(node.Kind)}; remove '{input.Text}'");
                return;
            }
            else if (slots[slot].Form != InputForm.Many && node.Inputs.Any(other => other.Slot == slot))
            {
                Report(declaration, input.Place, $"input '{input.Name}' is given twice; remove one");
                incomplete.Add(node);
            }
            else if (ReadReference(declaration, input) is { } reference)
            {
                node.Inputs.Add(new ParsedInput(reference, slot, input.Place));
            }
            else
            {
                incomplete.Add(node);
            }
        }

        if (declaration.IsWhole && !incomplete.Contains(node))
        {
            AddDefaults(node);
            CheckInputs(node);
        }
    }

    private void CheckInputs(ParsedNode node)
    {
        NodeDeclaration declaration = node.Declaration;
        var slots = node.Kind.Inputs;
        if (node.SourcePlace is { } place && !node.Inputs.Any(i => i.Reference is { Kind: ReferenceKind.Candle, Field: null } && slots[i.Slot].ValueType == typeof(double)))
        {
            Report(declaration, place, $"source '{node.Source}' is for numbers read from candles, and no input reads any; remove it, or read candle(5m)");
        }

        foreach (KindInput missing in slots.Where((s, slot) => s.IsNeeded && node.Inputs.All(input => input.Slot != slot)))
        {
            Report(declaration, declaration.Place, $"input '{missing.Name}' is missing; {node.Kind.Name} takes {Named(node.Kind)}");
        }
    }

    /// <summary>Nodes of which an input could not be read: that it is missing is not a second mistake.</summary>
    private readonly HashSet<ParsedNode> incomplete = [];

    private void ReadTriggers(ParsedNode node)
    {
        foreach (InputDeclaration trigger in node.Declaration.Triggers)
        {
            if (ReadReference(node.Declaration, trigger) is { } reference)
            {
                node.Triggers.Add(new ParsedInput(reference, -1, trigger.Place));
            }
        }
    }

    private TimeFrame? ReadTimeFrame(NodeDeclaration declaration)
    {
        if (declaration.TimeFrame is not { } written)
        {
            return null;
        }

        if (TimeFrame.TryParse(written.Value, out TimeFrame frame))
        {
            return frame;
        }

        Report(declaration, written.Place, UnknownTimeFrame(written.Value));
        return null;
    }

    private InputReference? ReadReference(NodeDeclaration declaration, InputDeclaration input)
    {
        InputReference? reference = InputReference.Parse(input.Text, out string error);
        if (reference is null)
        {
            Report(declaration, input.Place, error);
        }

        return reference;
    }

    private static string Named(KindDescriptor kind) =>
        string.Join(", ", kind.Inputs.Select(i => $"{i.Name}: {TypeNames.Of(i)}"));

    private static string Count(int inputs) => inputs == 1 ? "one input" : $"{inputs} inputs";
}
