namespace Pawl.Ingestion;

/// <summary>Reads another stream in large pieces, counts what was taken, and can look at the first bytes without taking them.</summary>
internal sealed class CountingStream(Stream inner, int chunkSize) : Stream
{
    private readonly byte[] _chunk = new byte[chunkSize];
    private int _next;
    private int _filled;

    public long Taken { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <summary>The first <paramref name="count"/> bytes, fewer where there are no more.</summary>
    public ReadOnlySpan<byte> Peek(int count)
    {
        _filled += inner.ReadAtLeast(_chunk.AsSpan(_filled), count, throwOnEndOfStream: false);
        return _chunk.AsSpan(_next, Math.Min(count, _filled - _next));
    }

    public override int Read(Span<byte> buffer)
    {
        if (_next == _filled)
        {
            // A reader with a large buffer of its own gets the bytes without a detour.
            if (buffer.Length >= _chunk.Length)
                return Count(inner.Read(buffer));
            _next = 0;
            _filled = inner.Read(_chunk);
        }

        int count = Math.Min(buffer.Length, _filled - _next);
        _chunk.AsSpan(_next, count).CopyTo(buffer);
        _next += count;
        return Count(count);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private int Count(int count)
    {
        Taken += count;
        return count;
    }
}
