using Pawl.Engine;
using Pawl.Host.Explaining;
using Pawl.Persistence.Sqlite;
using Pawl.Recovery;

namespace Pawl.Host.Commands;

/// <summary>A number in a saved state.</summary>
/// <param name="Part">The part of the state: a node or a source, with its symbol where the log has several.</param>
/// <param name="Field">A field of its latest value, or <c>state.NAME</c> of what a node keeps.</param>
/// <param name="Text">As text.</param>
/// <param name="Json">As JSON.</param>
internal sealed record SavedValue(string Part, string Field, string Text, string Json);

/// <summary>What the bytes of a saved state mean, by the pipeline that they belong to.</summary>
internal static class SavedValues
{
    /// <summary>The pipeline of <c>--pipeline</c>; null where the option is not given.</summary>
    /// <exception cref="FailureException">It has mistakes.</exception>
    public static Graph? GraphOf(string? pipeline) => pipeline is null ? null : Pipelines.Load(pipeline).Graph;

    /// <summary>All values: of sources, then of nodes, in the order of the graph. Nobody's yet are left out.</summary>
    /// <exception cref="StoreException">The state is not one of this pipeline.</exception>
    public static IReadOnlyList<SavedValue> Of(Graph graph, string path, StoredSnapshot snapshot)
    {
        EngineLog log = EngineLog.Create(graph, snapshot.Log);
        try
        {
            log.Load(snapshot.Saved.Span);
        }
        catch (StateException other)
        {
            throw new StoreException(FormattableString.Invariant($"{path}: the snapshot of log {snapshot.Log} at event {snapshot.Sequence} is not one of this pipeline: {other.Message}"), other);
        }

        RecordTexts texts = new();
        List<SavedValue> values = [];
        foreach (Source source in graph.Sources)
        {
            Add(Named(log, $"source '{Explainer.NameOf(source)}'", source.Symbol), log.ValueOf(~source.Index));
        }

        foreach (GraphNode node in graph.Nodes.Where(n => n.Kind is not null))
        {
            string part = Named(log, $"node '{node.Id}'", node.Symbol);
            Add(part, log.ValueOf(node.Index));
            values.AddRange(log.StateOf(node.Index).Select(n => new SavedValue(part, $"state.{n.Name}", n.Text, JsonOf(n.Text))));
        }

        return values;

        void Add(string part, HeldValue value)
        {
            if (value.Cycle != 0)
            {
                values.Add(new SavedValue(part, "time", value.Time.ToString(), JsonOf(value.Time.ToString())));
                values.AddRange(texts.Of(value).Select(f => new SavedValue(part, f.Name, f.Text, f.Json)));
            }
        }
    }

    /// <summary>Those that differ, in the order of the first; with the text of the second, null where it has none.</summary>
    public static IReadOnlyList<(SavedValue First, string? Second)> Different(IReadOnlyList<SavedValue> first, IReadOnlyList<SavedValue> second)
    {
        Dictionary<(string, string), string> others = second.ToDictionary(v => (v.Part, v.Field), v => v.Text);
        return [.. first.Select(v => (v, others.GetValueOrDefault((v.Part, v.Field)))).Where(p => p.v.Text != p.Item2)];
    }

    private static string Named(EngineLog log, string part, int symbol) => log.Symbols.Length == 1 ? part : $"{part} of {log.Symbols[symbol]}";

    /// <summary>A number as such where JSON has it, else a text.</summary>
    private static string JsonOf(string text) =>
        double.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign | System.Globalization.NumberStyles.AllowDecimalPoint | System.Globalization.NumberStyles.AllowExponent, System.Globalization.CultureInfo.InvariantCulture, out double number)
        && double.IsFinite(number) ? text : $"\"{text}\"";
}
