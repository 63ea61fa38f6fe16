using System.Text;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Persistence.Sqlite;

/// <summary>A channel of a log as its rows name it.</summary>
internal sealed class SinkChannel(Channel channel, string symbol)
{
    public SinkTable Table { get; } = SinkTable.Of(channel.Schema.Name);

    public byte[] Symbol { get; } = Encoding.UTF8.GetBytes(symbol);

    public byte[] Node { get; } = Encoding.UTF8.GetBytes(channel.Node);

    public byte[] TimeFrame { get; } = Encoding.UTF8.GetBytes(channel.TimeFrame.ToString());

    public byte[] Type { get; } = Encoding.UTF8.GetBytes(channel.Schema.Name);

    /// <summary>The candles of the same symbol and time frame, where they are said.</summary>
    public SinkChannel? Candles { get; set; }

    /// <summary>Of candles, the last one: the event that closed it, its start and its end.</summary>
    public (long Sequence, Timestamp Start, Timestamp Close) Bar { get; set; }

    /// <summary>Start of the bar that an output belongs to: that which was said before it by the same event, with its time.</summary>
    public Timestamp? BarTime(in Output output) =>
        Candles is { } candles && candles.Bar.Sequence == output.Sequence && candles.Bar.Close == output.Time ? candles.Bar.Start : null;
}

/// <summary>The channels of a log.</summary>
internal sealed class SinkChannels
{
    public SinkChannels(EngineLog log)
    {
        Log = Encoding.UTF8.GetBytes(log.Name);
        Symbols = [.. log.Symbols.Select(Encoding.UTF8.GetBytes)];
        Channels = [.. log.Graph.Channels.Select(c => new SinkChannel(c, log.Symbols[c.Symbol]))];
        foreach (Channel channel in log.Graph.Channels)
        {
            Channel? candles = log.Graph.Channels.FirstOrDefault(c => SinkTable.Of(c.Schema.Name) == SinkTable.Candles && c.Symbol == channel.Symbol && c.TimeFrame == channel.TimeFrame);
            Channels[channel.Index].Candles = candles is null ? null : Channels[candles.Index];
        }
    }

    public byte[] Log { get; }

    public byte[][] Symbols { get; }

    public SinkChannel[] Channels { get; }
}
