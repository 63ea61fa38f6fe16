namespace Pawl.Ingestion;

/// <summary>Bytes of a file or of standard input, decompressed where they begin like gzip, and counted as stored.</summary>
internal sealed class ByteSource : IDisposable
{
    /// <summary>The path that means standard input.</summary>
    public const string StandardInput = "-";

    private const int ChunkSize = 64 * 1024;

    private readonly CountingStream _stored;
    private GzipInput? _gzip;
    private bool _begun;

    /// <summary>Takes over the stream.</summary>
    /// <param name="stream">The bytes as stored.</param>
    /// <param name="name">How messages call it.</param>
    public ByteSource(Stream stream, string name)
    {
        Name = Printable.Name(name);
        Total = stream.CanSeek ? stream.Length - stream.Position : 0;
        _stored = new CountingStream(stream, ChunkSize);
    }

    /// <summary>How messages call it.</summary>
    public string Name { get; }

    /// <summary>Bytes taken so far, as stored.</summary>
    public long Taken => _stored.Taken;

    /// <summary>Bytes there are, as stored; 0 where nobody knows.</summary>
    public long Total { get; }

    /// <summary>Opens a regular file, or standard input for <c>-</c>.</summary>
    /// <exception cref="IngestionException">It cannot be opened, has no bytes, or is no regular file.</exception>
    public static ByteSource Open(string path)
    {
        string name = Printable.Name(path);
        if (path == StandardInput)
            return new ByteSource(Console.OpenStandardInput(), "standard input");
        if (Directory.Exists(path))
            throw new IngestionException($"{name}: is a directory; name the files in it");
        try
        {
            return new ByteSource(OpenRegular(path, name), path);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new IngestionException($"{name}: no such file", error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IngestionException($"{name}: may not be read; check its permissions", error);
        }
        catch (Exception error) when (error is IOException or ArgumentException or NotSupportedException)
        {
            throw new IngestionException($"{name}: cannot be opened: {Printable.Name(error.Message)}", error);
        }
    }

    /// <summary>Reads some bytes; 0 at the end.</summary>
    /// <exception cref="IngestionException">Reading fails, or compressed data is not whole.</exception>
    public int Read(Span<byte> to)
    {
        try
        {
            if (!_begun)
                Begin();
            return _gzip is null ? _stored.Read(to) : _gzip.Read(to);
        }
        catch (InvalidDataException error)
        {
            throw new IngestionException($"{Name}: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IngestionException($"{Name}: cannot be read: {Printable.Name(error.Message)}", error);
        }
    }

    public void Dispose()
    {
        _gzip?.Dispose();
        _stored.Dispose();
    }

    private void Begin()
    {
        _begun = true;
        if (_stored.Peek(2).SequenceEqual(new byte[] { 0x1f, 0x8b }))
            _gzip = new GzipInput(_stored);
    }

    private static FileStream OpenRegular(string path, string name)
    {
        // Opening a pipe waits for a writer and reading a device may never end, so the length is asked first: theirs is 0.
        FileSystemInfo target = File.ResolveLinkTarget(path, returnFinalTarget: true) ?? new FileInfo(path);
        if (new FileInfo(target.FullName).Length == 0)
            throw new IngestionException($"{name}: has no bytes: it is empty, or a pipe or device; a pipe is read as '-', standard input");
        return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0, FileOptions.SequentialScan);
    }
}
