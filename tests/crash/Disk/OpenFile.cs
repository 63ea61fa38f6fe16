namespace Pawl.Tests.Crash.Disk;

/// <summary>A file that a program has open: its locks, its part in the shared memory.</summary>
internal sealed class OpenFile(DiskProgram program, DiskFile file, string name)
{
    private SharedMemory? shared;
    private SharedLocks sharedLocks;
    private bool ended;

    public DiskProgram Program { get; } = program;

    public DiskFile File { get; } = file;

    public string Name { get; } = name;

    /// <summary>The file goes when it is closed.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>Its name is new, and the next sync makes that last too.</summary>
    public bool IsNewName { get; set; }

    public bool Lock(LockLevel level) => File.Locks.Lock(this, level);

    public void Unlock(LockLevel to) => File.Locks.Unlock(this, to);

    public nint ShareRegion(int index, int size, bool extend)
    {
        if (shared is null)
        {
            shared = File.Shared ??= new SharedMemory();
            shared.Join();
        }

        return shared.Region(index, size, extend);
    }

    public bool LockShared(int first, int count, bool exclusively) => shared!.Lock(first, count, exclusively, ref sharedLocks);

    public void UnlockShared(int first, int count) => shared!.Release(first, count, ref sharedLocks);

    public void Unshare()
    {
        StopSharing();
        shared?.Leave();
        shared = null;
    }

    /// <summary>The program is gone: its locks are, too.</summary>
    public void End()
    {
        Unlock(LockLevel.None);
        StopSharing();
        ended = true;
    }

    private void StopSharing()
    {
        if (shared is null || ended)
        {
            return;
        }

        shared.ReleaseAll(ref sharedLocks);
        if (shared.Retire())
        {
            File.Shared = null;
        }
    }
}
