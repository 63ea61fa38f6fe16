using System.Runtime.InteropServices;
using Pawl.Backtesting.Runs;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Types;

namespace Pawl.Host.Backtesting;

/// <summary>A log of a replay as a lane drives it: what strategies want is picked out of what it says.</summary>
internal sealed class LaneLog(LogRun run, SignalSink sink) : ITradedLog
{
    public string Name => run.Name;

    public Timestamp? LastOpenEnd => run.Driver.LastOpenEnd(run.Log);

    public void Process(in InputEvent e, bool isOwn, List<LaneSignal> signals)
    {
        sink.Signals = signals;
        run.Process(new ReadOnlySpan<InputEvent>(in e), null);
    }
}

/// <summary>Picks the signals of strategies out of what a log says, and hands everything on.</summary>
internal sealed class SignalSink(ILogSink inner) : ILogSink
{
    public List<LaneSignal> Signals { get; set; } = [];

    public bool TakesRecords => true;

    public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
    {
        Channel channel = log.Graph.Channels[output.Channel];
        if (channel.Schema.ClrType == typeof(TradeSignal))
        {
            Signals.Add(new LaneSignal(channel.Symbol, channel.Node, MemoryMarshal.Read<TradeSignal>(record), output.Sequence, output.N));
        }

        inner.Record(log, in output, record);
    }

    public void Lines(ReadOnlySpan<byte> lines) => inner.Lines(lines);

    public void InputEnded(EngineLog log, Candles.CandleDriver driver) => inner.InputEnded(log, driver);

    public void Complete() => inner.Complete();

    public void Dispose() => inner.Dispose();
}
