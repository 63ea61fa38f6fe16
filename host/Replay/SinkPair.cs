using Pawl.Candles;
using Pawl.Engine;

namespace Pawl.Host.Replay;

/// <summary>Two that take what a log says, one after the other.</summary>
internal sealed class SinkPair(ILogSink first, ILogSink second) : ILogSink
{
    public bool TakesRecords => first.TakesRecords || second.TakesRecords;

    public bool TakesLines => first.TakesLines || second.TakesLines;

    public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
    {
        first.Record(log, in output, record);
        second.Record(log, in output, record);
    }

    public void Lines(ReadOnlySpan<byte> lines)
    {
        first.Lines(lines);
        second.Lines(lines);
    }

    public void InputEnded(EngineLog log, CandleDriver driver)
    {
        first.InputEnded(log, driver);
        second.InputEnded(log, driver);
    }

    public void Complete()
    {
        first.Complete();
        second.Complete();
    }

    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}
