using System.Buffers;

namespace Pawl.Engine;

// The block is the state, so saving is copying. Restoring checks everything first and swaps at the end: a state is
// taken whole or not at all.
public sealed partial class EngineLog
{
    /// <summary>Writes the whole state, between two events.</summary>
    public void Save(IBufferWriter<byte> to)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArrayBufferWriter<byte> names = new();
        WriteNames(new StateWriter(names));
        byte[] table = Graph.Parts.StateTable.Value;
        StateWriter writer = new(to);
        writer.Write(StateFormat.Magic);
        writer.Write(StateFormat.Version);
        writer.Write((long)StateFormat.PrefixBytes + names.WrittenCount + sizeof(int) + table.Length + sizeof(int) + length + sizeof(uint));
        writer.Write(names.WrittenSpan);
        writer.WriteCounted(table);
        writer.WriteCounted(Block);
        writer.WriteChecksum();
    }

    /// <summary>Takes over a saved state; what the outbox holds is forgotten.</summary>
    /// <exception cref="StateException">
    /// It is damaged, or belongs to another pipeline, log or version of a kind; the message names the first difference.
    /// The log is as it was.
    /// </exception>
    public void Load(ReadOnlySpan<byte> from)
    {
        StateReader reader = new(StateFormat.Open(from));
        CheckNames(ref reader);
        ReadOnlySpan<byte> table = reader.Counted();
        if (!table.SequenceEqual(Graph.Parts.StateTable.Value))
        {
            throw new StateException(StateTable.Difference(table, Graph.Parts.StateEntries));
        }

        ReadOnlySpan<byte> saved = reader.Counted();
        if (!reader.IsAtEnd)
        {
            StateException.ThrowDamaged("something follows the block");
        }

        Graph.Parts.BlockCheck.Value.Check(saved);
        block = saved.ToArray();
        length = block.Length;
        Outbox.Clear();
    }

    private void WriteNames(StateWriter writer)
    {
        writer.Write(Graph.Name);
        writer.Write(Name);
        writer.Write(Symbols.Length);
        foreach (string symbol in Symbols)
        {
            writer.Write(symbol);
        }
    }

    private void CheckNames(ref StateReader reader)
    {
        string pipeline = reader.Text();
        if (pipeline != Graph.Name)
        {
            throw new StateException($"the state belongs to pipeline '{StateException.Shown(pipeline)}', this is '{Graph.Name}'");
        }

        string name = reader.Text();
        if (name != Name)
        {
            throw new StateException($"the state belongs to log '{StateException.Shown(name)}', this is '{Name}'");
        }

        int count = reader.Int32();
        for (int i = 0; i < Math.Max(count, Symbols.Length); i++)
        {
            string saved = i < count ? reader.Text() : "none";
            string here = i < Symbols.Length ? Symbols[i] : "none";
            if (saved != here)
            {
                throw new StateException($"symbol {i + 1} of the state is {StateException.Shown(saved)}, here {here}");
            }
        }
    }
}
