namespace Pawl.Host.Configuration;

/// <param name="Place">Where its name stands.</param>
internal sealed record LoopVariable(string Name, Pawl.Engine.Place Place, IReadOnlyList<string> Values);

/// <summary>Reads the variables of a loop: <c>{tf: [1m, 5m], n: [9, 21]}</c>.</summary>
internal sealed class LoopVariables(Mistakes mistakes)
{
    /// <summary>The longest id of a node; every value stands in one.</summary>
    private const int LongestValue = 64;

    private readonly Expect _expect = new(mistakes);

    /// <summary>The variables; null after reporting that there are none, or that some cannot be read.</summary>
    public IReadOnlyList<LoopVariable>? Read(ConfigNode node)
    {
        const string Expected = "a map from variables to lists such as {tf: [1m, 5m]}";
        if (_expect.Map(node, "'each'", Expected) is not { } map)
            return null;
        if (map.Entries.Count == 0)
            mistakes.Add(map.Place, $"'each' must be {Expected}, but it is empty");
        var before = mistakes.Count;
        List<LoopVariable> variables = [.. map.Entries.Select(Variable)];
        return variables.Count == 0 || mistakes.Count > before ? null : variables;
    }

    private LoopVariable Variable(ConfigEntry entry)
    {
        var name = entry.Key.Text;
        if (!Template.IsName(name))
            mistakes.Add(entry.Key.Place, $"each: variable {Shown.Of(name)}: use letters and digits, beginning with a letter");
        var what = $"each: {Shown.Of(name)}";
        var before = mistakes.Count;
        var values = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (text, place) in _expect.Texts(entry.Value, what, "1m, 5m"))
        {
            if (text.Length > LongestValue)
                mistakes.Add(place, $"{what}: a value is longer than 64 characters; shorten it, it becomes a part of the id");
            else if (seen.Add(text))
                values.Add(text);
            else
                mistakes.Add(place, $"{what}: value {Shown.Of(text)} is listed twice; remove one");
        }
        if (values.Count == 0 && mistakes.Count == before)
            mistakes.Add(entry.Value.Place, $"{what} has no values; list some such as [1m, 5m]");
        return new LoopVariable(name, entry.Key.Place, values);
    }
}
