using Pawl.Candles;
using Pawl.Engine;

namespace Pawl.Host.Replay;

/// <summary>Where the outputs of one log go.</summary>
internal interface ILogSink : IDisposable
{
    /// <summary>Whether <see cref="Record"/> has to be called.</summary>
    bool TakesRecords => false;

    /// <summary>Whether the outputs are wanted as lines, if only for their hash; without lines, the hash is that of nothing.</summary>
    bool TakesLines => true;

    /// <summary>One output as a record.</summary>
    void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record);

    /// <summary>A piece of the log's canonical lines, in order.</summary>
    void Lines(ReadOnlySpan<byte> lines)
    {
    }

    /// <summary>The input has ended; what follows closes the bars that are still open.</summary>
    void InputEnded(EngineLog log, CandleDriver driver)
    {
    }

    /// <summary>The log has ended as it should; without this, what was written is not whole.</summary>
    void Complete() => Dispose();
}

/// <summary>Nothing is kept but the hash.</summary>
internal sealed class NoSink : ILogSink
{
    public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
    {
    }

    public void Dispose()
    {
    }
}
