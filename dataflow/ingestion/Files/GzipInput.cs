using System.IO.Compression;

namespace Pawl.Ingestion;

/// <summary>Decompresses gzip, of one or several members, and ends without complaint only where all of it was whole.</summary>
/// <remarks>
/// The framework's stream takes a cut file for a finished one, and drops whatever follows the last member, both in silence.
/// So the compressed bytes are fed to it with one more member behind them: only where everything before was whole does exactly
/// its content come out at the end.
/// </remarks>
internal sealed class GzipInput : Stream
{
    private static readonly byte[] s_endMember = Compress(EndMark);

    private readonly Feed _feed;
    private readonly GZipStream _gzip;
    private int _endSeen;

    public GzipInput(Stream compressed)
    {
        _feed = new Feed(compressed);
        _gzip = new GZipStream(_feed, CompressionMode.Decompress);
    }

    private static ReadOnlySpan<byte> EndMark => "end of compressed data"u8;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <exception cref="InvalidDataException">The data is not whole; the message says in which way, and what to do.</exception>
    public override int Read(Span<byte> buffer)
    {
        int read;
        do
        {
            read = ReadMember(buffer);
            if (!_feed.IsExhausted)
                return read > 0 || buffer.IsEmpty ? read : throw new InvalidDataException("something else follows the gzip data; remove it, or fetch the file again");

            // The framework asks for more bytes only when it has given out what it made of those before: this is the end member's.
            if (!EndMark[_endSeen..].StartsWith(buffer[..read]) || (read == 0 && _endSeen < EndMark.Length))
                throw Cut(null);
            _endSeen += read;
        }
        while (read > 0);
        return 0;
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
        {
            _gzip.Dispose();
            _feed.Dispose();
        }

        base.Dispose(disposing);
    }

    private int ReadMember(Span<byte> buffer)
    {
        try
        {
            return _gzip.Read(buffer);
        }
        catch (InvalidDataException error)
        {
            throw _feed.IsExhausted ? Cut(error) : new InvalidDataException("the gzip data is damaged; fetch the file again", error);
        }
    }

    private static InvalidDataException Cut(Exception? cause) => new("the gzip data is cut off; fetch the file again", cause);

    private static byte[] Compress(ReadOnlySpan<byte> content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return bytes.ToArray();
    }

    /// <summary>The compressed bytes, then the member that marks the end.</summary>
    private sealed class Feed(Stream compressed) : Stream
    {
        private int _endSent;

        /// <summary>True once all of the compressed bytes have been taken and more were asked for.</summary>
        public bool IsExhausted { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            int read = IsExhausted ? 0 : compressed.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
                return read;

            IsExhausted = true;
            ReadOnlySpan<byte> rest = s_endMember.AsSpan(_endSent);
            rest = rest[..Math.Min(rest.Length, buffer.Length)];
            rest.CopyTo(buffer);
            _endSent += rest.Length;
            return rest.Length;
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
                compressed.Dispose();
            base.Dispose(disposing);
        }
    }
}
