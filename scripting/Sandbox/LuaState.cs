using System.Runtime.InteropServices;

namespace Pawl.Scripting.Sandbox;

/// <summary>
/// A state of Lua with the sandbox in it and nothing else. Errors are raised by Lua's own code alone and end in a protected call, so
/// none crosses a frame of .NET.
/// </summary>
internal sealed unsafe class LuaState : SafeHandle
{
    /// <summary>Places at the bottom of the stack that stay: the table that the sandbox's files share, the function that explains an error.</summary>
    public const int Shared = 1, Explain = 2;

    private static readonly string[] Libraries = ["base", "string", "table", "math", "debug"];
    private static readonly string[] Files = ["guard", "text", "patterns", "tables", "seal", "strategy"];

    private static readonly nint Overrun = (nint)(delegate* unmanaged[Cdecl]<nint, nint, void>)&Account.Overrun;

    private readonly ScriptLimits limits;
    private Account* account;

    /// <summary>A fresh state; a fraction of a millisecond.</summary>
    public LuaState(ScriptLimits limits) : base(0, ownsHandle: true)
    {
        this.limits = limits;
        account = (Account*)NativeMemory.AllocZeroed((nuint)sizeof(Account));
        SetHandle(Native.NewState(&Account.Allocate, account));
        account->Lua = handle;
        foreach (string library in Libraries)
        {
            Native.Require(handle, library == "base" ? "_G" : library, Native.Opening(library), 1);
            Native.SetTop(handle, 0);
        }

        Native.CreateTable(handle, 0, 32);
        foreach (string file in Files)
        {
            LoadOwn(SandboxFiles.Of(file));
        }

        account->Hook = Native.GetHook(handle);
        account->MaxInUse = account->InUse + limits.Memory;
        account->MaxAllocated = limits.Allocated;
        PushShared("explain");
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>The state itself.</summary>
    public nint Lua => handle;

    /// <summary>The file that is run, for errors.</summary>
    public string FileName { get; set; } = "script";

    /// <summary>Bytes that it holds now, those of the sandbox among them.</summary>
    public long InUse => account->InUse;

    /// <summary>Bytes that the last call took.</summary>
    public long Allocated => account->Allocated;

    /// <summary>Whether a limit was reached: then no code of the script runs any more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Pushes what the sandbox's files share under a name.</summary>
    public void PushShared(string name)
    {
        PushText(name);
        Native.RawGet(handle, Shared);
    }

    /// <summary>Takes the value on top for what the files share under a name.</summary>
    public void SetShared(string name)
    {
        PushText(name);
        Native.Rotate(handle, -2, 1);
        Native.RawSet(handle, Shared);
    }

    public void PushText(ReadOnlySpan<char> text)
    {
        Span<byte> utf8 = stackalloc byte[256];
        int count = System.Text.Encoding.UTF8.GetBytes(text, utf8);
        PushText(utf8[..count]);
    }

    public void PushText(ReadOnlySpan<byte> utf8)
    {
        fixed (byte* bytes = utf8)
        {
            byte none;
            Native.PushText(handle, bytes == null ? &none : bytes, (nuint)utf8.Length);
        }
    }

    /// <summary>Calls the function below its arguments under the limits; the results are on top.</summary>
    /// <exception cref="ScriptException">It failed or was stopped; the stack is as below the function.</exception>
    public void Call(int arguments, int results)
    {
        int bottom = Native.Top(handle) - arguments - 1;
        account->Allocated = 0;
        account->IsLimited = 1;
        Native.SetHook(handle, Overrun, Native.MaskCount, limits.Instructions);
        int status = Native.Call(handle, arguments, results, Explain, 0, 0);
        account->IsLimited = 0;
        if (status != Native.Ok)
        {
            ThrowFailed(bottom, status);
        }
    }

    /// <summary>The same for the sandbox's own functions, which take what they need.</summary>
    /// <exception cref="ScriptException">What they were given is refused.</exception>
    public void CallOwn(int arguments, int results)
    {
        int bottom = Native.Top(handle) - arguments - 1;
        Native.SetHook(handle, Overrun, Native.MaskCount, int.MaxValue);
        int status = Native.Call(handle, arguments, results, Explain, 0, 0);
        if (status != Native.Ok)
        {
            ThrowFailed(bottom, status);
        }
    }

    /// <summary>Compiles text, never byte code, to a function on top.</summary>
    /// <exception cref="ScriptException">It is not Lua; the message has file and line.</exception>
    public void Load(string name, ReadOnlySpan<byte> source)
    {
        int bottom = Native.Top(handle);
        account->Allocated = 0;
        account->IsLimited = 1;
        int status;
        fixed (byte* bytes = source)
        {
            byte none;
            status = Native.Load(handle, bytes == null ? &none : bytes, (nuint)source.Length, "=" + name, "t");
        }

        account->IsLimited = 0;
        if (status != Native.Ok)
        {
            ThrowFailed(bottom, status);
        }
    }

    protected override bool ReleaseHandle()
    {
        account->IsLimited = 0;
        Native.Close(handle);
        NativeMemory.Free(account);
        account = null;
        return true;
    }

    private void LoadOwn(ReadOnlySpan<byte> source)
    {
        fixed (byte* bytes = source)
        {
            if (Native.Load(handle, bytes, (nuint)source.Length, "=[pawl]", "t") == Native.Ok)
            {
                Native.Push(handle, Shared);
                if (Native.Call(handle, 1, 0, 0, 0, 0) == Native.Ok)
                {
                    return;
                }
            }
        }

        throw new InvalidOperationException("the sandbox: " + System.Text.Encoding.UTF8.GetString(Native.Utf8(handle, -1)));
    }

    private void ThrowFailed(int bottom, int status)
    {
        string text = Native.Type(handle, -1) == Native.Text ? System.Text.Encoding.UTF8.GetString(Native.Utf8(handle, -1)) : "an error that cannot be shown";
        Native.SetTop(handle, bottom);
        string? limit = account->Refused != 0 || status == Native.MemoryError ? MemoryReason()
            : Native.GetHookCount(handle) == 1 ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"more than {limits.Instructions} instructions in one call")
            : null;
        IsStopped |= limit is not null;
        throw ScriptErrors.Of(FileName, text, limit);
    }

    private string MemoryReason() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"more memory than a script may take: {limits.Memory >> 10} KiB in all, {limits.Allocated >> 20} MiB a call, {ScriptLimits.BlockBytes >> 10} KiB a table, {ScriptLimits.TextBytes >> 10} KiB a text");
}
