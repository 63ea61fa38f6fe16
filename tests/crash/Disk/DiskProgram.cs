using Pawl.Tests.Crash.Sqlite;
using Pawl.Tests.Support;

namespace Pawl.Tests.Crash.Disk;

/// <summary>
/// A program that uses a simulated disk through SQLite, as a VFS of its own: open databases as <c>file:NAME?vfs=</c> and
/// <see cref="Vfs"/>. Its calls that change the disk are numbered, and a plan says which fail or are its last.
/// </summary>
public sealed class DiskProgram : IDisposable
{
    private readonly FaultPlan plan;
    private readonly Lcg chance;
    private readonly HashSet<OpenFile> files = [];
    private readonly VfsRegistration registration;

    /// <param name="seed">Decides how much of the call that a stop interrupts is done.</param>
    public DiskProgram(SimulatedDisk disk, FaultPlan? plan = null, ulong seed = 1)
    {
        Disk = disk;
        this.plan = plan ?? ((in _) => Fault.None);
        chance = new Lcg(seed);
        registration = new VfsRegistration(this);
    }

    public SimulatedDisk Disk { get; }

    public string Vfs => registration.Name;

    /// <summary>How many calls that change the disk the program has made.</summary>
    public int Calls { get; private set; }

    /// <summary>The last of them.</summary>
    public IoCall Last { get; private set; }

    public bool HasStopped { get; private set; }

    internal bool HasOpenFiles => files.Count > 0;

    /// <summary>A plan that stops the program in the middle of a call.</summary>
    public static FaultPlan StopAt(int number) => (in call) => call.Number == number ? Fault.Stop : Fault.None;

    /// <summary>A plan that lets one call fail.</summary>
    public static FaultPlan FailAt(int number, Fault fault) => (in call) => call.Number == number ? fault : Fault.None;

    /// <summary>Ends the program as kill -9 does. Its connections may be closed after, and do nothing then.</summary>
    public void Stop()
    {
        lock (Disk.Gate)
        {
            HasStopped = true;
            foreach (OpenFile file in files)
            {
                file.End();
            }
        }
    }

    public void Dispose()
    {
        Stop();
        registration.Dispose();
    }

    internal int Open(string? name, bool create, bool exclusive, bool temporary, out OpenFile? opened)
    {
        opened = null;
        if (HasStopped)
        {
            return Code.CannotOpen;
        }

        DiskFile? file = name is null ? new DiskFile() : Disk.Find(name);
        bool isNew = file is null;
        if ((isNew && !create) || (!isNew && exclusive && name is not null))
        {
            return Code.CannotOpen;
        }

        if (isNew)
        {
            Fault fault = Next(IoKind.Create, name!, 0);
            if (fault == Fault.None || (fault == Fault.Stop && chance.OneIn(2)))
            {
                file = Disk.Create(name!);
            }

            if (fault != Fault.None)
            {
                return Code.CannotOpen;
            }
        }

        opened = new OpenFile(this, file!, name ?? "") { IsTemporary = temporary || name is null, IsNewName = isNew };
        files.Add(opened);
        return Code.Ok;
    }

    internal void Close(OpenFile file)
    {
        file.Unlock(LockLevel.None);
        file.Unshare();
        files.Remove(file);
        if (file.IsTemporary && file.Name.Length > 0 && !HasStopped)
        {
            Disk.Delete(file.Name);
        }
    }

    internal int Change(OpenFile file, in Change change)
    {
        int bytes = change.Bytes?.Length ?? 0;
        if (file.Name.Length == 0)
        {
            file.File.Change(in change);
            return Code.Ok;
        }

        int failure = change.Bytes is null ? Code.TruncateFailed : Code.WriteFailed;
        switch (Next(change.Bytes is null ? IoKind.Truncate : IoKind.Write, file.Name, bytes))
        {
            case Fault.None:
                file.File.Change(in change);
                return Code.Ok;
            case Fault.NoSpace:
                return Code.Full;
            case Fault.Stop when chance.Next(3) is var share and > 0 && (share == 2 || change.Bytes is null):
                file.File.Change(in change);
                return failure;
            case Fault.Stop when change.Bytes is not null:
                file.File.Change(change.Beginning(chance.Next(bytes)));
                return failure;
            default:
                return failure;
        }
    }

    internal int Sync(OpenFile file)
    {
        switch (Next(IoKind.Sync, file.Name, 0))
        {
            case Fault.None:
                Disk.Sync(file.File);
                if (file.IsNewName)
                {
                    Disk.SyncFolder();
                    file.IsNewName = false;
                }

                return Code.Ok;
            case Fault.Failure or Fault.NoSpace when !HasStopped:
                file.File.GiveUp();
                return Code.SyncFailed;
            default:
                return Code.SyncFailed;
        }
    }

    internal int Delete(string name, bool syncFolder)
    {
        if (HasStopped)
        {
            return Code.DeleteFailed;
        }

        if (Disk.Find(name) is null)
        {
            return Code.NothingToDelete;
        }

        Fault fault = Next(IoKind.Delete, name, 0);
        if (fault == Fault.None || (fault == Fault.Stop && chance.OneIn(2)))
        {
            Disk.Delete(name);
        }

        if (fault != Fault.None)
        {
            return Code.DeleteFailed;
        }

        if (syncFolder)
        {
            Disk.SyncFolder();
        }

        return Code.Ok;
    }

    /// <summary>What becomes of the next call; after a stop all fail and nothing is counted.</summary>
    private Fault Next(IoKind kind, string file, int bytes)
    {
        if (HasStopped)
        {
            return Fault.Failure;
        }

        Last = new IoCall(++Calls, kind, file, bytes);
        Fault fault = plan(Last);
        if (fault == Fault.Stop)
        {
            Stop();
        }

        return fault;
    }
}
