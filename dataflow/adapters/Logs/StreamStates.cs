using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>
/// The saved states of a log in a stream, each in pieces, since it may be longer than a record. The stream keeps the newest few of each
/// piece; a state of which a piece is missing is none.
/// </summary>
internal sealed class StreamStates(IReadOnlyList<StreamStates.Saved> newestFirst) : ISnapshots
{
    private const int PieceBytes = 512 * 1024;

    /// <param name="Place">How many input events it is behind.</param>
    /// <param name="Input">From which number of the inputs' stream on the log goes on.</param>
    /// <param name="Output">After which number of the outputs' stream.</param>
    internal sealed record Saved(long Place, long Input, long Output, ReadOnlyMemory<byte> Content);

    public IEnumerable<ReadOnlyMemory<byte>> NewestFirst() => newestFirst.Select(s => s.Content);

    /// <summary>Where to begin reading the inputs for those after a place of the log.</summary>
    public long InputFrom(long place) => newestFirst.FirstOrDefault(s => s.Place <= place)?.Input ?? 0;

    /// <summary>Where to begin reading the outputs for those of events after a place of the log.</summary>
    public long OutputFrom(long outputs) => newestFirst.FirstOrDefault(s => OutputsOf(s) <= outputs)?.Output ?? 0;

    /// <summary>Where to begin reading the outputs for those that were made of events after a place of the log.</summary>
    public long OutputFromPlace(long place) => newestFirst.FirstOrDefault(s => s.Place <= place)?.Output ?? 0;

    /// <summary>Reads those of a log.</summary>
    public static async Task<StreamStates> ReadAsync(LogStreams streams, string log, CancellationToken cancel)
    {
        Dictionary<long, (StateMark Mark, SortedDictionary<int, ReadOnlyMemory<byte>> Pieces)> found = [];
        await foreach (StreamRecord record in streams.States.ReadAsync(0, streams.StatesOf(log), follows: false, cancel))
        {
            if (StateMark.TryParse(record.Mark) is { } mark)
            {
                if (!found.TryGetValue(mark.Key, out (StateMark Mark, SortedDictionary<int, ReadOnlyMemory<byte>> Pieces) known))
                {
                    found.Add(mark.Key, known = (mark, []));
                }

                known.Pieces[mark.Piece] = record.Content;
            }
        }

        return new StreamStates([.. found.Values.Where(f => f.Pieces.Count == f.Mark.Pieces).OrderByDescending(f => f.Mark.Key)
            .Select(f => new Saved(f.Mark.Place, f.Mark.Input, f.Mark.Output, Join(f.Pieces.Values)))]);
    }

    /// <summary>Adds one.</summary>
    /// <param name="streams">The log's partition.</param>
    /// <param name="writer">The owner of its states.</param>
    /// <param name="log">The log.</param>
    /// <param name="place">How many input events it is behind.</param>
    /// <param name="input">From which number of the inputs' stream on the log goes on.</param>
    /// <param name="output">After which number of the outputs' stream.</param>
    /// <param name="content">The state, as <see cref="Snapshot"/> writes it.</param>
    /// <param name="cancel">Ends it.</param>
    public static async Task WriteAsync(LogStreams streams, FencedWriter writer, string log, long place, long input, long output, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        int pieces = Math.Max(1, (content.Length + PieceBytes - 1) / PieceBytes);
        for (int i = 0; i < pieces; i++)
        {
            int start = i * PieceBytes;
            StateMark mark = new(writer.Stored, place, input, output, i, pieces);
            await writer.AppendAsync(streams.StateOf(log, i), content.Slice(start, Math.Min(PieceBytes, content.Length - start)), mark.ToString(), cancel);
        }

        await writer.FlushAsync(cancel);
    }

    /// <summary>How many records of outputs a state is behind; null where it is damaged, and recovery passes it over.</summary>
    private static long? OutputsOf(Saved state)
    {
        try
        {
            return Snapshot.Read(state.Content).Position.Outputs;
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private static byte[] Join(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        using MemoryStream whole = new();
        foreach (ReadOnlyMemory<byte> piece in pieces)
        {
            whole.Write(piece.Span);
        }

        return whole.ToArray();
    }

    /// <summary>What is written beside a piece.</summary>
    /// <param name="Key">By it the pieces of one state belong together; rises with each.</param>
    private readonly record struct StateMark(long Key, long Place, long Input, long Output, int Piece, int Pieces)
    {
        public static StateMark? TryParse(string mark)
        {
            string[] parts = mark.Split(' ');
            long[] numbers = [.. parts.Select(p => long.TryParse(p, System.Globalization.CultureInfo.InvariantCulture, out long n) ? n : -1)];
            return numbers is [>= 0, >= 0, >= 0, >= 0, >= 0, > 0 and < int.MaxValue] ? new StateMark(numbers[0], numbers[1], numbers[2], numbers[3], (int)numbers[4], (int)numbers[5]) : null;
        }

        public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Key} {Place} {Input} {Output} {Piece} {Pieces}");
    }
}
