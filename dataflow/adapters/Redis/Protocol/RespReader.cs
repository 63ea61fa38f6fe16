using System.Buffers.Text;

namespace Pawl.Redis.Protocol;

/// <summary>
/// Reads answers from the bytes of a server, however they were cut on their way. Depth, number of parts and length of a text are
/// bounded: a server that says more is refused before anything is allocated for it.
/// </summary>
internal sealed class RespReader(Stream stream, int maxText, int maxItems)
{
    private const int LongestLine = 64 * 1024;
    private const int Deepest = 8;

    private byte[] buffer = new byte[1 << 16];
    private int start;
    private int filled;

    /// <summary>The next answer.</summary>
    /// <exception cref="RedisException">The server says what no server says, more than was agreed on, or nothing any more.</exception>
    public async ValueTask<RedisValue> ReadAsync(CancellationToken cancel) => await ReadAsync(new Budget(maxItems), 0, cancel);

    /// <summary>How many parts an answer may still have.</summary>
    private sealed class Budget(int left)
    {
        public int Left { get; set; } = left;
    }

    private async ValueTask<RedisValue> ReadAsync(Budget budget, int depth, CancellationToken cancel)
    {
        int line = await LineAsync(cancel);
        byte mark = buffer[start];
        switch (mark)
        {
            case (byte)'+':
                return RedisValue.Of(TakeText(line));
            case (byte)'-':
                return RedisValue.ErrorOf(TakeText(line));
            case (byte)':':
                return RedisValue.Of(TakeNumber(line));
            case (byte)'$':
                return await TextAsync(TakeNumber(line), cancel);
            case (byte)'*':
                return await ListAsync(TakeNumber(line), budget, depth, cancel);
            default:
                throw new RedisException($"the server does not speak as a Redis server does: an answer begins with byte {mark}");
        }
    }

    private async ValueTask<RedisValue> TextAsync(long length, CancellationToken cancel)
    {
        if (length == -1)
        {
            return RedisValue.Null;
        }

        if (length < 0 || length > maxText)
        {
            throw new RedisException($"the server sends a text of {length} bytes; {maxText} are taken");
        }

        byte[] text = new byte[length];
        int have = Math.Min(text.Length, filled - start);
        buffer.AsSpan(start, have).CopyTo(text);
        start += have;
        while (have < text.Length)
        {
            have += await ReceiveAsync(text.AsMemory(have), cancel);
        }

        while (filled - start < 2)
        {
            await FillAsync(cancel);
        }

        if (!buffer.AsSpan(start, 2).SequenceEqual("\r\n"u8))
        {
            throw new RedisException("the server does not speak as a Redis server does: a text is longer than it said");
        }

        start += 2;
        return RedisValue.Of(text);
    }

    private async ValueTask<RedisValue> ListAsync(long count, Budget budget, int depth, CancellationToken cancel)
    {
        if (count == -1)
        {
            return RedisValue.Null;
        }

        if (count < 0 || count > budget.Left || depth == Deepest)
        {
            throw new RedisException(depth == Deepest
                ? $"the server sends lists in lists, more than {Deepest} deep"
                : $"the server sends a list of {count} items; {budget.Left} are taken");
        }

        budget.Left -= (int)count;
        // It grows with what comes: a server that only promises gets little.
        List<RedisValue> items = new((int)Math.Min(count, 1024));
        for (long i = 0; i < count; i++)
        {
            items.Add(await ReadAsync(budget, depth + 1, cancel));
        }

        return RedisValue.Of([.. items]);
    }

    /// <summary>Waits until a line is whole; returns its length without its end.</summary>
    private async ValueTask<int> LineAsync(CancellationToken cancel)
    {
        int seen = 0;
        while (true)
        {
            int end = buffer.AsSpan(start + seen, filled - start - seen).IndexOf("\r\n"u8);
            if (end >= 0)
            {
                return seen + end is > 0 and var length ? length : throw new RedisException("the server does not speak as a Redis server does: an answer is empty");
            }

            // The last byte may be the first of the line's end.
            seen = Math.Max(0, filled - start - 1);
            if (seen > LongestLine)
            {
                throw new RedisException($"the server sent a line of more than {LongestLine} bytes");
            }

            await FillAsync(cancel);
        }
    }

    private async ValueTask FillAsync(CancellationToken cancel)
    {
        if (start == filled)
        {
            start = filled = 0;
        }
        else if (filled == buffer.Length)
        {
            byte[] from = buffer;
            if (start < buffer.Length / 2)
            {
                buffer = new byte[buffer.Length * 2];
            }

            from.AsSpan(start, filled - start).CopyTo(buffer);
            (start, filled) = (0, filled - start);
        }

        filled += await ReceiveAsync(buffer.AsMemory(filled), cancel);
    }

    private async ValueTask<int> ReceiveAsync(Memory<byte> into, CancellationToken cancel) =>
        await stream.ReadAsync(into, cancel) is > 0 and var count ? count : throw new RedisException("the server closed the connection");

    private byte[] TakeText(int line)
    {
        byte[] text = buffer.AsSpan(start + 1, line - 1).ToArray();
        start += line + 2;
        return text;
    }

    private long TakeNumber(int line)
    {
        ReadOnlySpan<byte> digits = buffer.AsSpan(start + 1, line - 1);
        if (!Utf8Parser.TryParse(digits, out long number, out int used) || used != digits.Length)
        {
            throw new RedisException("the server does not speak as a Redis server does: a number is none");
        }

        start += line + 2;
        return number;
    }
}
