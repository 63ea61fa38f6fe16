using System.Buffers;
using System.Runtime.InteropServices;
using Pawl.Engine;

namespace Pawl.Host.Verification;

/// <summary>What one log said in the first run, and its state at the end: what other runs are compared with.</summary>
internal sealed class RecordedLog
{
    private const int PieceOutputs = 1 << 14;

    private readonly List<Piece> pieces = [];

    public long Count { get; private set; }

    /// <summary>The block at the end of the run.</summary>
    public byte[] State { get; set; } = [];

    public void Add(in Output output, ReadOnlySpan<byte> record)
    {
        if (Count % PieceOutputs == 0)
        {
            pieces.Add(new Piece());
        }

        Piece piece = pieces[^1];
        piece.Outputs.Add(output with { Offset = piece.Records.WrittenCount });
        piece.Records.Write(record);
        Count++;
    }

    public ref readonly Output this[long index] => ref CollectionsMarshal.AsSpan(pieces[(int)(index / PieceOutputs)].Outputs)[(int)(index % PieceOutputs)];

    public ReadOnlySpan<byte> Record(long index, int size) =>
        pieces[(int)(index / PieceOutputs)].Records.WrittenSpan.Slice(this[index].Offset, size + this[index].Tail);

    private sealed class Piece
    {
        public List<Output> Outputs { get; } = new(256);

        public ArrayBufferWriter<byte> Records { get; } = new(4096);
    }
}
