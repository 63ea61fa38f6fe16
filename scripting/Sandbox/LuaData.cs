using System.Collections.Immutable;

namespace Pawl.Scripting.Sandbox;

/// <summary>Carries plain data from and to the stack of a state. Only while the host works on it: nothing here may be refused memory.</summary>
internal static class LuaData
{
    private const int Deepest = 16;
    private const int Room = 8;

    /// <summary>The value at the top, which stays there.</summary>
    /// <exception cref="ScriptException">It is not plain data.</exception>
    public static LuaValue Read(LuaState state) => Read(state, "", 0);

    private static LuaValue Read(LuaState state, string path, int depth)
    {
        nint lua = state.Lua;
        switch (Native.Type(lua, -1))
        {
            case Native.Boolean:
                return new LuaValue(LuaKind.Boolean) { Bits = Native.ToBoolean(lua, -1) };
            case Native.Number when Native.IsInteger(lua, -1) != 0:
                return new LuaValue(LuaKind.Integer) { Bits = Native.ToInteger(lua, -1, 0) };
            case Native.Number:
                return new LuaValue(LuaKind.Number) { Bits = BitConverter.DoubleToInt64Bits(Native.ToNumber(lua, -1, 0)) };
            case Native.Text:
                return new LuaValue(LuaKind.Text) { Utf8 = [.. Native.Utf8(lua, -1)] };
            case Native.Table when depth < Deepest && Native.CheckStack(lua, Room) != 0:
                return ReadTable(state, path, depth);
            default:
                throw new ScriptException($"{(path.Length == 0 ? "it" : "'" + path + "'")} is not a number, a text, true, false, or a table of these");
        }
    }

    private static LuaValue ReadTable(LuaState state, string path, int depth)
    {
        List<(LuaValue Key, LuaValue Value)> entries = [];
        Native.PushNil(state.Lua);
        while (Native.Next(state.Lua, -2) != 0)
        {
            Native.Push(state.Lua, -2);
            LuaValue key = Read(state, path, Deepest);
            Native.SetTop(state.Lua, -2);
            string name = key.Kind == LuaKind.Text ? key.Text : key.Bits.ToString(System.Globalization.CultureInfo.InvariantCulture);
            entries.Add((key, Read(state, path.Length == 0 ? name : path + "." + name, depth + 1)));
            Native.SetTop(state.Lua, -2);
        }

        entries.Sort((a, b) => LuaValue.Compare(a.Key, b.Key));
        return new LuaValue(LuaKind.Table) { Entries = [.. entries] };
    }

    /// <summary>Pushes a value.</summary>
    public static void Push(LuaState state, LuaValue value)
    {
        nint lua = state.Lua;
        if (Native.CheckStack(lua, Room) == 0)
        {
            throw new InvalidOperationException("the stack has no room");
        }

        switch (value.Kind)
        {
            case LuaKind.Boolean:
                Native.PushBoolean(lua, (int)value.Bits);
                break;
            case LuaKind.Integer:
                Native.PushInteger(lua, value.Bits);
                break;
            case LuaKind.Number:
                Native.PushNumber(lua, BitConverter.Int64BitsToDouble(value.Bits));
                break;
            case LuaKind.Text:
                state.PushText(value.Utf8.AsSpan());
                break;
            default:
                Native.CreateTable(lua, value.Entries.Count(e => e.Key.Kind == LuaKind.Integer), value.Entries.Count(e => e.Key.Kind == LuaKind.Text));
                foreach ((LuaValue key, LuaValue entry) in value.Entries)
                {
                    Push(state, key);
                    Push(state, entry);
                    Native.RawSet(lua, -3);
                }

                break;
        }
    }

    /// <summary>An empty table.</summary>
    public static LuaValue Nothing { get; } = new(LuaKind.Table) { Entries = ImmutableArray<(LuaValue, LuaValue)>.Empty };
}
