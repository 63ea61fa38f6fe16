using System.Buffers.Text;

namespace Pawl.Redis.Protocol;

/// <summary>Bytes that wait to be sent.</summary>
internal sealed class SendBuffer
{
    private byte[] bytes = new byte[1 << 12];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => bytes.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void AppendHead(byte mark, int number)
    {
        Span<byte> room = Room(14);
        room[0] = mark;
        Utf8Formatter.TryFormat(number, room[1..], out int digits);
        "\r\n"u8.CopyTo(room[(1 + digits)..]);
        Length += digits + 3;
    }

    public void Append(ReadOnlySpan<byte> text)
    {
        text.CopyTo(Room(text.Length));
        Length += text.Length;
    }

    private Span<byte> Room(int count)
    {
        if (Length + count > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(Length + count, bytes.Length * 2));
        }

        return bytes.AsSpan(Length);
    }
}
