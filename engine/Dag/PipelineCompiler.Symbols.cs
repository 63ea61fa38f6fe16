namespace Pawl.Engine;

// Decides which symbols share a log. Where no node looks at another symbol, one graph without symbols serves each of
// them in a log of its own; where one does, all symbols of the pipeline run in one log under the pipeline's name.
public sealed partial class PipelineCompiler
{
    private readonly List<string> symbols = [];
    private bool crosses;
    private bool hasAllSymbols;

    /// <summary>For how many symbols the nodes exist; further symbols are only read.</summary>
    private int instances = 1;

    private void ChooseSymbols()
    {
        var foreign = nodes.SelectMany(n => n.References.Select(r => new ReadInput(n, r)))
            .Where(x => x.Input.Reference.Symbol is { } symbol && !(declaredSymbols.Count == 1 && declaredSymbols[0] == symbol))
            .ToList();
        crosses = foreign.Count > 0;
        if (!crosses)
        {
            symbols.Add(declaredSymbols.Count == 1 ? declaredSymbols[0] : "");
            return;
        }

        if (declaredSymbols.Count == 0)
        {
            (ParsedNode node, ParsedInput input) = foreign[0];
            if (hasAllSymbols)
            {
                Report(node.Declaration, input.Place, $"'{input.Reference}' reads another symbol; say with 'symbols: [...]' which ones this pipeline is for");
            }

            symbols.Add("");
            crosses = false;
            return;
        }

        symbols.AddRange(declaredSymbols);
        instances = symbols.Count;
        foreach ((ParsedNode node, ParsedInput input) in foreign)
        {
            string symbol = input.Reference.Symbol!;
            if (input.Reference.Kind == ReferenceKind.Node && !declaredSymbols.Contains(symbol) && hasAllSymbols)
            {
                Report(node.Declaration, input.Place, $"'{input.Reference}': nothing is computed for {symbol}; add it to 'symbols'");
            }
            else if (!symbols.Contains(symbol))
            {
                symbols.Add(symbol);
            }
        }
    }

    private sealed record ReadInput(ParsedNode Node, ParsedInput Input);

    private int SymbolOf(InputReference reference, int own) =>
        reference.Symbol is { } symbol && crosses ? symbols.IndexOf(symbol) : own;
}
