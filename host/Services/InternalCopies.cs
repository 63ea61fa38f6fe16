using Pawl.Nats;

namespace Pawl.Host.Services;

/// <summary>
/// Copies of what logs say for readers inside the system who want it at once and can do without some of it: core messages, of which none is kept. They are made of
/// what stands in the logs.
/// </summary>
internal sealed class InternalCopies(NatsLink inside)
{
    private const string Indicators = "indicators.public.";
    private const string Candles = "dashboard.stream.candles.";
    private const string Strategies = "strategies.";

    /// <summary>On what a line is copied; null where it is not.</summary>
    /// <param name="subject">On what it is told outside.</param>
    public static string? SubjectOf(string subject) =>
        subject.StartsWith(Indicators, StringComparison.Ordinal) ? "indicators.internal." + subject[Indicators.Length..]
        : subject.StartsWith(Candles, StringComparison.Ordinal) ? "candles.internal." + subject[Candles.Length..]
        : subject.StartsWith(Strategies, StringComparison.Ordinal) ? "strategies.internal." + subject[(subject.LastIndexOf('.') + 1)..]
        : null;

    /// <summary>Sends a copy; where the server is away it is left out.</summary>
    public async ValueTask SendAsync(string subject, ReadOnlyMemory<byte> line)
    {
        if (SubjectOf(subject) is not { } copied)
        {
            return;
        }

        try
        {
            await (await inside.ConnectionAsync()).PublishAsync(copied, line);
        }
        catch (NatsException)
        {
            // Whoever reads the logs says that the server is away.
        }
    }
}
