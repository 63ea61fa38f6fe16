using Pawl.Host.Paper;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Web.Sessions;

/// <summary>
/// What the account of a recorded session said: read again, not computed again. Its log has times and no place among the events of the
/// symbols, so a message is told when all events of its instant have been.
/// </summary>
internal sealed class SessionAccount(StoredLog log) : IDisposable
{
    private readonly IEnumerator<ReadOnlyMemory<byte>> lines = AccountFills.Lines(log).GetEnumerator();
    private Timestamp? next = Timestamp.MinValue;

    public string Name => log.Name;

    /// <summary>Hands on what was said before a moment; everything where that is null.</summary>
    public void Before(Timestamp? moment, Action<ReadOnlySpan<byte>> take)
    {
        while (next < (moment ?? Timestamp.MaxValue))
        {
            if (next > Timestamp.MinValue)
            {
                take(lines.Current.Span.TrimEnd((byte)'\n'));
            }

            next = lines.MoveNext() ? Envelope.Read(lines.Current.Span.TrimEnd((byte)'\n')).Timestamp : null;
        }
    }

    public void Dispose() => lines.Dispose();
}
