using Pawl.Host.Services.Trading;
using Pawl.Host.Web;
using Pawl.Host.Web.Live;
using Pawl.Logs;
using Pawl.Types;

namespace Pawl.Host.Services;

/// <summary>The publisher as a service: of several only one works, and another takes its place when it is gone.</summary>
internal sealed class PublisherRole(NatsSystem system)
{
    private Publisher? working;

    public long Messages => working?.Messages ?? 0;

    public Task RunAsync(Action<string> notes, CancellationToken stop) => OnlyOne.RunAsync(
        system,
        "external-publisher",
        notes,
        (owner, work) => KnownAccounts.WorkAsync(
            system,
            notes,
            (accounts, until) =>
            {
                working = new Publisher(
                    [.. system.Streams.Select(PublishedStream.Of), .. accounts.Select(PublishedStream.Of)], system.Told, NatsSystem.OwnerSubject, system.Cursors,
                    new PublisherOptions(owner, SubjectOf) { Copy = system.Copies.SendAsync, Notes = notes });
                return working.RunAsync(until);
            },
            work),
        stop);

    /// <summary>Where a message is told. What has a place among what comes in is told elsewhere, or it would come back.</summary>
    private static string? SubjectOf(PublishedStream of, ReadOnlyMemory<byte> line)
    {
        Envelope message = Envelope.Read(line.Span);
        string frame = message.TimeFrame == TimeFrame.None ? "tick" : message.TimeFrame.ToString();
        string symbol = message.Symbol.ToString();
        string subject = Subject.Of(message.Type, symbol, frame, message.Node, of.Account.Length > 0 ? of.Account : ServedRun.Account);
        return message.Type == "candle" ? Subject.OfPreview("candle", symbol, frame, message.Node)
            : subject.StartsWith("ticks.", StringComparison.Ordinal) || subject.StartsWith("control.", StringComparison.Ordinal) ? null
            : subject;
    }
}
