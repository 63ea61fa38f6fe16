using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>What computed kinds have said, by the bar at which they said it.</summary>
internal sealed class KindSeries(IReadOnlyList<ComputedNode> nodes)
{
    private readonly Dictionary<string, List<(int Bar, byte[] Record)>> records = nodes.ToDictionary(n => n.Id, _ => new List<(int, byte[])>(), StringComparer.Ordinal);

    public List<Candle> Candles { get; } = [];

    public IReadOnlyList<(int Bar, byte[] Record)> Of(KindDescriptor kind) => records[kind.Name];

    /// <summary>The number of the bar in which a time lies; 0 before the first.</summary>
    public int BarOf(Timestamp time) => Math.Max(0, Candles.FindLastIndex(c => c.Start <= time));

    public ILogSink SinkOf(EngineLog log) => new Sink(this);

    private sealed class Sink(KindSeries to) : ILogSink
    {
        public bool TakesLines => false;

        public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
        {
            Channel channel = log.Graph.Channels[output.Channel];
            if (channel.Schema.ClrType == typeof(Candle))
            {
                to.Candles.Add(MemoryMarshal.Read<Candle>(record));
            }
            else if (to.Candles.Count > 0 && to.records.TryGetValue(channel.Node, out List<(int, byte[])>? all) && channel.Schema.ClrType != typeof(NodeError))
            {
                all.Add((to.Candles.Count - 1, record.ToArray()));
            }
        }

        public void Dispose()
        {
        }
    }
}
