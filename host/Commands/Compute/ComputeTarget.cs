using Pawl.Host.Replay;

namespace Pawl.Host.Commands;

/// <summary>Where a table is written.</summary>
internal abstract class ComputeTarget : IDisposable
{
    public abstract void Write(ReadOnlySpan<byte> rows);

    /// <summary>Nothing follows.</summary>
    public abstract void Complete();

    public abstract void Dispose();
}

/// <summary>A file, which has its name only when it is whole.</summary>
internal sealed class FileTarget(string path) : ComputeTarget
{
    private readonly OutputFile file = new(path);

    public override void Write(ReadOnlySpan<byte> rows) => file.Write(rows);

    public override void Complete() => file.Complete();

    public override void Dispose() => file.Dispose();
}

/// <summary>Standard output.</summary>
internal sealed class StreamTarget(Stream stream) : ComputeTarget
{
    public override void Write(ReadOnlySpan<byte> rows) => stream.Write(rows);

    public override void Complete() => stream.Flush();

    public override void Dispose() => stream.Dispose();
}
