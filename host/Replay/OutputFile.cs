namespace Pawl.Host.Replay;

/// <summary>A file that has its name only when it is whole; until then, and if the run ends early, it ends in <c>.partial</c>.</summary>
internal sealed class OutputFile(string path) : IDisposable
{
    /// <summary>What follows the name of a file that is not whole.</summary>
    public const string Unfinished = ".partial";

    private readonly FileStream file = new(path + Unfinished, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <summary>The bytes of it, for those who write a stream.</summary>
    public Stream Stream => file;

    public void Write(ReadOnlySpan<byte> bytes) => file.Write(bytes);

    /// <summary>Nothing follows: the file takes its name, in place of an older one.</summary>
    public void Complete()
    {
        file.Dispose();
        File.Move(file.Name, path, overwrite: true);
    }

    public void Dispose() => file.Dispose();
}
