using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Pawl.Scripting.Sandbox;

/// <summary>What a state of Lua has taken, and what it may take. It lies beside the state, where the allocator finds it.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct Account
{
    /// <summary>What Lua says of a new text; for other new objects it says another number.</summary>
    private const nuint TextTag = 4;

    /// <summary>What a text takes beside its bytes, and more.</summary>
    private const int TextHead = 64;

    public nint Lua;
    public nint Hook;
    public long InUse;
    public long Allocated;
    public long MaxInUse;
    public long MaxAllocated;

    /// <summary>0 while the host itself works on the state: then nothing is refused, for Lua would end the process.</summary>
    public int IsLimited;

    /// <summary>1 when something was refused.</summary>
    public int Refused;

    /// <summary>
    /// Gives, resizes and takes back memory for Lua. A refusal cannot be caught: from then on the hook stops the script before its
    /// next instruction.
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void* Allocate(void* userData, void* block, nuint oldSize, nuint newSize)
    {
        Account* account = (Account*)userData;
        nuint held = block == null ? 0 : oldSize;
        if (newSize == 0)
        {
            account->InUse -= (long)held;
            NativeMemory.Free(block);
            return null;
        }

        if (newSize > held && account->IsLimited != 0 && account->Refuses(block == null && oldSize == TextTag, newSize, newSize - held))
        {
            account->Refused = 1;
            Native.SetHook(account->Lua, account->Hook, Native.MaskCount, 1);
            return null;
        }

        void* given = TryResize(block, newSize);
        if (given == null)
        {
            // What becomes smaller may stay where it is, and must, for Lua relies on it.
            return newSize <= held ? block : null;
        }

        account->InUse += (long)newSize - (long)held;
        account->Allocated += newSize > held ? (long)(newSize - held) : 0;
        return given;
    }

    /// <summary>
    /// Called when the instructions of a call are used up. It raises nothing itself, for that would leave .NET by a jump: it only lets
    /// Lua's own hook run before every instruction from now on. That one raises even where there is no room left to call it.
    /// </summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Overrun(nint lua, nint why)
    {
        Account* account;
        Native.GetAllocator(lua, (void**)&account);
        Native.SetHook(lua, account->Hook, Native.MaskCount, 1);
    }

    private readonly bool Refuses(bool isText, nuint size, nuint more) =>
        InUse + (long)more > MaxInUse
        || Allocated + (long)more > MaxAllocated
        || size > (nuint)(isText ? ScriptLimits.TextBytes + TextHead : ScriptLimits.BlockBytes + TextHead);

    private static void* TryResize(void* block, nuint size)
    {
        try
        {
            return NativeMemory.Realloc(block, size);
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }
}
