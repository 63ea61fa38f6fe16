using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using Pawl.Tests.Crash.Disk;

namespace Pawl.Tests.Crash.Sqlite;

/// <summary>What SQLite calls of a VFS. A defect in here ends the tests: no exception may pass through SQLite.</summary>
internal static unsafe class VfsCalls
{
    private const int ReadWrite = 0x2, Create = 0x4, DeleteOnClose = 0x8, Exclusive = 0x10;

    /// <summary>Journals and write-ahead logs: their first sync makes their name last too, as SQLite does on Unix.</summary>
    private const int Journals = 0x800 | 0x4000 | 0x80000;

    private static readonly NativeMethods* Methods = FileCalls.Create();

    public static void Fill(NativeVfs* vfs)
    {
        vfs->Version = 2;
        vfs->FileSize = sizeof(NativeFile);
        vfs->MaxPath = 512;
        vfs->Open = &Open;
        vfs->Delete = &Delete;
        vfs->Access = &Access;
        vfs->FullPathname = &FullPathname;
        vfs->Randomness = &Randomness;
        vfs->Sleep = &Sleep;
        vfs->CurrentTime = &CurrentTime;
        vfs->GetLastError = &GetLastError;
        vfs->CurrentTimeInt64 = &CurrentTimeInt64;
    }

    private static string Text(byte* name) => Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* name, NativeFile* file, int flags, int* outFlags)
    {
        file->Methods = null; // a file that was not opened is not closed
        if (VfsRegistration.Of(vfs) is not { } program)
        {
            return Code.CannotOpen;
        }

        lock (program.Disk.Gate)
        {
            int code = program.Open(
                name is null ? null : Text(name), (flags & Create) != 0, (flags & Exclusive) != 0, (flags & DeleteOnClose) != 0, out OpenFile? opened);
            if (opened is not null)
            {
                opened.IsNewName &= (flags & Journals) != 0;
                file->Handle = GCHandle.ToIntPtr(GCHandle.Alloc(opened));
                file->Methods = Methods;
                if (outFlags is not null)
                {
                    *outFlags = flags;
                }
            }

            return code;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(NativeVfs* vfs, byte* name, int syncFolder)
    {
        if (VfsRegistration.Of(vfs) is not { } program)
        {
            return Code.DeleteFailed;
        }

        lock (program.Disk.Gate)
        {
            return program.Delete(Text(name), syncFolder != 0);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Access(NativeVfs* vfs, byte* name, int flags, int* result)
    {
        *result = 0;
        if (VfsRegistration.Of(vfs) is not { HasStopped: false } program)
        {
            return Code.Failed;
        }

        lock (program.Disk.Gate)
        {
            // As on Unix, a journal without content is no journal.
            *result = program.Disk.Find(Text(name)) is { } found && (flags != 0 || found.Live.Length > 0) ? 1 : 0;
            return Code.Ok;
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FullPathname(NativeVfs* vfs, byte* name, int room, byte* full)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name);
        if (bytes.Length >= room)
        {
            return Code.CannotOpen;
        }

        bytes.CopyTo(new Span<byte>(full, room));
        full[bytes.Length] = 0;
        return Code.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Randomness(NativeVfs* vfs, int count, byte* bytes)
    {
        Span<byte> to = new(bytes, count);
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = (byte)(i * 37);
        }

        return count;
    }

    /// <summary>Nobody waits for a simulated disk; but another thread may have to run before a lock is free.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(NativeVfs* vfs, int microseconds)
    {
        Thread.Yield();
        return microseconds;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentTime(NativeVfs* vfs, double* days)
    {
        *days = 2_460_000.5;
        return Code.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CurrentTimeInt64(NativeVfs* vfs, long* milliseconds)
    {
        *milliseconds = 2_460_000L * 86_400_000 + 43_200_000;
        return Code.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int GetLastError(NativeVfs* vfs, int count, byte* text) => 0;
}
