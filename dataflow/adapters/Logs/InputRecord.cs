using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>Some input events of a log, as they lie in the stream of its partition.</summary>
/// <param name="Tag">The log.</param>
/// <param name="FirstRecord">The place of the first event in the log, from 1.</param>
/// <param name="Records">How many events there are.</param>
/// <param name="Arrived">The number of the last arrival that is part of the log with it.</param>
/// <param name="Senders">How far each sender who numbers what he sends has come in this log.</param>
/// <param name="Events">As <see cref="EventEncoder"/> writes them.</param>
public sealed record InputRecord(LogTag Tag, long FirstRecord, int Records, long Arrived, IReadOnlyDictionary<string, long> Senders, ReadOnlyMemory<byte> Events)
{
    private const byte Version = 1;

    /// <summary>The place behind the last event.</summary>
    public long Next => FirstRecord + Records;

    public ReadOnlyMemory<byte> Write()
    {
        FieldWriter to = new(Version);
        to.Add(Tag);
        to.Add(FirstRecord);
        to.Add((long)Records);
        to.Add(Arrived);
        to.Add((long)Senders.Count);
        foreach ((string sender, long number) in Senders.OrderBy(s => s.Key, StringComparer.Ordinal))
        {
            to.Add(sender);
            to.Add(number);
        }

        to.Add(Events.Span);
        return to.Complete();
    }

    /// <exception cref="StoreException">It is damaged, or of another version.</exception>
    public static InputRecord Read(ReadOnlyMemory<byte> content)
    {
        FieldReader from = new(content, Version);
        (LogTag tag, long first, long records, long arrived, long senders) = (from.Tag(), from.Number(), from.Number(), from.Number(), from.Number());
        Dictionary<string, long> numbers = new(StringComparer.Ordinal);
        for (long i = 0; i < senders; i++)
        {
            numbers[from.Text()] = from.Number();
        }

        return new InputRecord(tag, first, (int)records, arrived, numbers, from.Content());
    }
}
