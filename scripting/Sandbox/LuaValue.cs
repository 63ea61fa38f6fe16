using System.Collections.Immutable;

namespace Pawl.Scripting.Sandbox;

/// <summary>What kind of plain data a value is.</summary>
internal enum LuaKind : byte
{
    Boolean = 1,
    Integer = 2,
    Number = 3,
    Text = 4,
    Table = 5,
}

/// <summary>Plain data out of a script: a number with its kind, bytes, or entries in a defined order.</summary>
internal sealed record LuaValue(LuaKind Kind)
{
    /// <summary>The bits of a number or of a truth value.</summary>
    public long Bits { get; init; }

    public ImmutableArray<byte> Utf8 { get; init; } = [];

    /// <summary>Of a table: the list first, then the texts among the keys by their bytes.</summary>
    public ImmutableArray<(LuaValue Key, LuaValue Value)> Entries { get; init; } = [];

    public string Text => System.Text.Encoding.UTF8.GetString(Utf8.AsSpan());

    public double AsNumber => Kind == LuaKind.Integer ? Bits : BitConverter.Int64BitsToDouble(Bits);

    public LuaValue? this[string name] => Entries.FirstOrDefault(e => e.Key.Kind == LuaKind.Text && e.Key.Text == name).Value;

    /// <summary>Integers by value, then texts by bytes: one order for one content.</summary>
    public static int Compare(LuaValue a, LuaValue b) =>
        a.Kind != b.Kind ? a.Kind - b.Kind : a.Kind == LuaKind.Text ? a.Utf8.AsSpan().SequenceCompareTo(b.Utf8.AsSpan()) : a.Bits.CompareTo(b.Bits);
}
