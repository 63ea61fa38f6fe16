namespace Pawl.Tests.Crash.Disk;

/// <summary>The bytes of a file; what lies between its end and a later write is filled.</summary>
internal sealed class Content
{
    private byte[] bytes;

    public Content() => bytes = [];

    public Content(ReadOnlySpan<byte> from) => (bytes, Length) = (from.ToArray(), from.Length);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => bytes.AsSpan(0, Length);

    /// <param name="gap">What stands in bytes that nobody wrote: zeros, or what the disk held there before.</param>
    public void Apply(in Change change, Func<byte>? gap = null)
    {
        int end = checked((int)(change.Position + (change.Bytes?.Length ?? 0)));
        if (change.Bytes is null)
        {
            Resize(end, gap);
            return;
        }

        if (end > Length)
        {
            Resize(end, gap);
        }

        change.Bytes.CopyTo(bytes, (int)change.Position);
    }

    public Content Copy() => new(Bytes);

    private void Resize(int length, Func<byte>? gap)
    {
        if (length > bytes.Length)
        {
            Array.Resize(ref bytes, Math.Max(length, bytes.Length * 2));
        }

        if (length > Length)
        {
            Span<byte> between = bytes.AsSpan(Length..length);
            between.Clear();
            for (int i = 0; gap is not null && i < between.Length; i++)
            {
                between[i] = gap();
            }
        }

        Length = length;
    }
}
