using System.CommandLine;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;
using Pawl.Host.Web.Live;
using Pawl.Nats;

namespace Pawl.Host.Services.Monitoring;

/// <summary><c>pawl monitor nats traffic</c>: messages as they come, decoded.</summary>
internal static class TrafficVerb
{
    private const int Waiting = 64 * 1024;

    public static Verb Create()
    {
        SettingOptions settings = new();
        TrafficPrinter printer = new();
        Argument<string> pattern = new("PATTERN") { Description = "Which subjects: tokens with points between them, '*' for any token, '>' at the end for the rest. All by default.", DefaultValueFactory = _ => ">" };
        Option<bool> inside = new("--inside") { Description = "Of the system's own account: the records of the logs, decoded; by default of the account that other programs see." };
        Verb verb = new("traffic", "Print messages as they come, decoded, and how many there are.")
        {
            Json = TrafficPrinter.Fields,
            Examples = ["pawl monitor nats traffic", "pawl monitor nats traffic 'strategies.signals.*'", "pawl monitor nats traffic 'ticks.raw.ES' --where 'data.size>100'", "pawl monitor nats traffic --rates --for 10s"],
        };
        verb.Add(pattern);
        printer.AddTo(verb, inside);
        settings.AddTo(verb);
        verb.SetAction(parsed =>
        {
            SubjectPattern subjects = PatternOf(parsed.GetValue(pattern)!);
            bool isInside = parsed.GetValue(inside);
            Func<Func<TrafficPrinter.Watching, CancellationToken, Task>, Task> run = printer.Read(parsed);
            SettingValues values = settings.Read(parsed);
            NatsOptions account = isInside ? NatsSettings.Of(values, "monitor").Internal! : NatsSettings.OfBorder(values, "monitor").External;
            MonitorCommand.Run(() => run((watching, stop) => WatchAsync(account, subjects, isInside, watching, stop)));
            return 0;
        });
        return verb;
    }

    private static SubjectPattern PatternOf(string text) =>
        SubjectPattern.TryParse(text, out string mistake) ?? throw new UsageException($"PATTERN {Shown.Of(text)}: {mistake}");

    private static async Task WatchAsync(NatsOptions account, SubjectPattern subjects, bool isInside, TrafficPrinter.Watching watching, CancellationToken stop)
    {
        await using NatsConnection connection = await NatsConnection.ConnectAsync(account, stop);
        await using NatsSubscription coming = connection.Subscribe(subjects.Text, Waiting);
        await connection.FlushAsync(stop);
        await Console.Error.WriteLineAsync($"watching {subjects.Text} of {(isInside ? "the system's own account" : "the account that other programs see")}");
        await watching(
            () =>
            {
                while (coming.TryNext(out NatsMessage? message))
                {
                    if (IsTraffic(message!))
                    {
                        return new TrafficMessage(message!.Subject, message.Payload);
                    }
                }

                return null;
            },
            async cancel =>
            {
                NatsMessage message;
                do
                {
                    message = await coming.NextAsync(cancel);
                }
                while (!IsTraffic(message));
                return new TrafficMessage(message.Subject, message.Payload);
            },
            message => TrafficLines.Of(message.Subject, message.Content));
    }

    /// <summary>Questions to the server and their answers are no traffic of the system.</summary>
    private static bool IsTraffic(NatsMessage message) => !message.Subject.StartsWith('$') && !message.Subject.StartsWith("_INBOX.", StringComparison.Ordinal);
}
