using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pawl.Engine;

/// <summary>A part of a saved block.</summary>
/// <param name="Name">In words, such as <c>node 'rsi'</c>.</param>
/// <param name="Kind">Of a node its kind.</param>
/// <param name="Version">Of the kind.</param>
/// <param name="Parameters">As text, such as <c>period=14</c>.</param>
/// <param name="Inputs">What it reads, as text.</param>
/// <param name="Start">Where it begins in the block.</param>
/// <param name="Length">How many bytes it takes.</param>
public sealed record StatePart(string Name, string Kind, int Version, string Parameters, string Inputs, int Start, int Length);

/// <summary>A saved state as it lies in a store, looked at without the pipeline that it belongs to: it says itself what its parts are.</summary>
public sealed class SavedState
{
    private readonly byte[] block;

    private SavedState(string pipeline, string log, ImmutableArray<string> symbols, ImmutableArray<StatePart> parts, byte[] block)
    {
        Pipeline = pipeline;
        Log = log;
        Symbols = symbols;
        Parts = parts;
        this.block = block;
    }

    public string Pipeline { get; }

    public string Log { get; }

    public ImmutableArray<string> Symbols { get; }

    /// <summary>The parts of the block without gaps, in their order.</summary>
    public ImmutableArray<StatePart> Parts { get; }

    public BlockHeader Header => MemoryMarshal.Read<BlockHeader>(block);

    /// <summary>The bytes of a part.</summary>
    public ReadOnlySpan<byte> this[StatePart part]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(part);
            return block.AsSpan(part.Start, part.Length);
        }
    }

    /// <summary>Reads what <see cref="EngineLog.Save"/> wrote.</summary>
    /// <exception cref="StateException">It is damaged, or of another format.</exception>
    public static SavedState Read(ReadOnlySpan<byte> state)
    {
        StateReader reader = new(StateFormat.Open(state));
        string pipeline = reader.Text();
        string log = reader.Text();
        int count = reader.Int32();
        ImmutableArray<string>.Builder symbols = ImmutableArray.CreateBuilder<string>();
        for (int i = 0; i < count; i++)
        {
            symbols.Add(reader.Text());
        }

        List<StateEntry> entries = StateTable.Read(reader.Counted());
        byte[] saved = reader.Counted().ToArray();
        if (!reader.IsAtEnd)
        {
            StateException.ThrowDamaged("something follows the block");
        }

        return new SavedState(pipeline, log, symbols.ToImmutable(), PartsOf(entries, saved), saved);
    }

    /// <summary>The compiler describes parts in the order in which it takes their room.</summary>
    private static ImmutableArray<StatePart> PartsOf(List<StateEntry> entries, byte[] saved)
    {
        ImmutableArray<StatePart>.Builder parts = ImmutableArray.CreateBuilder<StatePart>();
        int start = 0;
        Add(new StateEntry("the header", "header", 1, Unsafe.SizeOf<BlockHeader>()));
        entries.ForEach(Add);
        Add(new StateEntry("what nodes are asleep or warmed up", "status", 1, entries.Count(e => e.IsRunner)));
        if (start != MemoryMarshal.Read<BlockHeader>(saved).LadderTable)
        {
            StateException.ThrowDamaged("its block has other parts than its table says");
        }

        if (start < saved.Length)
        {
            Add(new StateEntry("the ladders", "ladders", 1, saved.Length - start));
        }

        return parts.ToImmutable();

        void Add(StateEntry entry)
        {
            int bytes = BlockBuilder.Aligned(entry.Bytes);
            if (bytes < 0 || bytes > saved.Length - start)
            {
                StateException.ThrowDamaged("its block is smaller than its parts");
            }

            parts.Add(new StatePart(entry.Name, entry.Kind, entry.Version, entry.Parameters, entry.Inputs, start, bytes));
            start += bytes;
        }
    }
}
