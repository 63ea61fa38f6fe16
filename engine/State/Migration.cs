using System.Collections.Immutable;
using System.Globalization;

namespace Pawl.Engine;

/// <summary>
/// What a changed pipeline keeps of the one before: parts that are the same, recursively down to the sources, whatever they are
/// called now. What is not kept has to be warmed up from history.
/// </summary>
public sealed class Migration
{
    private Migration(Graph older, Graph newer)
    {
        Sources = [.. newer.Sources.SelectMany(to => older.Sources.Where(from => IsSame(older, from, newer, to)).Select(from => (from, to)))];
        Runners = Match(older, newer, Sources.ToDictionary(s => ~s.To.Index, s => ~s.From.Index));
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

    /// <summary>Producers run before their readers, so each runner is looked at once: it was there before where all that it reads was.</summary>
    private static ImmutableArray<(int From, int To)> Match(Graph older, Graph newer, Dictionary<int, int> placeBefore)
    {
        Dictionary<string, int> had = [];
        foreach (int from in Computed(older))
        {
            had.TryAdd(Key(older.Parts.Makeups[from].Text, older.Parts.Makeups[from].Producers), from);
        }

        List<(int, int)> kept = [];
        foreach (int to in Computed(newer))
        {
            Makeup makeup = newer.Parts.Makeups[to];
            if (Array.TrueForAll(makeup.Producers, placeBefore.ContainsKey) && had.TryGetValue(Key(makeup.Text, makeup.Producers.Select(p => placeBefore[p])), out int from))
            {
                placeBefore.Add(to, from);
                kept.Add((from, to));
            }
        }

        return [.. kept];
    }

    private static string Key(string text, IEnumerable<int> producers) => $"{text}: {string.Join(' ', producers.Select(p => p.ToString(CultureInfo.InvariantCulture)))}";

    private static bool IsSame(Graph older, Source from, Graph newer, Source to) =>
        from.Kind == to.Kind && from.TimeFrame == to.TimeFrame && older.Symbols[from.Symbol] == newer.Symbols[to.Symbol];

    private static ImmutableArray<string> Names(Graph graph, Func<int, bool> of) =>
        [.. graph.Nodes.Where(n => n.Kind is not null && of(n.Index)).SelectMany(n => n.Ids.Append(n.Id)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
