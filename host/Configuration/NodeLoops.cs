using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>A node as a file has it.</summary>
/// <param name="Id">The node's id.</param>
/// <param name="Written">The key in the file; of a looped node with its variables.</param>
/// <param name="Iteration">The values of its loop, if it comes from one.</param>
internal sealed record WrittenNode(string Id, string Written, ConfigEntry Entry, Iteration? Iteration);

/// <summary>Writes out the loops of a file: a node with <c>each</c> stands for one node for every combination of values.</summary>
internal sealed class NodeLoops(Mistakes mistakes, NodeBudget budget)
{
    private const string Key = "each";

    /// <summary>The ids of loops that cannot be written out, with * for each variable.</summary>
    public List<string> Unread { get; } = [];

    public IEnumerable<WrittenNode> Write(ConfigEntry entry)
    {
        var written = entry.Key.Text;
        var about = mistakes.About(Shown.Plain(written, 64));
        if (entry.Value is ConfigMapping map && EachOf(map, about) is { } each)
            return WriteLoop(entry, map, each, about);
        if (!written.Contains('$', StringComparison.Ordinal))
            return budget.Take(entry) ? [new WrittenNode(written, written, entry, null)] : [];
        about.Add(entry.Key.Place, "'$' in an id stands for a variable of a loop; add one such as each: {tf: [1m, 5m]}, or remove '$'");
        Unread.Add(Pattern(new Template(written)));
        return [];
    }

    /// <summary>The loop of a node, also where its key is misspelt; a parameter is never a map.</summary>
    private static ConfigEntry? EachOf(ConfigMapping map, Mistakes about)
    {
        if (map.Find(Key) is { } each)
            return each;
        var meant = map.Entries.FirstOrDefault(e => e.Value is ConfigMapping && Nearest.Of(Shown.Plain(e.Key.Text, 64), NodeShape.Settings) == Key);
        if (meant is not null)
            about.Add(meant.Key.Place, $"unknown key {Shown.Of(meant.Key.Text)}; did you mean '{Key}'?");
        return meant;
    }

    private List<WrittenNode> WriteLoop(ConfigEntry entry, ConfigMapping map, ConfigEntry each, Mistakes about)
    {
        var variables = new LoopVariables(about).Read(each.Value);
        var id = new Template(entry.Key.Text);
        var body = new ConfigMapping(map.Place, [.. map.Entries.Where(e => e != each)]);
        var before = mistakes.Count;
        if (variables is not null)
            Check(entry, id, body, variables, about);
        if (variables is null || mistakes.Count > before)
        {
            Unread.Add(Pattern(id));
            return [];
        }
        var nodes = new List<WrittenNode>();
        foreach (var iteration in Iterations(variables))
        {
            if (!budget.Take(entry))
                break;
            string ValueOf(string name) => iteration.Values.First(v => v.Name == name).Value;
            var key = new ConfigScalar(entry.Key.Place, id.Fill(ValueOf), entry.Key.Quoted);
            nodes.Add(new WrittenNode(key.Text, entry.Key.Text, new ConfigEntry(key, Fill(body, ValueOf)), iteration));
        }
        return nodes;
    }

    /// <summary>Each variable stands in the id, and nothing else does; so no mistake comes up again in every node.</summary>
    private static void Check(ConfigEntry entry, Template id, ConfigNode body, IReadOnlyList<LoopVariable> variables, Mistakes about)
    {
        foreach (var unused in variables.Where(v => !id.Variables.Contains(v.Name)))
            about.Add(unused.Place, $"variable '{unused.Name}' is not in the id, so its values would all make the same node; write it there, such as '{Shown.Plain(entry.Key.Text, 40)}_${unused.Name}'");
        string[] names = [.. variables.Select(v => v.Name)];
        foreach (var scalar in Scalars(body).Prepend(entry.Key))
        {
            foreach (var unknown in new Template(scalar.Text).Variables.Where(v => !names.Contains(v)).Distinct())
                about.Add(scalar.Place, Unknown(unknown, names));
        }
    }

    private static string Unknown(string name, string[] names) =>
        name.Length == 0 ? "'$' stands before no name of a variable; write '$$' for a dollar sign"
        : Nearest.Of(name, names) is { } nearest ? $"unknown variable '{Shown.Plain("$" + name, 60)}'; did you mean '${nearest}'?"
        : $"unknown variable '{Shown.Plain("$" + name, 60)}'; the loop has {string.Join(", ", names.Select(n => "$" + n))}";

    /// <summary>All combinations; the last variable changes first.</summary>
    private static IEnumerable<Iteration> Iterations(IReadOnlyList<LoopVariable> variables)
    {
        var at = new int[variables.Count];
        int turn;
        do
        {
            yield return new Iteration([.. variables.Select((v, i) => (v.Name, v.Values[at[i]]))]);
            for (turn = at.Length - 1; turn >= 0 && ++at[turn] == variables[turn].Values.Count; turn--)
                at[turn] = 0;
        }
        while (turn >= 0);
    }

    private static IEnumerable<ConfigScalar> Scalars(ConfigNode node) => node switch
    {
        ConfigScalar scalar => [scalar],
        ConfigSequence list => list.Items.SelectMany(Scalars),
        ConfigMapping map => map.Entries.SelectMany(e => Scalars(e.Value)),
        _ => [],
    };

    private ConfigNode Fill(ConfigNode node, Func<string, string> valueOf)
    {
        budget.Charge((node as ConfigScalar)?.Text.Length ?? 0);
        switch (node)
        {
            case ConfigSequence list:
                return new ConfigSequence(list.Place, [.. list.Items.Select(item => Fill(item, valueOf))]);
            case ConfigMapping map:
                return new ConfigMapping(map.Place, [.. map.Entries.Select(e => new ConfigEntry(e.Key, Fill(e.Value, valueOf)))]);
            default:
                var scalar = (ConfigScalar)node;
                return scalar.Text.Contains('$', StringComparison.Ordinal)
                    ? new ConfigScalar(scalar.Place, new Template(scalar.Text).Fill(valueOf), scalar.Quoted)
                    : scalar;
        }
    }

    private static string Pattern(Template id) => id.Fill(_ => "*");
}
