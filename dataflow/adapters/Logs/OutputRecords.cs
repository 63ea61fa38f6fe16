using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>Some records of an output log, as they lie in the stream of its partition; there may be none, where only the place is said.</summary>
/// <param name="Tag">The log.</param>
/// <param name="Pipeline">What computed it.</param>
/// <param name="From">Where the log was before.</param>
/// <param name="To">Where it is with them.</param>
/// <param name="Input">The number, in the stream of the inputs, of the record whose events were processed last.</param>
/// <param name="Doubled">The places of those events between the two that had come before, and so took no number.</param>
/// <param name="Content">As <see cref="OutputBuffer"/> writes it.</param>
public sealed record OutputRecords(LogTag Tag, Hash256 Pipeline, LogPosition From, LogPosition To, long Input, IReadOnlyList<long> Doubled, ReadOnlyMemory<byte> Content)
{
    private const byte Version = 1;

    /// <summary>Of a log that is traded, and of an account.</summary>
    private const byte TradedVersion = 2;

    /// <summary>What trades the log; null where nothing does.</summary>
    public TradedPart? Traded { get; init; }

    /// <summary>How many events of the inputs' stream the log had taken before; the others were told by a broker.</summary>
    public long InputsFrom => From.Records - (Traded is { } part ? part.Told - part.Places.Count : 0);

    /// <summary>How many it has taken with these.</summary>
    public long InputsTo => To.Records - (Traded?.Told ?? 0);

    public ReadOnlyMemory<byte> Write()
    {
        FieldWriter to = new(Traded is null ? Version : TradedVersion);
        to.Add(Tag);
        to.Add(Pipeline);
        to.Add(From);
        to.Add(To);
        to.Add(Input);
        to.Add(Doubled);
        to.Add(Content.Span);
        Traded?.Write(to);
        return to.Complete();
    }

    /// <exception cref="StoreException">It is damaged, or of another version.</exception>
    public static OutputRecords Read(ReadOnlyMemory<byte> content)
    {
        bool isTraded = content is { IsEmpty: false } && content.Span[0] == TradedVersion;
        FieldReader from = new(content, isTraded ? TradedVersion : Version);
        (LogTag tag, Hash256 pipeline, LogPosition before, LogPosition behind, long input) = (from.Tag(), from.Hash(), from.Position(), from.Position(), from.Number());
        return new OutputRecords(tag, pipeline, before, behind, input, from.Numbers(), from.Content()) { Traded = isTraded ? TradedPart.Read(ref from) : null };
    }
}

/// <summary>What trading adds to a log, beside what it says.</summary>
/// <param name="Account">The account.</param>
/// <param name="Told">How many events of the log were told by its broker, from its beginning.</param>
/// <param name="Places">The places of those that were told between two positions of the log.</param>
/// <param name="Events">Those events, as <see cref="EventEncoder"/> writes them; of the log of an account what its writer has to find again.</param>
public sealed record TradedPart(string Account, long Told, IReadOnlyList<long> Places, ReadOnlyMemory<byte> Events)
{
    internal void Write(FieldWriter to)
    {
        to.Add(Account);
        to.Add(Told);
        to.Add(Places);
        to.Add(Events.Span);
    }

    internal static TradedPart Read(ref FieldReader from) => new(from.Text(), from.Number(), from.Numbers(), from.Content());
}
