using Pawl.Engine;
using Pawl.Host.Replay;

namespace Pawl.Host.Web.Live;

/// <summary>Leaves what a log has committed with the hub.</summary>
internal sealed class HubSink(Hub hub, string log) : ILogSink
{
    public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
    {
    }

    public void Lines(ReadOnlySpan<byte> lines) => hub.Offer(log, lines);

    public void Dispose()
    {
    }
}
