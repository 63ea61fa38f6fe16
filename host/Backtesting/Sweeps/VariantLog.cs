using System.Runtime.InteropServices;
using Pawl.Backtesting.Runs;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Backtesting.Sweeps;

/// <summary>A log of one parameter set. Of what it says only the signals are taken: nobody reads its lines, and it has no hash.</summary>
internal sealed class VariantLog(EngineLog log, CandleDriver driver) : ITradedLog
{
    private readonly bool[] isSignal = [.. log.Graph.Channels.Select(c => c.Schema.ClrType == typeof(TradeSignal))];

    public string Name => log.Name;

    public Timestamp? LastOpenEnd => driver.LastOpenEnd(log);

    public void Process(in InputEvent e, bool isOwn, List<LaneSignal> signals)
    {
        driver.Process(log, new ReadOnlySpan<InputEvent>(in e));
        Outbox outbox = log.Outbox;
        foreach (ref readonly Output output in outbox.Outputs)
        {
            if (isSignal[output.Channel])
            {
                Channel channel = log.Graph.Channels[output.Channel];
                TradeSignal signal = MemoryMarshal.Read<TradeSignal>(outbox.Record(in output, channel.Schema.Size));
                signals.Add(new LaneSignal(channel.Symbol, channel.Node, signal, output.Sequence, output.N));
            }
        }

        outbox.Clear();
    }
}
