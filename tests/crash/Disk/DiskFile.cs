using Pawl.Tests.Support;

namespace Pawl.Tests.Crash.Disk;

/// <summary>A file as programs see it, as the platter holds it, and the changes between the two.</summary>
internal sealed class DiskFile
{
    private readonly Content durable;
    private readonly List<Change> pending;

    public DiskFile()
        : this(new Content(), new Content(), [])
    {
    }

    /// <summary>A file whose bytes are all on the platter.</summary>
    public DiskFile(ReadOnlySpan<byte> bytes)
        : this(new Content(bytes), new Content(bytes), [])
    {
    }

    private DiskFile(Content live, Content durable, List<Change> pending) => (Live, this.durable, this.pending) = (live, durable, pending);

    public Content Live { get; }

    public FileLocks Locks { get; } = new();

    /// <summary>The memory that the connections of running programs share; none while nobody does.</summary>
    public SharedMemory? Shared { get; set; }

    public void Change(in Change change)
    {
        Live.Apply(in change);
        pending.Add(change);
    }

    public void Sync()
    {
        foreach (Change change in pending)
        {
            durable.Apply(in change);
        }

        pending.Clear();
    }

    /// <summary>A sync failed: what waited is still read, and is never written.</summary>
    public void GiveUp() => pending.Clear();

    public DiskFile Copy() => new(Live.Copy(), durable.Copy(), [.. pending]);

    /// <summary>The bytes that are found after a power loss.</summary>
    public DiskFile Found(Unflushed unflushed, Lcg chance)
    {
        Content found = durable.Copy();
        Func<byte>? garbage = unflushed == Unflushed.Torn && chance.OneIn(4) ? () => (byte)chance.Next(256) : null;
        foreach (Change change in Remaining(unflushed, chance))
        {
            found.Apply(in change, garbage);
        }

        return new DiskFile(found.Bytes);
    }

    private IEnumerable<Change> Remaining(Unflushed unflushed, Lcg chance) => unflushed switch
    {
        Unflushed.Kept => pending,
        Unflushed.Lost => [],
        _ when pending.Count == 0 => [],
        _ => chance.Next(4) switch
        {
            0 => Beginning(chance),
            1 => pending.Where(_ => chance.OneIn(2)),
            2 => pending.SelectMany(c => c.Sectors()).Where(_ => chance.OneIn(2)),
            _ => pending.SelectMany(c => c.Sectors()).Where(_ => !chance.OneIn(8)),
        },
    };

    /// <summary>The changes were written in order, up to somewhere within one of them.</summary>
    private IEnumerable<Change> Beginning(Lcg chance)
    {
        int whole = chance.Next(pending.Count);
        Change last = pending[whole];
        return [.. pending.Take(whole), last.Beginning(chance.Next((last.Bytes?.Length ?? 0) + 1))];
    }
}
