using System.Runtime.InteropServices;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>Hands the candles of a log on. Those that are still open when the input ends are marked as partial.</summary>
internal sealed class CandleSink(CandleTables tables) : ILogSink
{
    private bool ended;

    public bool TakesRecords => true;

    public bool TakesLines => false;

    public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
    {
        Channel channel = log.Graph.Channels[output.Channel];
        bool hasFlow = channel.Schema.ClrType == typeof(FlowCandle);
        if (!hasFlow && channel.Schema.ClrType != typeof(Candle))
        {
            return;
        }

        FlowCandle candle = hasFlow ? MemoryMarshal.Read<FlowCandle>(record) : FlowCandle.Unknown(MemoryMarshal.Read<Candle>(record));
        if (!ended)
        {
            tables.Add(log.Symbols[channel.Symbol], channel.TimeFrame, in candle);
        }
        else if ((candle.Candle.Flags & CandleFlags.Synthetic) == CandleFlags.None)
        {
            // What the silence after the last trade would hold, nobody knows.
            AddPartial(log.Symbols[channel.Symbol], channel.TimeFrame, candle);
        }
    }

    public void InputEnded(EngineLog log, CandleDriver driver)
    {
        ended = true;
        foreach ((Source source, FlowCandle bar) in driver.FormingCounted(log))
        {
            AddPartial(log.Symbols[source.Symbol], source.TimeFrame, bar);
        }
    }

    public void Dispose()
    {
    }

    private void AddPartial(string symbol, TimeFrame frame, FlowCandle candle)
    {
        candle.Candle.Flags |= CandleFlags.Partial;
        tables.Add(symbol, frame, in candle);
    }
}
