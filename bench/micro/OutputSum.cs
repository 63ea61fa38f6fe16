using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Bench;

/// <summary>Takes outputs as the fused loop keeps its results: a wrapping sum over the fields of candles and the bits of values.</summary>
public sealed class OutputSum(Graph graph)
{
    private readonly (bool IsCandle, int Words)[] _channels =
        [.. graph.Channels.Select(c => (c.Schema.ClrType == typeof(Candle), c.Schema.Size / sizeof(long)))];

    public long Value { get; private set; }

    public void Take(Outbox outbox)
    {
        long sum = 0;
        foreach (ref readonly Output output in outbox.Outputs)
        {
            (bool isCandle, int words) = _channels[output.Channel];
            ReadOnlySpan<long> record = MemoryMarshal.Cast<byte, long>(outbox.Record(in output, words * sizeof(long)));

            // A candle's times and flags are not in the sum.
            foreach (long word in isCandle ? record[2..^1] : record)
                sum += word;
        }

        Value += sum;
        outbox.Clear();
    }
}
