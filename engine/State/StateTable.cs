using System.Buffers;
using System.Collections.Immutable;

namespace Pawl.Engine;

/// <summary>What one part of a block is: two states of equal tables mean the same.</summary>
/// <param name="Name">The part in words, such as <c>node 'rsi'</c>; unique in a table.</param>
/// <param name="Version">Of its kind.</param>
/// <param name="Bytes">How much of the block it takes.</param>
/// <param name="Parameters">As text, such as <c>period=14</c>.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="Triggers">What wakes it, where the declaration says so.</param>
internal sealed record StateEntry(string Name, string Kind, int Version, int Bytes, string Parameters = "", string Inputs = "", string Triggers = "")
{
    /// <summary>Whether it is computed: such parts have a status.</summary>
    public bool IsRunner => Name.StartsWith("node ", StringComparison.Ordinal) || Name.StartsWith("number ", StringComparison.Ordinal);
}

/// <summary>The table of a state, by which a state of something else is refused by name.</summary>
internal static class StateTable
{
    public static byte[] Write(ImmutableArray<StateEntry> entries)
    {
        ArrayBufferWriter<byte> bytes = new();
        StateWriter writer = new(bytes);
        foreach (StateEntry entry in entries)
        {
            writer.Write(entry.Name);
            writer.Write(entry.Kind);
            writer.Write(entry.Version);
            writer.Write(entry.Bytes);
            writer.Write(entry.Parameters);
            writer.Write(entry.Inputs);
            writer.Write(entry.Triggers);
        }

        return bytes.WrittenSpan.ToArray();
    }

    public static List<StateEntry> Read(ReadOnlySpan<byte> table)
    {
        List<StateEntry> entries = [];
        StateReader reader = new(table);
        while (!reader.IsAtEnd)
        {
            entries.Add(new StateEntry(reader.Text(), reader.Text(), reader.Int32(), reader.Int32(), reader.Text(), reader.Text(), reader.Text()));
        }

        return entries;
    }

    /// <summary>Says what is different between a saved table and this one.</summary>
    public static string Difference(ReadOnlySpan<byte> table, ImmutableArray<StateEntry> entries)
    {
        Dictionary<string, StateEntry> saved = new(StringComparer.Ordinal);
        Read(table).ForEach(entry => saved[entry.Name] = entry);
        foreach (StateEntry entry in entries)
        {
            if (!saved.Remove(entry.Name, out StateEntry? old))
            {
                return $"{entry.Name}: the state was written without it";
            }

            if (Difference(old, entry) is { } difference)
            {
                return $"{entry.Name}: the state was written {difference}";
            }
        }

        return saved.Count > 0 ? $"{Shown(saved.Keys.Min(StringComparer.Ordinal)!)} is in the state but not in this pipeline" : "the state was written with another order of nodes";
    }

    private static string? Difference(StateEntry saved, StateEntry here) =>
        saved.Kind != here.Kind ? $"by kind {Shown(saved.Kind)}, this is {here.Kind}"
        : saved.Version != here.Version ? $"by version {saved.Version} of kind {here.Kind}, this is version {here.Version}"
        : saved.Parameters != here.Parameters ? $"with {Shown(saved.Parameters)}, this has {Shown(here.Parameters)}"
        : saved.Inputs != here.Inputs ? $"with inputs {Shown(saved.Inputs)}, this has {Shown(here.Inputs)}"
        : saved.Triggers != here.Triggers ? $"with trigger {Shown(saved.Triggers)}, this has {Shown(here.Triggers)}"
        : saved.Bytes != here.Bytes ? $"with {saved.Bytes} bytes, this takes {here.Bytes}: the version of kind {here.Kind} should have been raised"
        : null;

    private static string Shown(string text) => StateException.Shown(text);
}
