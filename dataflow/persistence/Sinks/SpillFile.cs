using System.Buffers.Binary;
using Pawl.Types;

namespace Pawl.Persistence.Sinks;

/// <summary>
/// A file of records: each is its length, CRC-32C of its content, and the content. What a crash left of the last one ends the file.
/// </summary>
internal sealed class SpillFile : IDisposable
{
    private const int HeadBytes = 2 * sizeof(uint);

    /// <summary>A length beyond it can only be damage.</summary>
    private const int MostBytes = 1 << 30;

    private readonly FileStream stream;

    public SpillFile(string path)
    {
        Path = path;
        stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
    }

    public string Path { get; }

    public long Length => stream.Length;

    /// <summary>Adds a record; it is on the disk when this returns, or the file is as it was.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Append(ReadOnlySpan<byte> content)
    {
        long before = stream.Length;
        byte[] record = new byte[HeadBytes + content.Length];
        BinaryPrimitives.WriteInt32LittleEndian(record, content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(sizeof(uint)), Crc32C.Of(content));
        content.CopyTo(record.AsSpan(HeadBytes));
        try
        {
            stream.Position = before;
            stream.Write(record);
            stream.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            stream.SetLength(before);
            throw;
        }
    }

    /// <summary>Reads the record at a place, and where the next one is; false where there is none that is whole.</summary>
    public bool TryRead(long at, out byte[] content, out long next)
    {
        (content, next) = ([], at);
        Span<byte> head = stackalloc byte[HeadBytes];
        stream.Position = at;
        if (stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false) < HeadBytes)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is < 0 or > MostBytes || at + HeadBytes + length > stream.Length)
        {
            return false;
        }

        content = new byte[length];
        stream.ReadExactly(content);
        next = at + HeadBytes + length;
        return Crc32C.Of(content) == BinaryPrimitives.ReadUInt32LittleEndian(head[sizeof(uint)..]);
    }

    /// <summary>Forgets everything from a place on.</summary>
    public void Cut(long at) => stream.SetLength(at);

    public void Dispose() => stream.Dispose();

    /// <summary>Closes and removes it.</summary>
    public void Delete()
    {
        Dispose();
        File.Delete(Path);
    }
}
