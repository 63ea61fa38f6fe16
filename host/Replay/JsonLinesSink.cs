using Pawl.Engine;

namespace Pawl.Host.Replay;

/// <summary>Writes a log's canonical lines to a file of their own; its SHA-256 is the log's hash.</summary>
internal sealed class JsonLinesSink(string folder, string log) : ILogSink
{
    private readonly OutputFile file = new(Path.Combine(folder, FileNames.Of(log) + ".jsonl"));

    public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
    {
    }

    public void Lines(ReadOnlySpan<byte> lines) => file.Write(lines);

    public void Complete() => file.Complete();

    public void Dispose() => file.Dispose();
}
