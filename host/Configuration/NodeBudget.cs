namespace Pawl.Host.Configuration;

/// <summary>Counts what the files of a pipeline ask for together, so that a short text cannot become a huge pipeline.</summary>
internal sealed class NodeBudget(Mistakes mistakes)
{
    private int _nodes;
    private long _characters;

    /// <summary>Whether a limit has been passed; then nothing more is taken.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Whether there is room for another node of this entry; says so once where there is not.</summary>
    public bool Take(ConfigEntry entry)
    {
        if (IsSpent)
            return false;
        if (++_nodes > ConfigLimits.Nodes)
            return Refuse(entry, "the pipeline has more than 10000 nodes here, the most that is read; loop over fewer values, or split it into several pipelines");
        return _characters <= ConfigLimits.LoopCharacters
            || Refuse(entry, "the loops of the pipeline write out more than 8 MB here, the most that is read; loop over fewer values, or split it into several pipelines");
    }

    /// <summary>A value, list or map that a loop has written out.</summary>
    public void Charge(int characters) => _characters += 16 + characters;

    private bool Refuse(ConfigEntry entry, string message)
    {
        IsSpent = true;
        mistakes.About(Shown.Plain(entry.Key.Text, 64)).Add(entry.Key.Place, message);
        return false;
    }
}
