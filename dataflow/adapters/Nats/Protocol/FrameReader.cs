using System.Buffers.Text;

namespace Pawl.Nats.Protocol;

/// <summary>
/// Cuts the bytes of a server into what it says, however they were cut on their way. Holds one buffer, which grows to the longest
/// message that was agreed on and never further: a server that says more is refused.
/// </summary>
internal sealed class FrameReader
{
    private const int LongestLine = 4096;
    private const int LongestInfo = 1 << 16;
    private const int FirstPayload = 1 << 20;
    private const int End = 2;
    private const int MostParts = 6;

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int filled;

    // How much of the current line has been looked at, and of a message whose line is whole its parts.
    private int seen;
    private Head? head;

    /// <summary>How long a message may be, with its headers.</summary>
    public int MaxPayload { get; set; } = FirstPayload;

    /// <summary>Whether nothing waits to be read.</summary>
    public bool IsEmpty => start == filled;

    /// <summary>A line of a message, relative to the start of the line.</summary>
    private readonly record struct Head(Range Subject, long Subscription, Range Reply, int Line, int HeaderBytes, int Bytes);

    /// <summary>Where the next bytes are to be put; never empty.</summary>
    public Memory<byte> Room()
    {
        if (start == filled)
        {
            start = filled = 0;
        }

        int needed = head is { } h ? h.Line + h.Bytes + End : filled - start + 1;
        if (start + needed > buffer.Length || filled == buffer.Length)
        {
            byte[] from = buffer;
            if (needed > buffer.Length)
            {
                buffer = new byte[Math.Max(needed, buffer.Length * 2)];
            }

            from.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            start = 0;
        }

        return buffer.AsMemory(filled);
    }

    /// <summary>So many bytes have come.</summary>
    public void Take(int count) => filled += count;

    /// <summary>The next thing that is whole.</summary>
    /// <exception cref="NatsException">The server says what no server says, or more than was agreed on.</exception>
    public bool TryRead(out ServerFrame frame)
    {
        frame = default;
        if (head is null)
        {
            int line = buffer.AsSpan(start + seen, filled - start - seen).IndexOf("\r\n"u8);
            if (line < 0)
            {
                int length = filled - start;
                if (length > (IsInfo(buffer.AsSpan(start, length)) ? LongestInfo : LongestLine))
                {
                    throw new NatsException($"the server sent a line of more than {length} bytes");
                }

                // The last byte may be the first of the line's end.
                seen = Math.Max(0, length - 1);
                return false;
            }

            int lineLength = seen + line;
            seen = 0;
            if (ReadLine(lineLength, out frame))
            {
                start += lineLength + End;
                return true;
            }
        }

        return ReadMessage(out frame);
    }

    private static bool IsInfo(ReadOnlySpan<byte> line) => line.StartsWith("INFO "u8) || "INFO "u8.StartsWith(line);

    /// <summary>Reads a line; of a message only its parts, and says false.</summary>
    private bool ReadLine(int length, out ServerFrame frame)
    {
        ReadOnlyMemory<byte> memory = buffer.AsMemory(start, length);
        ReadOnlySpan<byte> line = memory.Span;
        frame = default;
        if (line.StartsWith("MSG "u8) || line.StartsWith("HMSG "u8))
        {
            head = ReadHead(line);
            return false;
        }

        if (line.StartsWith("INFO "u8) && length <= LongestInfo)
        {
            frame = new ServerFrame(ServerOp.Info, memory[5..], 0, default, default, default);
        }
        else if (line.StartsWith("-ERR"u8) && length <= LongestLine)
        {
            frame = new ServerFrame(ServerOp.Error, memory[4..], 0, default, default, default);
        }
        else
        {
            ServerOp op = line.SequenceEqual("PING"u8) ? ServerOp.Ping
                : line.SequenceEqual("PONG"u8) ? ServerOp.Pong
                : line.SequenceEqual("+OK"u8) ? ServerOp.Ok
                : throw new NatsException("the server does not speak NATS");
            frame = new ServerFrame(op, default, 0, default, default, default);
        }

        return true;
    }

    private Head ReadHead(ReadOnlySpan<byte> line)
    {
        bool hasHeaders = line[0] == 'H';
        Span<Range> parts = stackalloc Range[MostParts];
        int count = line.Length > LongestLine ? 0 : Split(line, parts);
        int least = hasHeaders ? 5 : 4;
        if (count != least && count != least + 1)
        {
            throw Nonsense();
        }

        int bytes = Number(line[parts[count - 1]]);
        int headerBytes = hasHeaders ? Number(line[parts[count - 2]]) : 0;
        if (headerBytes > bytes || bytes > MaxPayload)
        {
            throw new NatsException($"the server sent a message of {bytes} bytes, {headerBytes} of them headers; {MaxPayload} were agreed on");
        }

        return new Head(parts[1], Number(line[parts[2]]), count > least ? parts[3] : default, line.Length + End, headerBytes, bytes);
    }

    private static int Split(ReadOnlySpan<byte> line, Span<Range> parts)
    {
        int count = 0;
        foreach (Range part in line.Split((byte)' '))
        {
            if (count == parts.Length)
            {
                return 0;
            }

            parts[count++] = part;
        }

        return count;
    }

    private bool ReadMessage(out ServerFrame frame)
    {
        frame = default;
        if (head is not { } h || filled - start < h.Line + h.Bytes + End)
        {
            return false;
        }

        ReadOnlyMemory<byte> line = buffer.AsMemory(start, h.Line - End);
        ReadOnlyMemory<byte> content = buffer.AsMemory(start + h.Line, h.Bytes);
        if (!buffer.AsSpan(start + h.Line + h.Bytes, End).SequenceEqual("\r\n"u8))
        {
            throw Nonsense();
        }

        frame = new ServerFrame(ServerOp.Message, line[h.Subject], h.Subscription, line[h.Reply], content[..h.HeaderBytes], content[h.HeaderBytes..]);
        start += h.Line + h.Bytes + End;
        head = null;
        return true;
    }

    private static int Number(ReadOnlySpan<byte> digits) =>
        Utf8Parser.TryParse(digits, out int number, out int used) && used == digits.Length && number >= 0 ? number : throw Nonsense();

    private static NatsException Nonsense() => new("the server sent a message that is none");
}
