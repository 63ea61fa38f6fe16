using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Pawl.Tests.Crash.Disk;

namespace Pawl.Tests.Crash.Sqlite;

/// <summary>A program's VFS, known to SQLite by name from here to the disposal.</summary>
internal sealed unsafe class VfsRegistration : IDisposable
{
    private static readonly ConcurrentDictionary<nint, DiskProgram> Programs = new();
    private static int last;

    private readonly DiskProgram program;
    private readonly nint number;
    private readonly NativeVfs* vfs;

    public VfsRegistration(DiskProgram program)
    {
        this.program = program;
        number = Interlocked.Increment(ref last);
        Name = $"disk-{number}";
        Programs[number] = program;
        vfs = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(NativeVfs));
        VfsCalls.Fill(vfs);
        vfs->Name = (byte*)Marshal.StringToCoTaskMemUTF8(Name);
        vfs->AppData = number;
        RawSqlite.Check(RawSqlite.RegisterVfs(vfs, 0));
    }

    public string Name { get; }

    /// <summary>The program that a call comes from; none when it is disposed of and a forgotten connection calls.</summary>
    public static DiskProgram? Of(NativeVfs* vfs) => Programs.GetValueOrDefault(vfs->AppData);

    public void Dispose()
    {
        if (!Programs.TryRemove(number, out _))
        {
            return;
        }

        RawSqlite.Check(RawSqlite.UnregisterVfs(vfs));
        if (!program.HasOpenFiles) // a connection that is still open points here
        {
            Marshal.FreeCoTaskMem((nint)vfs->Name);
            NativeMemory.Free(vfs);
        }
    }
}
