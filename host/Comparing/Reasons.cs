using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Types;

namespace Pawl.Host.Comparing;

/// <summary>Why two pipelines say different things: what differs in the declarations of a source, and of what it reads.</summary>
internal sealed class Reasons
{
    private readonly PipelineData a;
    private readonly PipelineData b;
    private readonly Dictionary<string, NodeDeclaration> nodesOfA;
    private readonly Dictionary<string, NodeDeclaration> nodesOfB;
    private readonly Dictionary<SaidBy, IReadOnlyList<string>> known = [];

    public Reasons(PipelineData a, PipelineData b)
    {
        (this.a, this.b) = (a, b);
        nodesOfA = a.File.Declaration.Nodes.ToDictionary(n => n.Id, StringComparer.Ordinal);
        nodesOfB = b.File.Declaration.Nodes.ToDictionary(n => n.Id, StringComparer.Ordinal);
    }

    /// <summary>In words, its own first; empty where all is declared alike.</summary>
    public IReadOnlyList<string> Of(SaidBy source)
    {
        if (!known.TryGetValue(source, out IReadOnlyList<string>? reasons))
        {
            known.Add(source, reasons = [.. Find(source)]);
        }

        return reasons;
    }

    private IEnumerable<string> Find(SaidBy source)
    {
        bool isInA = nodesOfA.TryGetValue(source.Node, out NodeDeclaration? nodeOfA);
        bool isInB = nodesOfB.TryGetValue(source.Node, out NodeDeclaration? nodeOfB);
        if (isInA && isInB)
        {
            return NodeDifferences.Of(nodeOfA!, nodeOfB!).Concat(Inputs(source.Symbol, nodeOfA!, nodeOfB!));
        }

        return isInA ? ["is declared only in A"] : isInB ? ["is declared only in B"] : Candles(source);
    }

    /// <summary>What both read and what differs itself.</summary>
    private IEnumerable<string> Inputs(string symbol, NodeDeclaration nodeOfA, NodeDeclaration nodeOfB) =>
        Read(symbol, nodeOfA).Intersect(Read(symbol, nodeOfB)).Where(source => Of(source).Count > 0).Select(source => $"reads {Name(source, symbol)}, which differs");

    private static string Name(SaidBy source, string symbol) => source.Symbol == symbol ? source.Node : source.ToString();

    private static IEnumerable<SaidBy> Read(string symbol, NodeDeclaration node) =>
        from input in node.Inputs.Concat(node.Triggers)
        let reference = InputReference.Parse(input.Text, out _)
        where reference is not null
        let name = reference.Kind == ReferenceKind.Node ? reference.Node! : (reference with { Field = null, Symbol = null }).ToString()
        select new SaidBy(reference.Symbol ?? symbol, name);

    /// <summary>Candles, ticks and quotes: they differ by the rules of their symbol.</summary>
    private IEnumerable<string> Candles(SaidBy source)
    {
        (Instrument ofA, Instrument ofB) = (a.Instruments.Of(source.Symbol), b.Instruments.Of(source.Symbol));
        if (ofA.CandlesFrom != ofB.CandlesFrom)
        {
            yield return $"candles are made of {Word(ofA.CandlesFrom)} in A and of {Word(ofB.CandlesFrom)} in B";
        }

        if (HasFlow(a, source.Node) != HasFlow(b, source.Node))
        {
            yield return $"says what was traded by aggressor only in {(HasFlow(a, source.Node) ? "A" : "B")}";
        }

        if (ofA.Id != ofB.Id)
        {
            yield return $"follows {Rules(ofA)} in A and {Rules(ofB)} in B";
        }

        if (IsPublished(a, source.Node) != IsPublished(b, source.Node))
        {
            yield return $"is published only in {(IsPublished(a, source.Node) ? "A" : "B")}";
        }
    }

    private static bool IsPublished(PipelineData data, string node) => data.Graph.Channels.Any(c => c.Node == node);

    private static bool HasFlow(PipelineData data, string node) => data.Graph.Channels.Any(c => c.Node == node && c.Schema.ClrType == typeof(FlowCandle));

    private static string Rules(Instrument instrument) => instrument.Id.Length > 0 ? $"instrument {instrument.Id}" : "no instrument";

    private static string Word(CandleSource source) => source == CandleSource.Trade ? "trades" : source.ToString().ToLowerInvariant();
}
