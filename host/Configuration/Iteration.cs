namespace Pawl.Host.Configuration;

/// <summary>The values that the variables of a loop have for one of its nodes.</summary>
internal sealed record Iteration(IReadOnlyList<(string Name, string Value)> Values)
{
    /// <summary>The values alone.</summary>
    public string Short => string.Join('/', Values.Select(v => v.Value));

    public override string ToString() => string.Join(", ", Values.Select(v => $"{v.Name} = {v.Value}"));

    /// <summary>A message with the variables instead of their values: what two nodes of a loop have in common.</summary>
    public string Generalise(string message) =>
        Values.Where(v => v.Value.Length > 0).Aggregate(message, (text, v) => text.Replace(v.Value, "$" + v.Name, StringComparison.Ordinal));
}
