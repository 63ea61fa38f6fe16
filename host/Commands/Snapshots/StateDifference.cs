using Pawl.Engine;

namespace Pawl.Host.Commands;

/// <summary>A part that two saved states do not have alike.</summary>
/// <param name="Part">Its name.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="FirstByte">Where in the part they differ first; null where its content was not compared.</param>
/// <param name="What">In words.</param>
internal sealed record StateDifference(string Part, string Kind, int? FirstByte, string What)
{
    /// <summary>Compares part by part, in the order of the first state's block; then what only the second has.</summary>
    public static (int Equal, IReadOnlyList<StateDifference> Different) Between(SavedState first, SavedState second)
    {
        Dictionary<string, StatePart> others = second.Parts.ToDictionary(p => p.Name, StringComparer.Ordinal);
        List<StateDifference> different = [];
        int equal = 0;
        foreach (StatePart part in first.Parts)
        {
            if (Of(first, part, second, others.GetValueOrDefault(part.Name)) is { } difference)
            {
                different.Add(difference);
            }
            else
            {
                equal++;
            }

            others.Remove(part.Name);
        }

        different.AddRange(second.Parts.Where(p => others.ContainsKey(p.Name)).Select(p => new StateDifference(p.Name, p.Kind, null, "only in the second")));
        return (equal, different);
    }

    private static StateDifference? Of(SavedState first, StatePart part, SavedState second, StatePart? other)
    {
        if (other is null)
        {
            return new StateDifference(part.Name, part.Kind, null, "only in the first");
        }

        if (Makeup(part) != Makeup(other))
        {
            return new StateDifference(part.Name, part.Kind, null, $"{Makeup(part)}; in the second {Makeup(other)}");
        }

        ReadOnlySpan<byte> here = first[part];
        ReadOnlySpan<byte> there = second[other];
        int at = here.CommonPrefixLength(there);
        if (at == here.Length && at == there.Length)
        {
            return null;
        }

        return new StateDifference(part.Name, part.Kind, at, here.Length != there.Length
            ? FormattableString.Invariant($"{here.Length} bytes; in the second {there.Length}")
            : FormattableString.Invariant($"{Unlike(here, there)} of {here.Length} bytes, from byte {at}"));
    }

    private static string Makeup(StatePart part) =>
        string.Join(" ", new[] { part.Kind, FormattableString.Invariant($"version {part.Version}"), part.Parameters, part.Inputs }.Where(t => t.Length > 0));

    private static int Unlike(ReadOnlySpan<byte> here, ReadOnlySpan<byte> there)
    {
        int count = 0;
        for (int i = 0; i < here.Length; i++)
        {
            count += here[i] != there[i] ? 1 : 0;
        }

        return count;
    }
}
