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

    public ReadOnlyMemory<byte> Write()
    {
        FieldWriter to = new(Version);
        to.Add(Tag);
        to.Add(Pipeline);
        to.Add(From);
        to.Add(To);
        to.Add(Input);
        to.Add((long)Doubled.Count);
        foreach (long place in Doubled)
        {
            to.Add(place);
        }

        to.Add(Content.Span);
        return to.Complete();
    }

    /// <exception cref="StoreException">It is damaged, or of another version.</exception>
    public static OutputRecords Read(ReadOnlyMemory<byte> content)
    {
        FieldReader from = new(content, Version);
        (LogTag tag, Hash256 pipeline, LogPosition before, LogPosition behind, long input) = (from.Tag(), from.Hash(), from.Position(), from.Position(), from.Number());
        List<long> doubled = [];
        for (long left = from.Number(); left > 0; left--)
        {
            doubled.Add(from.Number());
        }

        return new OutputRecords(tag, pipeline, before, behind, input, doubled, from.Content());
    }
}
