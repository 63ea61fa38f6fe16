using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>
/// Puts together a pipeline from its file and those that it extends, each read once. A file says more than what it
/// extends; of several that it extends, a later one says more than an earlier.
/// </summary>
internal sealed class PipelineSource(Mistakes mistakes)
{
    internal static readonly string[] Keys = ["pipeline", "extends", "symbols", "instrument", "candles", "csv", "nodes"];

    private readonly NodeBudget _budget = new(mistakes);

    /// <summary>What has been read, by full path; null where nothing could be.</summary>
    private readonly Dictionary<string, PipelineParts?> _read = new(StringComparer.Ordinal);

    /// <summary>The files that are being read, each extended by the one before it.</summary>
    private readonly List<(string Path, string FullPath)> _open = [];

    /// <summary>The whole pipeline; null where it cannot be said what it would be.</summary>
    public PipelineParts? Read(ConfigNode root, string path)
    {
        var parts = Read(root, path, Path.GetFullPath(path), mistakes);
        return _budget.IsSpent ? null : parts;
    }

    private PipelineParts? Read(ConfigNode root, string path, string fullPath, Mistakes file)
    {
        var expect = new Expect(file);
        if (expect.Map(root, "a pipeline file", $"a map of {string.Join(", ", Keys)}, as in 'nodes: …' with a space after the colon") is not { } map)
            return null;
        _open.Add((path, fullPath));
        var before = mistakes.Count;
        var sections = expect.Keys(map, "", Keys);
        var hasUnknown = mistakes.Count > before && sections.Count < map.Entries.Count;
        var parts = new PipelineParts(map.Place);
        var extends = sections.Remove("extends", out var written) ? written : null;
        if (extends is not null)
            Extend(parts, Bases(extends.Value, expect), file);
        parts.IsWhole &= !hasUnknown;
        // A pipeline does not take its name from what it extends: names tell pipelines apart.
        parts.Sections.Remove("pipeline");
        if (sections.Remove("nodes", out var nodes))
            AddNodes(parts, nodes, extends is not null, file);
        foreach (var (key, entry) in sections)
        {
            if (extends is null || entry.Value is not ConfigScalar { IsNull: true })
                parts.Sections[key] = entry;
            else if (!parts.RemoveSection(key) && parts.IsWhole)
                file.Add(entry.Key.Place, $"there is no '{key}' to remove in what this file extends; remove this line");
        }
        _open.RemoveAt(_open.Count - 1);
        return parts;
    }

    private static IReadOnlyList<Located<string>> Bases(ConfigNode node, Expect expect)
    {
        const string Expected = "a file such as base.yaml, or a list of files";
        if (node is ConfigSequence)
            return expect.Texts(node, "'extends'", "base.yaml");
        return expect.Text(node, "'extends'", Expected) is { } single ? [new Located<string>(single, node.Place)] : [];
    }

    private void Extend(PipelineParts parts, IReadOnlyList<Located<string>> bases, Mistakes file)
    {
        parts.IsWhole = bases.Count > 0;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (text, place) in bases)
        {
            if (!seen.Add(text))
                file.Add(place, $"extends {Shown.Of(text)}: is listed twice; remove one");
            else if (ReadBase(text, place, file) is { } basis)
                parts.Add(basis);
            else
                parts.IsWhole = false;
        }
    }

    private PipelineParts? ReadBase(string text, Place place, Mistakes file)
    {
        if (BasePath.Resolve(text, _open[^1].Path, out var mistake) is not { } path)
        {
            file.Add(place, $"extends {Shown.Of(text)}: {mistake}");
            return null;
        }
        var fullPath = Path.GetFullPath(path);
        var circle = _open.FindIndex(o => o.FullPath == fullPath);
        if (circle >= 0)
        {
            var names = _open.Skip(circle).Select(o => Shown.Plain(o.Path, 200)).Append(Shown.Plain(_open[circle].Path, 200));
            file.Add(place, $"extends {Shown.Of(text)}: goes in a circle, {string.Join(" → ", names)}; remove one of these 'extends'");
            return null;
        }
        if (_read.TryGetValue(fullPath, out var known))
            return known;
        if (_read.Count + 1 >= ConfigLimits.Files)
        {
            file.Add(place, $"extends {Shown.Of(text)}: with it the pipeline has more than 16 files, the most that are read; join some of them");
            return null;
        }
        // Taken before it is read, so that it counts.
        _read.Add(fullPath, null);
        var ofBase = mistakes.In(path);
        return _read[fullPath] = ConfigReader.Read(path, ofBase) is { } root ? Read(root, path, fullPath, ofBase) : null;
    }

    private void AddNodes(PipelineParts parts, ConfigEntry entry, bool extends, Mistakes file)
    {
        parts.HasNodes = true;
        const string Expected = "a map from ids to nodes such as {rsi: {kind: rsi, inputs: [candle(1m)]}}";
        if (new Expect(file).Map(entry.Value, "'nodes'", Expected) is not { } map)
        {
            parts.Unread.Add("*");
            return;
        }
        var loops = new NodeLoops(file, _budget);
        var own = new OrderedDictionary<string, WrittenNode>(StringComparer.Ordinal);
        foreach (var node in map.Entries)
        {
            if (extends && node.Value is ConfigScalar { IsNull: true })
                Remove(parts, node.Key, file);
            else
                AddOwn(own, loops.Write(node), file);
        }
        parts.Unread.AddRange(loops.Unread);
        parts.Add(own.Values);
    }

    private static void Remove(PipelineParts parts, ConfigScalar key, Mistakes file)
    {
        if (parts.RemoveNode(key.Text) || !parts.IsWhole)
            return;
        var nearest = Nearest.Of(Shown.Plain(key.Text, 64), parts.Nodes.Keys);
        file.About(Shown.Plain(key.Text, 64)).Add(key.Place, "there is no such node to remove in what this file extends; " + (nearest is null ? "remove this line" : $"did you mean '{nearest}'?"));
    }

    private static void AddOwn(OrderedDictionary<string, WrittenNode> own, IEnumerable<WrittenNode> nodes, Mistakes file)
    {
        foreach (var node in nodes)
        {
            if (own.TryAdd(node.Id, node))
                continue;
            if (node.Iteration is { } iteration)
                file.Looped(Shown.Plain(node.Id, 64), iteration);
            var about = file.About(Shown.Plain(node.Id, 64));
            about.Add(node.Entry.Key.Place, FormattableString.Invariant($"the id is used twice, first in line {own[node.Id].Entry.Key.Place.Line}; rename one"));
        }
    }
}
