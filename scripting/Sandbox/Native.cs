using System.Runtime.InteropServices;

namespace Pawl.Scripting.Sandbox;

/// <summary>
/// The few functions of Lua's C interface that are used; see section 4 of its manual. Those that cannot allocate neither call back nor
/// raise, so they do not tell the garbage collector that they run.
/// </summary>
internal static unsafe partial class Native
{
    public const int Ok = 0, RunError = 2, SyntaxError = 3, MemoryError = 4;
    public const int Nil = 0, Boolean = 1, Number = 3, Text = 4, Table = 5, Function = 6;
    public const int Registry = -1_000_000 - 1000;
    public const int MaskCount = 8;

    private const string Library = "lua54";

    [LibraryImport(Library, EntryPoint = "lua_newstate")]
    public static partial nint NewState(delegate* unmanaged[Cdecl]<void*, void*, nuint, nuint, void*> allocate, void* userData);

    [LibraryImport(Library, EntryPoint = "lua_close")]
    public static partial void Close(nint lua);

    [LibraryImport(Library, EntryPoint = "luaL_requiref", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void Require(nint lua, string name, nint open, int isGlobal);

    [LibraryImport(Library, EntryPoint = "luaL_loadbufferx", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Load(nint lua, byte* source, nuint length, string name, string mode);

    [LibraryImport(Library, EntryPoint = "lua_pcallk")]
    public static partial int Call(nint lua, int arguments, int results, int handler, nint context, nint continuation);

    [LibraryImport(Library, EntryPoint = "lua_gethook")]
    public static partial nint GetHook(nint lua);

    [LibraryImport(Library, EntryPoint = "lua_gethookcount")]
    [SuppressGCTransition]
    public static partial int GetHookCount(nint lua);

    [LibraryImport(Library, EntryPoint = "lua_sethook")]
    [SuppressGCTransition]
    public static partial void SetHook(nint lua, nint hook, int mask, int count);

    [LibraryImport(Library, EntryPoint = "lua_getallocf")]
    [SuppressGCTransition]
    public static partial nint GetAllocator(nint lua, void** userData);

    [LibraryImport(Library, EntryPoint = "lua_gettop")]
    [SuppressGCTransition]
    public static partial int Top(nint lua);

    [LibraryImport(Library, EntryPoint = "lua_settop")]
    public static partial void SetTop(nint lua, int index);

    [LibraryImport(Library, EntryPoint = "lua_checkstack")]
    public static partial int CheckStack(nint lua, int more);

    [LibraryImport(Library, EntryPoint = "lua_pushvalue")]
    [SuppressGCTransition]
    public static partial void Push(nint lua, int index);

    [LibraryImport(Library, EntryPoint = "lua_rotate")]
    [SuppressGCTransition]
    public static partial void Rotate(nint lua, int index, int by);

    [LibraryImport(Library, EntryPoint = "lua_pushnil")]
    [SuppressGCTransition]
    public static partial void PushNil(nint lua);

    [LibraryImport(Library, EntryPoint = "lua_pushnumber")]
    [SuppressGCTransition]
    public static partial void PushNumber(nint lua, double value);

    [LibraryImport(Library, EntryPoint = "lua_pushinteger")]
    [SuppressGCTransition]
    public static partial void PushInteger(nint lua, long value);

    [LibraryImport(Library, EntryPoint = "lua_pushboolean")]
    [SuppressGCTransition]
    public static partial void PushBoolean(nint lua, int value);

    [LibraryImport(Library, EntryPoint = "lua_pushlstring")]
    public static partial nint PushText(nint lua, byte* text, nuint length);

    [LibraryImport(Library, EntryPoint = "lua_createtable")]
    public static partial void CreateTable(nint lua, int list, int map);

    [LibraryImport(Library, EntryPoint = "lua_rawget")]
    [SuppressGCTransition]
    public static partial void RawGet(nint lua, int table);

    [LibraryImport(Library, EntryPoint = "lua_rawset")]
    public static partial void RawSet(nint lua, int table);

    [LibraryImport(Library, EntryPoint = "lua_rawgeti")]
    [SuppressGCTransition]
    public static partial void RawGet(nint lua, int table, long index);

    [LibraryImport(Library, EntryPoint = "lua_rawseti")]
    public static partial void RawSet(nint lua, int table, long index);

    [LibraryImport(Library, EntryPoint = "lua_setupvalue")]
    public static partial nint SetUpvalue(nint lua, int function, int upvalue);

    [LibraryImport(Library, EntryPoint = "lua_next")]
    public static partial int Next(nint lua, int table);

    [LibraryImport(Library, EntryPoint = "lua_type")]
    [SuppressGCTransition]
    public static partial int Type(nint lua, int index);

    [LibraryImport(Library, EntryPoint = "lua_isinteger")]
    [SuppressGCTransition]
    public static partial int IsInteger(nint lua, int index);

    [LibraryImport(Library, EntryPoint = "lua_toboolean")]
    [SuppressGCTransition]
    public static partial int ToBoolean(nint lua, int index);

    /// <summary>Only of numbers: a text would be converted in place, which allocates.</summary>
    [LibraryImport(Library, EntryPoint = "lua_tonumberx")]
    [SuppressGCTransition]
    public static partial double ToNumber(nint lua, int index, nint isNumber);

    /// <summary>Only of numbers.</summary>
    [LibraryImport(Library, EntryPoint = "lua_tointegerx")]
    [SuppressGCTransition]
    public static partial long ToInteger(nint lua, int index, nint isNumber);

    /// <summary>Only of texts, as <see cref="ToNumber"/>.</summary>
    [LibraryImport(Library, EntryPoint = "lua_tolstring")]
    [SuppressGCTransition]
    public static partial byte* ToText(nint lua, int index, nuint* length);

    /// <summary>The opening function of a library, which Lua calls itself.</summary>
    public static nint Opening(string library) => NativeLibrary.GetExport(Handle.Value, "luaopen_" + library);

    private static readonly Lazy<nint> Handle = new(() => NativeLibrary.Load(Library, typeof(Native).Assembly, null));

    /// <summary>The text at a place of the stack; valid until something else happens to the state.</summary>
    public static ReadOnlySpan<byte> Utf8(nint lua, int index)
    {
        nuint length;
        byte* text = ToText(lua, index, &length);
        return new ReadOnlySpan<byte>(text, (int)length);
    }
}
