using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Tests.Crash.Store;

/// <summary>
/// An account as a store sees one: it says a fill for each batch of events, and its state is what all its fills add up to. Loaded,
/// the state has to be what the fills of its log add up to, or one of the two was lost or doubled.
/// </summary>
internal sealed class AccountInStore
{
    private const string Name = "paper", Sum = "sum", Seldom = "seldom";

    private readonly MessageLog log;
    private long sum;
    private long said;

    public AccountInStore(StoredAccount? stored)
    {
        log = new MessageLog(Name, stored?.Log.Tag ?? new LogTag(7), stored?.Log.Tail ?? default);
        if (stored is null)
        {
            return;
        }

        sum = BinaryPrimitives.ReadInt64LittleEndian(stored.Part(Sum)!.Value.Span);
        said = stored.Log.Tail.Sequence;
        long filled = Lines(stored.Log).Where(e => e.Contains("\"type\":\"fill\"", StringComparison.Ordinal)).Sum(QuantityOf);
        if (filled != sum)
        {
            throw new InvalidOperationException($"the account's state says {sum}, the fills of its log {filled}");
        }

        if (stored.Part(Seldom) is { } seldom && BinaryPrimitives.ReadInt64LittleEndian(seldom.Span) is var at && at != said - (said % 6))
        {
            throw new InvalidOperationException($"the part of its state that is seldom written is of message {at}, the log ends with {said}");
        }
    }

    /// <summary>What the account does because of batches; null where it does nothing.</summary>
    public MessageBatch? Take(IReadOnlyCollection<LogBatch> batches)
    {
        foreach (LogBatch batch in batches)
        {
            long records = batch.To.Records - batch.From.Records;
            Timestamp time = new(batch.To.Records);
            Add(batch.Log.Name, time, new OrderUpdate { Account = Text64.From(Name), State = OrderState.Filled, Quantity = new Quantity(records) });
            Add(batch.Log.Name, time, new Fill { Account = Text64.From(Name), Quantity = new Quantity(records), Price = new Price(Price.Scale) });
            sum += records;
            said += 2;
        }

        if (batches.Count == 0)
        {
            return null;
        }

        MessageBatch taken = log.Take();
        taken.AddState(Sum, BitConverter.GetBytes(sum));
        if (taken.From.Sequence / 6 != said / 6)
        {
            taken.AddState(Seldom, BitConverter.GetBytes(said - (said % 6)));
        }

        return taken;
    }

    /// <summary>The lines of an account's log.</summary>
    public static IEnumerable<string> Lines(StoredLog stored)
    {
        for (long read = 0; read < stored.Tail.Outputs;)
        {
            OutputReader reader = new(stored.Outputs.After(read)!.Content);
            for (int i = 0; i < reader.Count; i++, read++)
            {
                yield return System.Text.Encoding.UTF8.GetString(reader.LinesOf(i));
            }
        }
    }

    private static long QuantityOf(string line) => Envelope.Read(System.Text.Encoding.UTF8.GetBytes(line.TrimEnd('\n'))).ReadData<Fill>(RecordSchema.Of<Fill>()).Quantity.Raw;

    private void Add<T>(string symbol, Timestamp time, in T message)
        where T : unmanaged => log.Add(symbol, "s", time, typeof(T), MemoryMarshal.AsBytes(new ReadOnlySpan<T>(in message)));
}
