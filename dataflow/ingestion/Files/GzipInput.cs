using System.IO.Compression;

namespace Pawl.Ingestion;

/// <summary>
/// Decompresses gzip (of one or several members) and knows whether the data was whole.
/// </summary>
/// <remarks>
/// The framework's stream takes a cut file for a finished one, and drops whatever follows the last member, both in silence.
/// So the compressed bytes are fed to it with one more member behind them: only where everything before it was whole
/// does its content come out as the very end, and nothing else can put it there by accident.
/// </remarks>
internal sealed class GzipInput : Stream
{
    /// <summary>What the last bytes of the output are when the data was whole; it contains no line feed.</summary>
    public static ReadOnlySpan<byte> EndMark => "\u00ff end of compressed data \u00ff"u8;

    private static readonly byte[] s_endMember = Compress(EndMark);

    private readonly Feed _feed;
    private readonly GZipStream _gzip;

    public GzipInput(Stream compressed)
    {
        _feed = new Feed(compressed);
        _gzip = new GZipStream(_feed, CompressionMode.Decompress);
    }

    /// <summary>True once all of the compressed bytes were asked for: what fails after that fails for want of more.</summary>
    public bool Exhausted => _feed.Exhausted;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer) => _gzip.Read(buffer);

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

        public bool Exhausted { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            int read = Exhausted ? 0 : compressed.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
                return read;

            Exhausted = true;
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
