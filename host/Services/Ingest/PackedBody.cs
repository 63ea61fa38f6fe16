using System.Buffers;
using System.IO.Compression;

namespace Pawl.Host.Services.Ingest;

/// <summary>A body that was packed by gzip.</summary>
public static class PackedBody
{
    /// <summary>Unpacks it up to a size: what would become larger is given up there, however small it came.</summary>
    /// <exception cref="RefusedException">It is larger, or no gzip.</exception>
    public static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> packed, int most)
    {
        using GZipStream stream = new(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
        ArrayBufferWriter<byte> body = new();
        try
        {
            int count;
            while ((count = stream.Read(body.GetSpan(16 * 1024))) > 0)
            {
                body.Advance(count);
                if (body.WrittenCount > most)
                {
                    throw new RefusedException(413, "too-large", $"the body has more than {most} bytes once it is unpacked; send fewer ticks at once");
                }
            }
        }
        catch (InvalidDataException e)
        {
            throw new RefusedException(400, "gzip", $"the body is no gzip ({e.Message}); send it whole, or without Content-Encoding");
        }

        return body.WrittenMemory;
    }
}
