using Pawl.Scripting.Sandbox;

namespace Pawl.Scripting;

/// <summary>
/// A script in a sandbox of its own. What it remembers is its memory; nothing else of it changes by calls. One thread at a time.
/// </summary>
public sealed class Script : IDisposable
{
    private const int Call = 3;
    private const int Frame = 4;
    private const int FirstInput = 9;
    private const int Results = 10;

    private readonly LuaState state;

    private Script(ScriptFile file, LuaState state)
    {
        File = file;
        this.state = state;
    }

    public ScriptFile File { get; }

    public ScriptDeclaration Declaration { get; private set; } = new("", [], [], 0);

    /// <summary>Whether a limit was reached. Then it is not called any more; a fresh one begins anew.</summary>
    public bool IsStopped => state.IsStopped;

    /// <summary>Bytes that it and its sandbox hold now.</summary>
    public long InUse => state.InUse;

    /// <summary>Loads a file in a fresh sandbox and reads what it declares.</summary>
    /// <param name="file">The file.</param>
    /// <param name="limits">What it may use; the usual where null.</param>
    /// <exception cref="ScriptException">It is not Lua, or not a strategy; the message has file and line.</exception>
    public static Script Load(ScriptFile file, ScriptLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file.Source.Length > ScriptLimits.FileBytes)
        {
            throw new ScriptException($"{file.FileName}: {file.Source.Length} bytes; a script has at most {ScriptLimits.FileBytes}");
        }

        Script script = new(file, new LuaState(limits ?? ScriptLimits.Default));
        try
        {
            script.Run();
            script.Declaration = script.Declared();
            return script;
        }
        catch
        {
            script.Dispose();
            throw;
        }
    }

    /// <summary>Fixes the parameters and makes everything else read-only; after it the script may be called.</summary>
    /// <param name="parameters">The values in the order of the declaration.</param>
    /// <exception cref="ScriptException">It has no function to call, or one that would remember something outside of its memory.</exception>
    public void Prepare(ReadOnlySpan<double> parameters)
    {
        nint lua = state.Lua;
        state.PushShared("prepare");
        Native.CreateTable(lua, Declaration.Inputs.Length, 0);
        for (int i = 0; i < Declaration.Inputs.Length; i++)
        {
            state.PushText(Declaration.Inputs[i].Name);
            Native.RawSet(lua, -2, i + 1);
        }

        Native.CreateTable(lua, 0, Declaration.Parameters.Length);
        for (int i = 0; i < Declaration.Parameters.Length; i++)
        {
            state.PushText(Declaration.Parameters[i].Name);
            Native.PushNumber(lua, parameters[i]);
            Native.RawSet(lua, -3);
        }

        state.CallOwn(2, 0);
        state.PushShared("seal");
        state.CallOwn(0, 0);
        state.PushShared("call");
        state.PushShared("frame");
        // All places are there from the start, so that none takes memory later.
        for (int i = 1; i < FirstInput + (4 * Declaration.Inputs.Length); i++)
        {
            Native.PushBoolean(lua, 0);
            Native.RawSet(lua, Frame, i);
        }
    }

    /// <summary>Says which state is called, when, and what is held; then come the inputs, then <see cref="Invoke"/>.</summary>
    /// <param name="handler">0 for watch, 1 for close_watch, 2 for in_trade.</param>
    /// <param name="milliseconds">The time of the event.</param>
    /// <param name="turn">A number that no other call has.</param>
    /// <param name="seed">What numbers by chance derive from, beside the turn.</param>
    /// <param name="position">Size, price, stop and target; NaN where there is none.</param>
    public void Begin(int handler, long milliseconds, long turn, long seed, in ScriptPosition position)
    {
        SetInteger(1, handler + 1);
        SetInteger(2, milliseconds);
        SetInteger(3, turn);
        SetInteger(4, seed);
        for (int i = 0; i < ScriptPosition.Length; i++)
        {
            SetNumber(5 + i, position[i]);
        }
    }

    /// <summary>Sets an input.</summary>
    /// <param name="input">Its place in the declaration.</param>
    /// <param name="value">NaN where it is undefined.</param>
    /// <param name="previous">Its value before.</param>
    /// <param name="isUpdated">Whether it is new.</param>
    /// <param name="age">Milliseconds since it was.</param>
    public void SetInput(int input, double value, double previous, bool isUpdated, long age)
    {
        int at = FirstInput + (4 * input);
        SetNumber(at, value);
        SetNumber(at + 1, previous);
        Native.PushBoolean(state.Lua, isUpdated ? 1 : 0);
        Native.RawSet(state.Lua, Frame, at + 2);
        SetInteger(at + 3, age);
    }

    /// <summary>Calls the function of the state.</summary>
    /// <param name="memory">What it remembers now, as it is saved; valid until <see cref="End"/>. Equal memories are equal byte for byte.</param>
    /// <exception cref="ScriptException">It failed, or a limit stopped it.</exception>
    public ScriptAction Invoke(out ReadOnlySpan<byte> memory)
    {
        nint lua = state.Lua;
        Native.Push(lua, Call);
        state.Call(0, Results);
        ScriptAction action = new()
        {
            Kind = (ScriptActionKind)Native.ToInteger(lua, -10, 0),
            Side = Number(-8),
            Size = Number(-7),
            Limit = Number(-6),
            Stop = Number(-5),
            Target = Number(-4),
            Confidence = Number(-3),
            Within = Number(-2),
        };
        if (Native.Type(lua, -1) == Native.Text)
        {
            action.Reason = ScriptAction.Cut(Native.Utf8(lua, -1));
        }

        memory = Native.Type(lua, -9) == Native.Text ? Native.Utf8(lua, -9) : [];
        return action;
    }

    /// <summary>Gives back what <see cref="Invoke"/> returned.</summary>
    public void End() => Native.SetTop(state.Lua, Frame);

    /// <summary>Takes over what was saved.</summary>
    /// <param name="from">The bytes; none for a memory with nothing in it.</param>
    /// <returns>False where the bytes are no memory.</returns>
    public bool LoadMemory(ReadOnlySpan<byte> from)
    {
        LuaValue? memory = from.IsEmpty ? LuaData.Nothing : PlainData.Read(ref from);
        if (memory is not { Kind: LuaKind.Table } || !from.IsEmpty)
        {
            return false;
        }

        state.PushShared("remember");
        LuaData.Push(state, memory);
        state.CallOwn(1, 0);
        return true;
    }

    public void Dispose() => state.Dispose();

    private void Run()
    {
        nint lua = state.Lua;
        state.FileName = File.FileName;
        state.PushText(File.FileName);
        state.SetShared("file");
        state.Load(File.FileName, File.Source.AsSpan());
        state.PushShared("script_environment");
        Native.SetUpvalue(lua, -2, 1);
        state.Call(0, 0);
    }

    private ScriptDeclaration Declared()
    {
        nint lua = state.Lua;
        int top = Native.Top(lua);
        state.PushShared("declaration_line");
        int line = Native.Type(lua, -1) == Native.Number ? (int)Native.ToInteger(lua, -1, 0) : 0;
        state.PushShared("declaration");
        if (Native.Type(lua, -1) != Native.Table)
        {
            throw new ScriptException($"{File.FileName}:1: it declares no strategy; write strategy{{inputs = {{price = \"candle(1m)\"}}}} at its beginning");
        }

        try
        {
            return new DeclarationReader(File.FileName, line).Read(LuaData.Read(state));
        }
        catch (ScriptException e) when (!e.Message.StartsWith(File.FileName, StringComparison.Ordinal))
        {
            throw new ScriptException($"{File.FileName}:{line}: strategy: {e.Message}", e);
        }
        finally
        {
            Native.SetTop(lua, top);
        }
    }

    private double Number(int index) => Native.Type(state.Lua, index) == Native.Number ? Native.ToNumber(state.Lua, index, 0) : double.NaN;

    private void SetInteger(int at, long value)
    {
        Native.PushInteger(state.Lua, value);
        Native.RawSet(state.Lua, Frame, at);
    }

    /// <summary>What is undefined is nil to a script, so that a comparison with it is an error and not false.</summary>
    private void SetNumber(int at, double value)
    {
        if (double.IsNaN(value))
        {
            Native.PushNil(state.Lua);
        }
        else
        {
            Native.PushNumber(state.Lua, value);
        }

        Native.RawSet(state.Lua, Frame, at);
    }
}
