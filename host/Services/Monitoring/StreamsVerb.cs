using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pawl.Host.Commands;
using Pawl.Nats;
using Pawl.Nats.JetStream;

namespace Pawl.Host.Services.Monitoring;

/// <summary><c>pawl monitor nats streams</c>: what the streams hold, and how far their readers are.</summary>
internal static class StreamsVerb
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Verb Create()
    {
        SettingOptions settings = new();
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb verb = new("streams", "Show what the streams of both accounts hold, and how far those who read them are.")
        {
            Json =
            [
                new("[].account", "internal or external"),
                new("[].stream", "its name"),
                new("[].messages", "how many it holds"),
                new("[].bytes", "how many bytes they are"),
                new("[].first", "the number of the oldest"),
                new("[].last", "the number of the newest"),
                new("[].consumers[].name", "a reader, as the server names it"),
                new("[].consumers[].delivered", "the number of the last message that it was given"),
                new("[].consumers[].pending", "how many it still has to be given"),
            ],
            Examples = ["pawl monitor nats streams"],
        };
        verb.Add(json);
        settings.AddTo(verb);
        verb.SetAction(parsed =>
        {
            NatsSettings nats = NatsSettings.Of(settings.Read(parsed), "monitor");
            List<Stream> streams = [];
            MonitorCommand.Run(async () =>
            {
                streams.AddRange(await ReadAsync("internal", nats.Internal!));
                streams.AddRange(await ReadAsync("external", nats.External));
            });
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

    private sealed record Consumer(string Name, long Delivered, long Pending);

    private sealed record Stream(string Account, string Name, StreamState State, IReadOnlyList<Consumer> Consumers);

    private static async Task<List<Stream>> ReadAsync(string account, NatsOptions options)
    {
        List<Stream> streams = [];
        await using NatsLink link = new(options, Patience);
        JetStreamApi jetStream = await link.JetStreamAsync(Interruption.Token);
        await foreach (JsonElement name in jetStream.ListAsync("STREAM.NAMES", "streams", Interruption.Token))
        {
            string stream = name.GetString()!;
            if (await jetStream.StateAsync(stream, Interruption.Token) is { } state)
            {
                List<Consumer> consumers = [];
                await foreach (JsonElement consumer in jetStream.ListAsync("CONSUMER.LIST." + stream, "consumers", Interruption.Token))
                {
                    consumers.Add(new Consumer(consumer.GetProperty("name").GetString()!, consumer.GetProperty("delivered").GetProperty("stream_seq").GetInt64(), consumer.GetProperty("num_pending").GetInt64()));
                }

                streams.Add(new Stream(account, stream, state, consumers));
            }
        }

        return [.. streams.OrderBy(s => s.Name, StringComparer.Ordinal)];
    }

    private static void WriteText(List<Stream> streams)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"account",-9} {"stream",-16} {"messages",12} {"bytes",16} {"first",12} {"last",12}  readers"));
        foreach (Stream s in streams)
        {
            string readers = s.Consumers.Count == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{s.Consumers.Count}, the last of them {s.Consumers.Max(c => c.Pending):N0} behind");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{s.Account,-9} {s.Name,-16} {s.State.Messages,12:N0} {s.State.Bytes,16:N0} {s.State.First,12:N0} {s.State.Last,12:N0}  {readers}"));
        }
    }

    private static void Write(Utf8JsonWriter to, List<Stream> streams)
    {
        to.WriteStartArray();
        foreach (Stream s in streams)
        {
            to.WriteStartObject();
            to.WriteString("account", s.Account);
            to.WriteString("stream", s.Name);
            to.WriteNumber("messages", s.State.Messages);
            to.WriteNumber("bytes", s.State.Bytes);
            to.WriteNumber("first", s.State.First);
            to.WriteNumber("last", s.State.Last);
            to.WriteStartArray("consumers");
            foreach (Consumer consumer in s.Consumers)
            {
                to.WriteStartObject();
                to.WriteString("name", consumer.Name);
                to.WriteNumber("delivered", consumer.Delivered);
                to.WriteNumber("pending", consumer.Pending);
                to.WriteEndObject();
            }

            to.WriteEndArray();
            to.WriteEndObject();
        }

        to.WriteEndArray();
    }
}
