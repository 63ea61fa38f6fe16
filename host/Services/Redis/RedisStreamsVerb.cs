using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pawl.Host.Commands;
using Pawl.Host.Services.Monitoring;
using Pawl.Redis;

namespace Pawl.Host.Services.Redis;

/// <summary><c>pawl monitor redis streams</c>: what the streams hold, and how far their readers are.</summary>
internal static class RedisStreamsVerb
{
    public static Verb Create()
    {
        SettingOptions settings = new(withProfile: true);
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

    private sealed record Group(string Name, string Delivered, long Pending, long? Lag);

    private sealed record Stream(string Key, long Length, string First, string Last, IReadOnlyList<Group> Groups);

    private static async Task<List<Stream>> ReadAsync(RedisOptions server, CancellationToken stop)
    {
        await using RedisConnection connection = await RedisConnection.ConnectAsync(server, stop);
        List<Stream> streams = [];
        foreach (string key in await InputStreams.ScanAsync(connection, "TYPE", "stream", stop))
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
