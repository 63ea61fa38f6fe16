using System.Diagnostics;
using System.Globalization;
using System.Text;
using Pawl.Bus;
using Pawl.Nats;
using Pawl.Nats.JetStream;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Nats;

/// <summary>The official client for JavaScript on the other side: both mean the same by what is on the wire.</summary>
public sealed class OtherClientTests
{
    private const int Records = 3000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_answers_ours_and_reads_what_ours_has_written()
    {
        string validators = Repository.PathOf("tests", "validators");
        string? node = Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator).Select(p => Path.Combine(p, "node")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(node is null || !Directory.Exists(Path.Combine(validators, "node_modules", "nats")), "node or the packages of tests/validators are not installed: npm ci --prefix tests/validators");
        using NatsServer server = NatsServer.Run();
        await using NatsLink link = new(server.Options, Patience);
        await (await link.JetStreamAsync(Cancel)).EnsureAsync(new StreamConfig("IN_0", "log.in.>"), Cancel);
        FencedWriter writer = await FencedWriter.TakeAsync(new NatsRecordStream(link, "IN_0"), "log.in.epoch", "a", 500, TimeSpan.FromMilliseconds(50), Cancel);
        for (int i = 1; i < Records; i++)
        {
            await writer.AppendAsync("log.in.ES", new byte[i % 700], Cancel);
        }

        await writer.FlushAsync(Cancel);
        NatsConnection connection = await link.ConnectionAsync(Cancel);
        NatsSubscription done = connection.Subscribe("done", 1);
        using Process other = Process.Start(new ProcessStartInfo(node!, [Path.Combine(validators, "nats.mjs"), server.Options.ToString(), "IN_0", Records.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        Assert.Equal("ready", await other.StandardOutput.ReadLineAsync(Cancel));
        NatsMessage answer = await connection.RequestAsync("question", "tick "u8.ToArray(), Patience, new NatsHeaders(("Pawl-Epoch", "7")), Cancel);
        Assert.Equal(("tick tick ", "7!"), (Encoding.UTF8.GetString(answer.Payload.Span), answer.Headers["Pawl-Epoch"]));
        string[] said = (await other.StandardOutput.ReadToEndAsync(Cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] expected = ["1 log.in.epoch 1 0 1", .. Enumerable.Range(1, Records - 1).Select(i => $"{i + 1} log.in.ES 1 {i} {i % 700}")];
        Assert.Equal(expected, said);
        Assert.Equal("bye", Encoding.UTF8.GetString((await done.NextAsync(Cancel)).Payload.Span));
    }
}
