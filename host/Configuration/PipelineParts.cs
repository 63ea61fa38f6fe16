using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>What a pipeline file says together with the files that it extends: its sections, and its nodes with their loops written out.</summary>
/// <param name="place">Where the file begins.</param>
internal sealed class PipelineParts(Place place)
{
    public Place Place { get; } = place;

    /// <summary>The sections but for the nodes, by their keys.</summary>
    public Dictionary<string, ConfigEntry> Sections { get; } = new(StringComparer.Ordinal);

    /// <summary>The nodes by their ids, in the order in which they were first written.</summary>
    public OrderedDictionary<string, WrittenNode> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether 'nodes' has been written, even if it holds none.</summary>
    public bool HasNodes { get; set; }

    /// <summary>Ids of nodes that could not be read, with * for any characters.</summary>
    public List<string> Unread { get; } = [];

    /// <summary>False where sections may be missing that could not be read.</summary>
    public bool IsWhole { get; set; } = true;

    /// <summary>Takes over what another file says; it wins.</summary>
    public void Add(PipelineParts other)
    {
        foreach (var (key, entry) in other.Sections)
            Sections[key] = entry;
        Add([.. other.Nodes.Values]);
        Unread.AddRange(other.Unread);
        HasNodes |= other.HasNodes;
        IsWhole &= other.IsWhole;
    }

    /// <summary>Takes over nodes: one replaces that of the same id, and a loop those of the loop that is written the same.</summary>
    public void Add(IReadOnlyCollection<WrittenNode> nodes)
    {
        if (Nodes.Count > 0)
        {
            var ids = nodes.Select(n => n.Id).ToHashSet(StringComparer.Ordinal);
            var loops = nodes.Where(n => n.Iteration is not null).Select(n => n.Written).ToHashSet(StringComparer.Ordinal);
            foreach (var old in Nodes.Values.Where(n => n.Iteration is not null && loops.Contains(n.Written) && !ids.Contains(n.Id)).ToList())
                Nodes.Remove(old.Id);
        }
        foreach (var node in nodes)
            Nodes[node.Id] = node;
    }

    /// <summary>Removes a section; false where there is none.</summary>
    public bool RemoveSection(string key) => Sections.Remove(key);

    /// <summary>Removes a node, or all nodes of a loop that is written so; false where there is none.</summary>
    public bool RemoveNode(string written)
    {
        if (!written.Contains('$', StringComparison.Ordinal))
            return Nodes.Remove(written);
        List<string> ids = [.. Nodes.Values.Where(n => n.Written == written).Select(n => n.Id)];
        ids.ForEach(id => Nodes.Remove(id));
        return ids.Count > 0;
    }
}
