using System.Buffers.Text;
using System.Text;

namespace Pawl.Redis;

/// <summary>What an answer is.</summary>
public enum RedisKind
{
    /// <summary>Nothing: a key that is not there, a wait that brought nothing.</summary>
    Null,
    Text,
    Number,
    List,
    Error,
}

/// <summary>An answer of the server, or a part of one.</summary>
public readonly struct RedisValue
{
    private static readonly RedisValue[] Nothing = [];

    private readonly object? content;

    private RedisValue(RedisKind kind, object? content, long number = 0) => (Kind, this.content, Number) = (kind, content, number);

    public static RedisValue Null => default;

    public RedisKind Kind { get; }

    /// <summary>Of a number its value; of a list how many items it has.</summary>
    public long Number { get; }

    /// <summary>The bytes of a text or an error; empty of anything else.</summary>
    public ReadOnlyMemory<byte> Bytes => content as byte[];

    /// <summary>The items of a list; empty of anything else.</summary>
    public IReadOnlyList<RedisValue> Items => content as RedisValue[] ?? Nothing;

    public bool IsNull => Kind == RedisKind.Null;

    public static RedisValue Of(long number) => new(RedisKind.Number, null, number);

    public static RedisValue Of(byte[] text) => new(RedisKind.Text, text);

    public static RedisValue Of(RedisValue[] items) => new(RedisKind.List, items, items.Length);

    public static RedisValue ErrorOf(byte[] text) => new(RedisKind.Error, text);

    /// <summary>A number, also where it came as text.</summary>
    /// <exception cref="RedisException">It is none.</exception>
    public long ToNumber() => Kind == RedisKind.Number ? Number
        : Kind == RedisKind.Text && Utf8Parser.TryParse(Bytes.Span, out long number, out int used) && used == Bytes.Length ? number
        : throw new RedisException($"Redis answers '{this}' where a number was awaited");

    /// <summary>This answer, where it is no error.</summary>
    /// <exception cref="RedisErrorException">It is one.</exception>
    public RedisValue Checked() => Kind == RedisKind.Error ? throw new RedisErrorException(ToString()) : this;

    /// <summary>As text.</summary>
    public override string ToString() => Kind switch
    {
        RedisKind.Text or RedisKind.Error => Encoding.UTF8.GetString(Bytes.Span),
        RedisKind.Number => Number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        RedisKind.List => $"({Items.Count} items)",
        _ => "",
    };
}
