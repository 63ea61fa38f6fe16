using System.Buffers.Binary;
using System.Collections.Immutable;

namespace Pawl.Scripting.Sandbox;

/// <summary>Plain data as the sandbox writes it: one form for one content, so that equal states are equal byte for byte.</summary>
internal static class PlainData
{
    private const int Deepest = 16;

    /// <summary>Reads one value; null where the bytes are none.</summary>
    public static LuaValue? Read(ref ReadOnlySpan<byte> from, int depth = 0)
    {
        if (from.IsEmpty || depth > Deepest)
        {
            return null;
        }

        LuaKind kind = (LuaKind)from[0];
        from = from[1..];
        switch (kind)
        {
            case LuaKind.Text when ReadInt(ref from) is { } length && length <= from.Length:
                LuaValue text = new(kind) { Utf8 = [.. from[..length]] };
                from = from[length..];
                return text;
            case LuaKind.Table when ReadInt(ref from) is { } count && count <= from.Length:
                return ReadTable(ref from, count, depth);
            case LuaKind.Boolean or LuaKind.Integer or LuaKind.Number when from.Length >= sizeof(long):
                LuaValue number = new(kind) { Bits = BinaryPrimitives.ReadInt64LittleEndian(from) };
                from = from[sizeof(long)..];
                return number;
            default:
                return null;
        }
    }

    private static LuaValue? ReadTable(ref ReadOnlySpan<byte> from, int count, int depth)
    {
        ImmutableArray<(LuaValue, LuaValue)>.Builder entries = ImmutableArray.CreateBuilder<(LuaValue, LuaValue)>();
        for (int i = 0; i < count; i++)
        {
            if (Read(ref from, depth + 1) is not { Kind: LuaKind.Integer or LuaKind.Text } key || Read(ref from, depth + 1) is not { } value)
            {
                return null;
            }

            entries.Add((key, value));
        }

        return new LuaValue(LuaKind.Table) { Entries = entries.ToImmutable() };
    }

    private static int? ReadInt(ref ReadOnlySpan<byte> from)
    {
        if (from.Length < sizeof(int))
        {
            return null;
        }

        int value = BinaryPrimitives.ReadInt32LittleEndian(from);
        from = from[sizeof(int)..];
        return value < 0 ? null : value;
    }
}
