using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pawl.Bus;
using Pawl.Host.Commands;
using Pawl.Nats;
using Pawl.Recovery;

namespace Pawl.Host.Services.Monitoring;

/// <summary><c>pawl monitor</c>: what goes on in a distributed system.</summary>
internal static class MonitorCommand
{
    private static readonly JsonField[] LogFields =
    [
        new("logs[].log", "the log"),
        new("logs[].partition", "the partition that it belongs to"),
        new("logs[].inputs", "events that its inputs have"),
        new("logs[].computed", "how many of them are computed"),
        new("logs[].seq", "the number of the last of those"),
        new("logs[].outputs", "messages that came out"),
        new("logs[].sha256", "the SHA-256 of its lines, as 'pawl replay' prints it"),
        new("run", "the SHA-256 over the names and hashes of all logs"),
    ];

    public static Command Create() => new Verb("monitor", "Look into a distributed system.")
    {
        new Verb("nats", "Look into a system on NATS.") { TrafficVerb.Create(), StreamsVerb.Create(), LettersVerb.Create(), Logs() },
        Redis.RedisMonitor.Create(),
    };

    private static Verb Logs()
    {
        SettingOptions settings = new();
        Option<string?> output = new("--out", "-o") { Description = "Write the lines of each log to a file in this folder.", HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "Print as JSON." };
        Verb verb = new("logs", "Read all logs from their beginning, check that nothing is missing, and print the hashes that a replay of the same data prints.")
        {
            Json = LogFields,
            Examples = ["pawl monitor nats logs", "pawl monitor nats logs --out logs"],
        };
        verb.Add(output);
        verb.Add(json);
        settings.AddTo(verb);
        verb.SetAction(parsed =>
        {
            NatsSettings nats = NatsSettings.Of(settings.Read(parsed), "monitor");
            string? folder = parsed.GetValue(output);
            if (folder is not null)
            {
                OutputArgument.Prepare(folder, path => Directory.CreateDirectory(path));
            }

            IReadOnlyList<ListedLog> logs = [];
            Run(async () =>
            {
                await using NatsSystem system = new(nats);
                logs = await LogListing.ReadAsync(system.Streams, folder, Interruption.Token);
            });
            if (parsed.GetValue(json))
            {
                JsonOutput.Write(to => WriteJson(to, logs));
            }
            else
            {
                WriteText(logs);
            }

            return 0;
        });
        return verb;
    }

    /// <summary>Looks, and ends with one line where it cannot.</summary>
    /// <exception cref="FailureException">The server is away, or what it holds cannot be read.</exception>
    public static void Run(Func<Task> look)
    {
        try
        {
            look().GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is NatsException or Pawl.Redis.RedisException or BusException or StreamBrokenException or StoreException)
        {
            throw new FailureException(e.Message);
        }
    }

    private static void WriteText(IReadOnlyList<ListedLog> logs)
    {
        foreach (ListedLog log in logs)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"log {log.Name} in partition {log.Partition}: {log.Computed:N0} of {log.Inputs:N0} events computed, {log.Outputs:N0} outputs"));
            Console.WriteLine($"log {log.Name} sha256:{log.Hash}");
        }

        Console.WriteLine($"run sha256:{LogListing.RunHashOf(logs)}");
    }

    private static void WriteJson(Utf8JsonWriter to, IReadOnlyList<ListedLog> logs)
    {
        to.WriteStartObject();
        to.WriteStartArray("logs");
        foreach (ListedLog log in logs)
        {
            to.WriteStartObject();
            to.WriteString("log", log.Name);
            to.WriteNumber("partition", log.Partition);
            to.WriteNumber("inputs", log.Inputs);
            to.WriteNumber("computed", log.Computed);
            to.WriteNumber("seq", log.Position.Sequence);
            to.WriteNumber("outputs", log.Outputs);
            to.WriteString("sha256", "sha256:" + log.Hash);
            to.WriteEndObject();
        }

        to.WriteEndArray();
        to.WriteString("run", "sha256:" + LogListing.RunHashOf(logs));
        to.WriteEndObject();
    }
}
