namespace Pawl.Tests.Crash.Disk;

/// <summary>How much of a file its holder may do, as SQLite counts it.</summary>
internal enum LockLevel
{
    None,
    Shared,
    Reserved,
    Pending,
    Exclusive,
}

/// <summary>Who holds which lock on a file.</summary>
internal sealed class FileLocks
{
    private readonly Dictionary<object, LockLevel> held = new(ReferenceEqualityComparer.Instance);

    public bool Lock(object holder, LockLevel wanted)
    {
        LockLevel others = held.Where(h => !ReferenceEquals(h.Key, holder)).Select(h => h.Value).DefaultIfEmpty().Max();
        if (Of(holder) >= wanted)
        {
            return true;
        }

        switch (wanted)
        {
            case LockLevel.Shared when others >= LockLevel.Pending:
            case LockLevel.Reserved when others >= LockLevel.Reserved:
            case > LockLevel.Reserved when others >= LockLevel.Reserved:
                return false;
            case LockLevel.Exclusive when others == LockLevel.Shared:
                held[holder] = LockLevel.Pending; // no reader comes any more, but there are some
                return false;
            default:
                held[holder] = wanted;
                return true;
        }
    }

    public void Unlock(object holder, LockLevel to)
    {
        if (to == LockLevel.None)
        {
            held.Remove(holder);
        }
        else if (Of(holder) > to)
        {
            held[holder] = to;
        }
    }

    public bool IsReserved => held.Values.Any(level => level >= LockLevel.Reserved);

    private LockLevel Of(object holder) => held.GetValueOrDefault(holder);
}
