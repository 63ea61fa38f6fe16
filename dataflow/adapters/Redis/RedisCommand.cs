using System.Buffers.Text;
using System.Text;

namespace Pawl.Redis;

/// <summary>A command as it goes over the wire: a list of texts, each with its length, so that nothing in them needs care.</summary>
public sealed class RedisCommand
{
    private readonly List<ReadOnlyMemory<byte>> words = [];

    /// <param name="words">Its name and what follows.</param>
    public RedisCommand(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            Add(word);
        }
    }

    public RedisCommand Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    public RedisCommand Add(ReadOnlyMemory<byte> text)
    {
        words.Add(text);
        return this;
    }

    public RedisCommand Add(long number)
    {
        byte[] text = new byte[20];
        Utf8Formatter.TryFormat(number, text, out int length);
        return Add(text.AsMemory(0, length));
    }

    internal void WriteTo(Protocol.SendBuffer to)
    {
        to.AppendHead((byte)'*', words.Count);
        foreach (ReadOnlyMemory<byte> word in words)
        {
            to.AppendHead((byte)'$', word.Length);
            to.Append(word.Span);
            to.Append("\r\n"u8);
        }
    }

    public override string ToString() => words.Count == 0 ? "" : Encoding.UTF8.GetString(words[0].Span);
}
