using Pawl.Bus;
using Pawl.Recovery;

namespace Pawl.Logs;

/// <summary>What a record of a stream holds.</summary>
internal static class ReadRecord
{
    /// <exception cref="StoreException">It cannot be read; the message says which.</exception>
    public static T As<T>(this StreamRecord record, IRecordStream stream, Func<ReadOnlyMemory<byte>, T> read)
    {
        try
        {
            return read(record.Content);
        }
        catch (StoreException damage)
        {
            throw new StoreException($"record {record.Sequence} of stream {stream.Name} cannot be read: {damage.Message}", damage);
        }
    }
}
