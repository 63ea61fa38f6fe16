using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Tests.Crash.Disk;

namespace Pawl.Tests.Crash.Sqlite;

/// <summary>What SQLite calls of a file.</summary>
internal static unsafe class FileCalls
{
    /// <summary>Writing a part of a sector leaves the rest of it as it is, which SQLite expects of any disk by default.</summary>
    private const int PowersafeOverwrite = 0x1000;

    private const int ShmUnlock = 1, ShmExclusive = 8;

    public static NativeMethods* Create()
    {
        NativeMethods* methods = (NativeMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeMethods));
        methods->Version = 2;
        methods->Close = &Close;
        methods->Read = &Read;
        methods->Write = &Write;
        methods->Truncate = &Truncate;
        methods->Sync = &Sync;
        methods->FileSize = &FileSize;
        methods->Lock = &Lock;
        methods->Unlock = &Unlock;
        methods->CheckReservedLock = &CheckReservedLock;
        methods->FileControl = &FileControl;
        methods->SectorSize = &SectorSize;
        methods->DeviceCharacteristics = &DeviceCharacteristics;
        methods->ShmMap = &ShmMap;
        methods->ShmLock = &ShmLock;
        methods->ShmBarrier = &ShmBarrier;
        methods->ShmUnmap = &ShmUnmap;
        return methods;
    }

    private static OpenFile Of(NativeFile* file) => (OpenFile)GCHandle.FromIntPtr(file->Handle).Target!;

    private static int With(NativeFile* file, Func<OpenFile, int> act)
    {
        OpenFile open = Of(file);
        lock (open.Program.Disk.Gate)
        {
            return open.Program.HasStopped ? Code.Failed : act(open);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file)
    {
        OpenFile open = Of(file);
        lock (open.Program.Disk.Gate)
        {
            open.Program.Close(open);
        }

        GCHandle.FromIntPtr(file->Handle).Free();
        return Code.Ok;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Read(NativeFile* file, byte* to, int count, long position) => With(file, open =>
    {
        ReadOnlySpan<byte> all = open.File.Live.Bytes;
        ReadOnlySpan<byte> there = position >= all.Length ? [] : all[(int)position..(int)Math.Min(all.Length, position + count)];
        Span<byte> target = new(to, count);
        there.CopyTo(target);
        target[there.Length..].Clear();
        return there.Length == count ? Code.Ok : Code.ShortRead;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, byte* from, int count, long position) =>
        With(file, open => open.Program.Change(open, new Change(position, new ReadOnlySpan<byte>(from, count).ToArray())));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long length) => With(file, open => open.Program.Change(open, new Change(length, null)));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags) => With(file, open => open.Program.Sync(open));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileSize(NativeFile* file, long* length) => With(file, open =>
    {
        *length = open.File.Live.Length;
        return Code.Ok;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Lock(NativeFile* file, int level) => With(file, open => open.Lock((LockLevel)level) ? Code.Ok : Code.Busy);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Unlock(NativeFile* file, int level) => With(file, open =>
    {
        open.Unlock((LockLevel)level);
        return Code.Ok;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int CheckReservedLock(NativeFile* file, int* result) => With(file, open =>
    {
        *result = open.File.Locks.IsReserved ? 1 : 0;
        return Code.Ok;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int FileControl(NativeFile* file, int operation, void* argument) => Code.NotFound;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int SectorSize(NativeFile* file) => Change.Sector;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int DeviceCharacteristics(NativeFile* file) => PowersafeOverwrite;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmMap(NativeFile* file, int region, int size, int extend, void** memory)
    {
        *memory = null;
        return With(file, open =>
        {
            *memory = (void*)open.ShareRegion(region, size, extend != 0);
            return Code.Ok;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmLock(NativeFile* file, int first, int count, int flags) => With(file, open =>
    {
        if ((flags & ShmUnlock) != 0)
        {
            open.UnlockShared(first, count);
            return Code.Ok;
        }

        return open.LockShared(first, count, (flags & ShmExclusive) != 0) ? Code.Ok : Code.Busy;
    });

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void ShmBarrier(NativeFile* file) => Interlocked.MemoryBarrier();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int ShmUnmap(NativeFile* file, int delete)
    {
        OpenFile open = Of(file);
        lock (open.Program.Disk.Gate)
        {
            open.Unshare();
        }

        return Code.Ok;
    }
}
