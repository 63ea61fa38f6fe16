using System.Globalization;
using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Services.Ingest;

/// <summary>
/// Puts ticks and quotes, in their order, into arrivals: as long as the symbol stays and the numbers go on by one they go together.
/// What was sent is written anew, so that nothing of the sender's own gets into a stream.
/// </summary>
/// <param name="sender">Who sends, where he numbers what he sends; else empty.</param>
/// <param name="idOf">The id of an arrival, by its number among these and those of its first and its last message.</param>
internal sealed class ArrivalWriter(string sender, Func<int, long, long, string> idOf)
{
    private const string Node = "ingestion-gateway";

    private static readonly RecordSchema Tick = RecordSchema.Of<QuotedTick>();
    private static readonly RecordSchema Quote = RecordSchema.Of<MarkedQuote>();

    private readonly Dictionary<(string Symbol, EventKind Kind), EnvelopeWriter> writers = [];
    private readonly List<OutgoingArrival> arrivals = [];
    private readonly Utf8Buffer lines = new();
    private string symbol = "";
    private long first;
    private int count;
    private bool isAfterGap;

    /// <summary>Adds a message.</summary>
    /// <param name="of">Its symbol.</param>
    /// <param name="e">The tick or quote.</param>
    /// <param name="number">Its number.</param>
    /// <param name="afterGap">Whether something is missing before it.</param>
    public void Add(string of, in InputEvent e, long number, bool afterGap = false)
    {
        if (count > 0 && (afterGap || of != symbol || number != first + count || lines.Length >= IngestLimits.ArrivalBytes))
        {
            End();
        }

        if (count++ == 0)
        {
            (symbol, first, isAfterGap) = (of, number, afterGap);
        }

        EnvelopeWriter writer = WriterOf(of, e.Kind);
        if (e.Kind == EventKind.Tick)
        {
            QuotedTick tick = (e.Flags & InputEvent.HasQuote) != 0 ? e.QuotedTick : new QuotedTick { Tick = e.Tick };
            writer.Write(lines, e.Time, MemoryMarshal.AsBytes(new ReadOnlySpan<QuotedTick>(in tick)), number, 1);
        }
        else
        {
            MarkedQuote quote = MarkedQuote.Of(e.Quote);
            writer.Write(lines, e.Time, MemoryMarshal.AsBytes(new ReadOnlySpan<MarkedQuote>(in quote)), number, 1);
        }
    }

    /// <summary>All that were added.</summary>
    public IReadOnlyList<OutgoingArrival> Complete()
    {
        if (count > 0)
        {
            End();
        }

        return arrivals;
    }

    /// <summary>The subject of a symbol's ticks and quotes.</summary>
    public static string SubjectOf(string symbol) => string.Create(CultureInfo.InvariantCulture, $"ticks.raw.{SubjectToken.Of(symbol)}");

    private void End()
    {
        arrivals.Add(new OutgoingArrival(SubjectOf(symbol), idOf(arrivals.Count, first, first + count - 1), sender, first, lines.Written.ToArray(), count) { IsAfterGap = isAfterGap });
        lines.Clear();
        count = 0;
    }

    private EnvelopeWriter WriterOf(string of, EventKind kind)
    {
        if (!writers.TryGetValue((of, kind), out EnvelopeWriter? writer))
        {
            writers.Add((of, kind), writer = new EnvelopeWriter(of, Symbol.Parse(of), TimeFrame.None, Node, kind == EventKind.Tick ? Tick : Quote));
        }

        return writer;
    }
}
