namespace Pawl.Tests.Crash.Disk;

/// <summary>A change of a file's content that may not be on the platter yet: a write, or (without bytes) a new length.</summary>
internal readonly record struct Change(long Position, byte[]? Bytes)
{
    /// <summary>What a disk writes whole or not at all.</summary>
    public const int Sector = 512;

    /// <summary>The first <paramref name="count"/> bytes of a write.</summary>
    public Change Beginning(int count) => Bytes is null ? this : this with { Bytes = Bytes[..count] };

    /// <summary>A write as writes of one sector or a part of one; a change of length stays one.</summary>
    public IEnumerable<Change> Sectors()
    {
        if (Bytes is null)
        {
            yield return this;
            yield break;
        }

        for (int from = 0; from < Bytes.Length;)
        {
            int to = (int)Math.Min(Bytes.Length, from + Sector - ((Position + from) % Sector));
            yield return new Change(Position + from, Bytes[from..to]);
            from = to;
        }
    }
}
