using Pawl.Tests.Support;

namespace Pawl.Tests.Crash.Disk;

/// <summary>
/// A disk in memory that tells what programs wrote from what is on the platter: contents of files reach it by a sync of the file,
/// names of files by a sync of the folder. Programs use it through <see cref="DiskProgram"/>; what a crash leaves is another disk.
/// </summary>
public sealed class SimulatedDisk
{
    private readonly Dictionary<string, DiskFile> live = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DiskFile> durable = new(StringComparer.Ordinal);
    private readonly List<(string Name, DiskFile? File)> pending = [];

    /// <summary>Syncs are acknowledged and not done, as bad hardware does.</summary>
    public bool LiesAboutSync { get; set; }

    /// <summary>One call at a time.</summary>
    internal Lock Gate { get; } = new();

    public IEnumerable<string> Names => live.Keys.Order(StringComparer.Ordinal);

    public ReadOnlySpan<byte> this[string name] => live[name].Live.Bytes;

    /// <summary>Puts a file there, all of it on the platter.</summary>
    public void Put(string name, ReadOnlySpan<byte> bytes) => live[name] = durable[name] = new DiskFile(bytes);

    public void Remove(string name)
    {
        live.Remove(name);
        durable.Remove(name);
    }

    /// <summary>The disk as it is found when programs end and the system goes on: nothing that was written is lost, nor flushed.</summary>
    public SimulatedDisk AfterKill()
    {
        SimulatedDisk found = new() { LiesAboutSync = LiesAboutSync };
        Dictionary<DiskFile, DiskFile> copies = new(ReferenceEqualityComparer.Instance);
        DiskFile Copy(DiskFile file) => copies.TryGetValue(file, out DiskFile? copy) ? copy : copies[file] = file.Copy();
        foreach ((string name, DiskFile file) in live)
        {
            found.live[name] = Copy(file);
        }

        foreach ((string name, DiskFile file) in durable)
        {
            found.durable[name] = Copy(file);
        }

        found.pending.AddRange(pending.Select(p => (p.Name, p.File is null ? null : Copy(p.File))));
        return found;
    }

    /// <summary>The disk as it is found after the power was lost.</summary>
    public SimulatedDisk AfterPowerLoss(Unflushed unflushed, ulong seed = 1)
    {
        Lcg chance = new(seed);
        Dictionary<string, DiskFile> names = new(durable, StringComparer.Ordinal);
        bool[] remains = [.. pending.Select(_ => unflushed == Unflushed.Kept || (unflushed == Unflushed.Torn && chance.OneIn(2)))];
        foreach (((string name, DiskFile? file), _) in pending.Zip(remains).Where(p => p.Second))
        {
            SetName(names, name, file);
        }

        SimulatedDisk found = new() { LiesAboutSync = LiesAboutSync };
        foreach ((string name, DiskFile file) in names.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            found.live[name] = found.durable[name] = file.Found(unflushed, chance);
        }

        return found;
    }

    internal DiskFile? Find(string name) => live.GetValueOrDefault(name);

    internal DiskFile Create(string name)
    {
        DiskFile file = new();
        Rename(name, file);
        return file;
    }

    internal void Delete(string name) => Rename(name, null);

    internal void Sync(DiskFile file)
    {
        if (!LiesAboutSync)
        {
            file.Sync();
        }
    }

    internal void SyncFolder()
    {
        if (LiesAboutSync)
        {
            return;
        }

        foreach ((string name, DiskFile? file) in pending)
        {
            SetName(durable, name, file);
        }

        pending.Clear();
    }

    private void Rename(string name, DiskFile? file)
    {
        SetName(live, name, file);
        pending.Add((name, file));
    }

    private static void SetName(Dictionary<string, DiskFile> names, string name, DiskFile? file)
    {
        if (file is null)
        {
            names.Remove(name);
        }
        else
        {
            names[name] = file;
        }
    }
}
