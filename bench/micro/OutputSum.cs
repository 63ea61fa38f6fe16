using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Bench;

/// <summary>Takes outputs as the fused loop keeps its results: a wrapping sum over the fields of candles and the bits of values.</summary>
public sealed class OutputSum(Graph graph)
{
    private readonly bool[] _candles = [.. graph.Channels.Select(c => c.Schema.ClrType == typeof(Candle))];
    private readonly int[] _sizes = [.. graph.Channels.Select(c => c.Schema.Size)];

    public long Value { get; private set; }

    public void Take(Outbox outbox)
    {
        long sum = 0;
        foreach (ref readonly Output output in outbox.Outputs)
        {
            ReadOnlySpan<byte> record = outbox.Record(in output, _sizes[output.Channel]);
            if (_candles[output.Channel])
            {
                ref readonly Candle bar = ref MemoryMarshal.AsRef<Candle>(record);
                sum += bar.Open.Raw + bar.High.Raw + bar.Low.Raw + bar.Close.Raw + (long)bar.Volume.Low + bar.Volume.High + bar.Trades;
            }
            else
            {
                foreach (long word in MemoryMarshal.Cast<byte, long>(record))
                    sum += word;
            }
        }

        Value += sum;
        outbox.Clear();
    }
}
