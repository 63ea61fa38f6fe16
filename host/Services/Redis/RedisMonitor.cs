using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pawl.Host.Commands;
using Pawl.Host.Services.Monitoring;
using Pawl.Redis;

namespace Pawl.Host.Services.Redis;

/// <summary><c>pawl monitor redis</c>: what is published, what streams hold, and how far their readers are.</summary>
internal static class RedisMonitor
{
    private const int Waiting = 64 * 1024;

    public static Verb Create() => new("redis", "Look into a system of the Redis form.") { Traffic(), Streams() };

    private sealed record Group(string Name, string Delivered, long Pending, long? Lag);

    private sealed record Stream(string Key, long Length, string First, string Last, IReadOnlyList<Group> Groups);

    private static Verb Traffic()
    {
        SettingOptions settings = new();
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
        await using RedisSubscription heard = await RedisSubscription.ToPatternsAsync(server, patterns, Waiting, stop);
        await Console.Error.WriteLineAsync($"watching {string.Join(' ', patterns)} of {server}");
        await watching(
            () => heard.Messages.TryRead(out PublishedMessage message) ? new TrafficMessage(message.Channel, message.Content) : null,
            async cancel =>
            {
                PublishedMessage message;
                while (!heard.Messages.TryRead(out message))
                {
                    await heard.Messages.WaitToReadAsync(cancel);
                }

                return new TrafficMessage(message.Channel, message.Content);
            },
            message => [message.Content]);
        if (heard.Dropped > 0)
        {
            await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{heard.Dropped:N0} messages came faster than they were printed, and are left out"));
        }
    }

    private static Verb Streams()
    {
        SettingOptions settings = new();
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb verb = new("streams", "What the streams hold, and how far each group of readers is.")
        {
            Json =
            [
                new("[].stream", "its key"),
                new("[].entries", "how many it holds"),
                new("[].first", "the id of the oldest"),
                new("[].last", "the last id that it was given"),
                new("[].groups[].name", "a group of readers"),
                new("[].groups[].delivered", "the id of the last entry that it was given"),
                new("[].groups[].pending", "how many of those it has not finished"),
                new("[].groups[].lag", "how many it still has to be given; null where the server does not know"),
            ],
            Examples = ["pawl monitor redis streams"],
        };
        verb.Add(json);
        settings.AddTo(verb);
        verb.SetAction(parsed =>
        {
            RedisOptions server = RedisSettings.Of(settings.Read(parsed), "monitor").Server;
            List<Stream> streams = [];
            MonitorCommand.Run(async () => streams = await ReadAsync(server, Interruption.Token));
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(to => Write(to, streams));
            }
            else
            {
                WriteText(streams);
            }

            return 0;
        });
        return verb;
    }

    private static async Task<List<Stream>> ReadAsync(RedisOptions server, CancellationToken stop)
    {
        await using RedisConnection connection = await RedisConnection.ConnectAsync(server, stop);
        SortedSet<string> keys = new(StringComparer.Ordinal);
        string cursor = "0";
        do
        {
            RedisValue page = await connection.AskAsync(new RedisCommand("SCAN", cursor, "COUNT", "1000", "TYPE", "stream"), stop);
            cursor = page.Items[0].ToString();
            keys.UnionWith(page.Items[1].Items.Select(k => k.ToString()));
        }
        while (cursor != "0");
        List<Stream> streams = [];
        foreach (string key in keys)
        {
            RedisValue info = await connection.AskAsync(new RedisCommand("XINFO", "STREAM", key), stop);
            RedisValue groups = await connection.AskAsync(new RedisCommand("XINFO", "GROUPS", key), stop);
            RedisValue first = Field(info, "first-entry");
            streams.Add(new Stream(key, Field(info, "length").ToNumber(), first.Items.Count > 0 ? first.Items[0].ToString() : "", Field(info, "last-generated-id").ToString(), [.. groups.Items.Select(GroupOf)]));
        }

        return streams;
    }

    private static Group GroupOf(RedisValue group)
    {
        RedisValue lag = Field(group, "lag");
        return new Group(Field(group, "name").ToString(), Field(group, "last-delivered-id").ToString(), Field(group, "pending").ToNumber(), lag.IsNull ? null : lag.ToNumber());
    }

    private static RedisValue Field(RedisValue of, string name)
    {
        for (int i = 0; i + 1 < of.Items.Count; i += 2)
        {
            if (of.Items[i].ToString() == name)
            {
                return of.Items[i + 1];
            }
        }

        return RedisValue.Null;
    }

    private static void WriteText(List<Stream> streams)
    {
        Console.WriteLine($"{"stream",-40} {"entries",10} {"first",20} {"last",20}  readers");
        foreach (Stream s in streams)
        {
            string readers = s.Groups.Count == 0 ? "none" : string.Join(", ", s.Groups.Select(g => string.Create(CultureInfo.InvariantCulture, $"{g.Name}: {g.Pending:N0} pending, {g.Lag?.ToString("N0", CultureInfo.InvariantCulture) ?? "?"} behind")));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.Key,-40} {s.Length,10:N0} {s.First,20} {s.Last,20}  {readers}"));
        }
    }

    private static void Write(Utf8JsonWriter to, List<Stream> streams)
    {
        to.WriteStartArray();
        foreach (Stream s in streams)
        {
            to.WriteStartObject();
            to.WriteString("stream", s.Key);
            to.WriteNumber("entries", s.Length);
            to.WriteString("first", s.First);
            to.WriteString("last", s.Last);
            to.WriteStartArray("groups");
            foreach (Group group in s.Groups)
            {
                to.WriteStartObject();
                to.WriteString("name", group.Name);
                to.WriteString("delivered", group.Delivered);
                to.WriteNumber("pending", group.Pending);
                if (group.Lag is { } lag)
                {
                    to.WriteNumber("lag", lag);
                }
                else
                {
                    to.WriteNull("lag");
                }

                to.WriteEndObject();
            }

            to.WriteEndArray();
            to.WriteEndObject();
        }

        to.WriteEndArray();
    }
}
