using System.CommandLine;
using System.Globalization;
using Pawl.Host.Commands;
using Pawl.Host.Services.Monitoring;
using Pawl.Host.Web.Live;
using Pawl.Redis;

namespace Pawl.Host.Services.Redis;

/// <summary><c>pawl monitor redis traffic</c>: what is published, as it comes.</summary>
internal static class RedisTrafficVerb
{
    private const int Waiting = 64 * 1024;

    public static Verb Create()
    {
        SettingOptions settings = new(withProfile: true);
        TrafficPrinter printer = new();
        Argument<string[]> pattern = new("PATTERN") { Description = "Which channels, with '*' for any text; all of the form by default.", Arity = ArgumentArity.ZeroOrMore };
        Verb verb = new("traffic", "Print what is published as it comes, and how much there is.")
        {
            Json = TrafficPrinter.Fields,
            Examples = ["pawl monitor redis traffic", "pawl monitor redis traffic 'pub:ind:RSI_14:60s:*' --where 'data.value>70'", "pawl monitor redis traffic --rates --for 10s"],
        };
        verb.Add(pattern);
        printer.AddTo(verb);
        settings.AddTo(verb);
        verb.SetAction(parsed =>
        {
            IReadOnlyList<string> patterns = parsed.GetValue(pattern) is { Length: > 0 } given ? given : RedisKeys.Published;
            Func<Func<TrafficPrinter.Watching, CancellationToken, Task>, Task> run = printer.Read(parsed);
            RedisOptions server = RedisSettings.Of(settings.Read(parsed), "monitor").Server;
            MonitorCommand.Run(() => run((watching, stop) => WatchAsync(server, patterns, watching, stop)));
            return 0;
        });
        return verb;
    }

    private static async Task WatchAsync(RedisOptions server, IReadOnlyList<string> patterns, TrafficPrinter.Watching watching, CancellationToken stop)
    {
        // A user of an ACL may listen to what it names, letter by letter; what is narrower is sorted out here.
        SubjectPattern?[] narrower = [.. patterns.Select(p => p.IndexOfAny(['?', '[', '\\']) < 0 ? SubjectPattern.TryParsePublished(p, out _) : null)];
        bool isSorted = Array.TrueForAll(narrower, p => p is not null) && patterns.All(p => FamilyOf(p) is not null);
        await using RedisSubscription heard = await RedisSubscription.ToPatternsAsync(server, isSorted ? [.. patterns.Select(p => FamilyOf(p)!).Distinct()] : patterns, Waiting, stop);
        bool IsWanted(PublishedMessage message) => !isSorted || Array.Exists(narrower, p => p!.Matches(message.Channel));
        await Console.Error.WriteLineAsync($"watching {string.Join(' ', patterns)} of {server}");
        await watching(
            () =>
            {
                while (heard.Messages.TryRead(out PublishedMessage message))
                {
                    if (IsWanted(message))
                    {
                        return new TrafficMessage(message.Channel, message.Content);
                    }
                }

                return null;
            },
            async cancel =>
            {
                PublishedMessage message;
                do
                {
                    while (!heard.Messages.TryRead(out message))
                    {
                        await heard.Messages.WaitToReadAsync(cancel);
                    }
                }
                while (!IsWanted(message));

                return new TrafficMessage(message.Channel, message.Content);
            },
            message => [message.Content]);
        if (heard.Dropped > 0)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{heard.Dropped:N0} messages came faster than they were printed, and are left out"));
        }
    }

    /// <summary>The pattern of the form under which a pattern falls; null where there is none.</summary>
    private static string? FamilyOf(string pattern) => RedisKeys.Published.FirstOrDefault(p => pattern.StartsWith(p[..^1], StringComparison.Ordinal));
}
