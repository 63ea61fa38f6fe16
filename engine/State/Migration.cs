using System.Collections.Immutable;

namespace Pawl.Engine;

/// <summary>
/// What a changed pipeline keeps of the one before: parts that are the same, recursively down to the sources, whatever they are
/// called now. What is not kept has to be warmed up from history.
/// </summary>
public sealed class Migration
{
    private Migration(Graph older, Graph newer)
    {
        ILookup<string, int> had = Computed(older).ToLookup(i => older.Parts.Identities[i], StringComparer.Ordinal);
        Runners = [.. Computed(newer).SelectMany(to => had[newer.Parts.Identities[to]].Take(1).Select(from => (from, to)))];
        Sources = [.. newer.Sources.SelectMany(to => older.Sources.Where(from => Identity(older, from) == Identity(newer, to)).Select(from => (from, to)))];
        Markets = [.. newer.Symbols.SelectMany((symbol, to) => older.Symbols.Select((s, from) => (s, from)).Where(x => x.s == symbol).Select(x => (x.from, to)))];
        HashSet<int> keptBefore = [.. Runners.Select(r => r.From)];
        HashSet<int> kept = [.. Runners.Select(r => r.To)];
        Kept = Names(newer, kept.Contains);
        Warmed = Names(newer, i => !kept.Contains(i));
        Dropped = Names(older, i => !keptBefore.Contains(i));
    }

    /// <summary>Compares two pipelines of one log.</summary>
    public static Migration Between(Graph older, Graph newer)
    {
        ArgumentNullException.ThrowIfNull(older);
        ArgumentNullException.ThrowIfNull(newer);
        return new Migration(older, newer);
    }

    /// <summary>The nodes that keep their state, by the ids that they have now.</summary>
    public ImmutableArray<string> Kept { get; }

    /// <summary>The nodes that are new or changed, or read something that is.</summary>
    public ImmutableArray<string> Warmed { get; }

    /// <summary>The nodes whose state is not needed any more, by the ids that they had.</summary>
    public ImmutableArray<string> Dropped { get; }

    /// <summary>Runners that are the same.</summary>
    internal ImmutableArray<(int From, int To)> Runners { get; }

    /// <summary>Sources that are the same.</summary>
    internal ImmutableArray<(Source From, Source To)> Sources { get; }

    /// <summary>Symbols that both have.</summary>
    internal ImmutableArray<(int From, int To)> Markets { get; }

    private static IEnumerable<int> Computed(Graph graph) => graph.Parts.Runners.Where(r => !r.IsAlias).Select(r => r.Index);

    private static string Identity(Graph graph, Source source) =>
        PipelineCompiler.SourceIdentity(source.Kind, source.TimeFrame, graph.Symbols[source.Symbol]);

    private static ImmutableArray<string> Names(Graph graph, Func<int, bool> of) =>
        [.. graph.Nodes.Where(n => n.Kind is not null && of(n.Index)).SelectMany(n => n.Ids.Append(n.Id)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
