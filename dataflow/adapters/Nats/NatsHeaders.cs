using System.Buffers.Text;
using System.Text;

namespace Pawl.Nats;

/// <summary>What stands before the payload of a message: names and values, and of a server's answer a status.</summary>
public readonly struct NatsHeaders
{
    private const string Version = "NATS/1.0";

    private readonly ReadOnlyMemory<byte> block;

    internal NatsHeaders(ReadOnlyMemory<byte> block)
    {
        this.block = block;
    }

    /// <summary>Checks and writes headers.</summary>
    /// <exception cref="ArgumentException">A name or a value cannot be one.</exception>
    public NatsHeaders(params ReadOnlySpan<(string Name, string Value)> fields)
    {
        StringBuilder text = new(Version + "\r\n");
        foreach ((string name, string value) in fields)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExceptInRange('!', '~') || name.Contains(':', StringComparison.Ordinal))
            {
                throw new ArgumentException($"the name of a header has {name.Length} characters, some of which no name can have", nameof(fields));
            }

            if (value.AsSpan().IndexOfAny('\r', '\n') >= 0)
            {
                throw new ArgumentException($"the header {name} has a line break in its value", nameof(fields));
            }

            text.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        block = Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());
    }

    /// <summary>As it stands on the wire; empty where there are none.</summary>
    public ReadOnlyMemory<byte> Block => block;

    /// <summary>A server's status, as 404 or 503; 0 in what a client has sent.</summary>
    public int Status
    {
        get
        {
            ReadOnlySpan<byte> line = FirstLine();
            return line.Length > Version.Length && line[Version.Length] == ' ' && Utf8Parser.TryParse(line[(Version.Length + 1)..], out int status, out _) ? status : 0;
        }
    }

    /// <summary>A server's words beside the status.</summary>
    public string Description
    {
        get
        {
            ReadOnlySpan<byte> line = FirstLine();
            return line.Length > Version.Length + 5 ? Encoding.UTF8.GetString(line[(Version.Length + 5)..]).Trim() : "";
        }
    }

    /// <summary>The value of a name, the first where there are several; null where there is none. Names are told apart by case.</summary>
    public string? this[string name]
    {
        get
        {
            ReadOnlySpan<byte> rest = block.Span[Math.Min(block.Length, FirstLine().Length + 2)..];
            while (rest.IndexOf("\r\n"u8) is > 0 and var end)
            {
                ReadOnlySpan<byte> line = rest[..end];
                int colon = line.IndexOf((byte)':');
                if (colon == name.Length && Encoding.UTF8.GetString(line[..colon]) == name)
                {
                    return Encoding.UTF8.GetString(line[(colon + 1)..]).Trim();
                }

                rest = rest[(end + 2)..];
            }

            return null;
        }
    }

    private ReadOnlySpan<byte> FirstLine()
    {
        ReadOnlySpan<byte> whole = block.Span;
        int end = whole.IndexOf("\r\n"u8);
        return end < 0 ? whole : whole[..end];
    }
}
