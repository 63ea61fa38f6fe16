using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>Recorded sessions that are replayed: another version of the pipeline beside them, moments from saved states, bars that form.</summary>
[Trait("Speed", "slow")]
public sealed class SessionTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static string Pipeline => Repository.PathOf("config", "pipelines", "demo.yaml");

    private static string Text(JsonElement e, string name) => e.GetProperty(name).GetString()!;

    /// <summary>What two versions have in common where they say the same.</summary>
    private static string MeaningOf(JsonElement signal) =>
        $"{Text(signal, "timestamp")} {Text(signal, "symbol")} {Text(signal.GetProperty("metadata"), "node")} {Text(signal.GetProperty("data"), "kind")} {Text(signal.GetProperty("data"), "side")}";

    private static IEnumerable<string> MarksOf(JsonElement marks) =>
        marks.EnumerateArray().Select(m => $"{Text(m, "time")} {Text(m, "symbol")} {Text(m, "node")} {Text(m, "kind")} {Text(m, "side")}");

    private async Task<ServedProgram> Ended(string pipeline, string store, params string[] more)
    {
        ServedProgram served = await ServedProgram.StartAsync(
            folder.Path, ["run", "-p", pipeline, "-d", "simulated:symbols=AAPL+ES+EURUSD,duration=3h,rate=3", "--store", store, "--serve", "0", .. more]);
        await served.Until("/runs", runs => runs.GetProperty("items")[0].GetProperty("ended").ValueKind == JsonValueKind.String);
        return served;
    }

    private static bool IsReplay(JsonElement frame, string field) => Listener.TypeOf(frame) == "replay" && frame.GetProperty("data").TryGetProperty(field, out _);

    private static async Task<JsonElement> Difference(Listener client, string set)
    {
        await client.Say($$"""{"op":"replay","action":"open","session":"1"{{set}}}""");
        JsonElement ready = await client.Until(f => IsReplay(f, "what_if") && f.GetProperty("data").GetProperty("what_if").TryGetProperty("difference", out _));
        return ready.GetProperty("data").GetProperty("what_if").GetProperty("difference");
    }

    [Fact]
    public async Task What_would_have_been_is_what_a_run_of_that_pipeline_says()
    {
        List<string> other;
        const string Fast = "ema_fast:  {kind: ema, inputs: [candle(1m)], period: ";
        string text = await File.ReadAllTextAsync(Pipeline, TestContext.Current.CancellationToken);
        Assert.Contains(Fast + "9}", text, StringComparison.Ordinal);
        folder.Write("other.yaml", text.Replace(Fast + "9}", Fast + "5}", StringComparison.Ordinal));
        await using (ServedProgram alone = await Ended("other.yaml", "other.db"))
        {
            other = [.. (await alone.All("/signals", 5000)).Select(MeaningOf)];
        }

        await using ServedProgram served = await Ended(Pipeline, "x.db");
        List<string> recorded = [.. (await served.All("/signals", 5000)).Select(MeaningOf)];
        await using Listener client = await served.Listen();

        JsonElement none = await Difference(client, ",\"set\":{\"ema_fast.period\":9}");
        Assert.Equal((recorded.Count, recorded.Count, recorded.Count), (none.GetProperty("recorded").GetInt32(), none.GetProperty("what_if").GetInt32(), none.GetProperty("same").GetInt32()));
        Assert.Equal((0, 0), (none.GetProperty("only_recorded").GetArrayLength(), none.GetProperty("only_what_if").GetArrayLength()));

        JsonElement changed = await Difference(client, ",\"pipeline\":\"demo\",\"set\":{\"ema_fast.period\":5}");
        Assert.NotEqual(0, changed.GetProperty("only_what_if").GetArrayLength());
        Assert.Equal(other.Order(StringComparer.Ordinal), recorded.Except(MarksOf(changed.GetProperty("only_recorded"))).Concat(MarksOf(changed.GetProperty("only_what_if"))).Order(StringComparer.Ordinal));

        // Played together, each side says what it says alone.
        await client.Say("""{"op":"replay","action":"play","speed":1000000}""");
        List<string> played = [];
        List<string> beside = [];
        await client.Until(f =>
        {
            if (f.TryGetProperty("channel", out _) && f.TryGetProperty("data", out JsonElement data) && Text(data, "type") == "trade_signal")
            {
                (f.TryGetProperty("what_if", out _) ? beside : played).Add(MeaningOf(data));
            }

            return Listener.TypeOf(f) == "replay" && Text(f.GetProperty("data"), "status") == "ended";
        });
        Assert.Equal(recorded.Order(StringComparer.Ordinal), played.Order(StringComparer.Ordinal));
        Assert.Equal(other.Order(StringComparer.Ordinal), beside.Order(StringComparer.Ordinal));

        JsonElement foreign = await Difference(client, ",\"pipeline\":\"moving_average_cross\"");
        // It has a strategy of the name of one of ours, and knows none of the others.
        Assert.Empty(recorded.Where(r => !r.Contains(" cross ", StringComparison.Ordinal)).Except(MarksOf(foreign.GetProperty("only_recorded"))));
    }

    [Fact]
    public async Task What_cannot_be_tried_is_refused_in_a_line()
    {
        await using ServedProgram served = await ServedProgram.StartAsync(folder.Path, "run", "-p", Pipeline, "-d", "simulated:symbols=ES,duration=2m", "--store", "x.db", "--serve", "0");
        await using Listener client = await served.Listen();
        foreach ((string what, string detail) in ((string, string)[])
        [
            ("\"pipeline\":\"none\"", "there is no pipeline 'none'"),
            ("\"pipeline\":\"../../etc/passwd\"", "there is no pipeline"),
            ("\"set\":{\"ema_fist.period\":5}", "did you mean 'ema_fast'?"),
            ("\"set\":{\"ema_fast.perod\":5}", "period"),
            ("\"set\":{\"ema_fast.period\":-5}", "-5"),
            ("\"set\":{\"ema_fast\":5}", "write NODE.PARAMETER=VALUE"),
            ("\"set\":{\"ema_fast.period\":null}", "is no value"),
            ("\"set\":[]", "write at most 64 parameters"),
        ])
        {
            await client.Say($$"""{"op":"replay","action":"open","session":"1",{{what}}}""");
            string said = Text(await client.Until(f => Listener.TypeOf(f) == "error"), "detail");
            Assert.Contains(detail, said, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', said);
        }
    }

    [Fact]
    public async Task Back_from_a_saved_state_everything_is_as_from_the_beginning()
    {
        await using ServedProgram served = await Ended(Pipeline, "x.db", "--snapshot-every", "2000");
        await using Listener client = await served.Listen();
        await client.Say("""{"op":"replay","action":"open","session":"1"}""");
        DateTime end = (await client.Until(f => IsReplay(f, "end"))).GetProperty("data").GetProperty("end").GetDateTime().ToUniversalTime();
        string moment = end.AddMinutes(-20).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);
        (JsonElement forward, Dictionary<string, string> there, List<string> after) = await GoAndPlay(client, moment);
        (JsonElement back, Dictionary<string, string> again, List<string> afterwards) = await GoAndPlay(client, moment);
        Assert.Equal(forward.GetProperty("sequence").GetInt64(), forward.GetProperty("replayed").GetInt64());
        Assert.Equal(forward.GetProperty("sequence").GetInt64(), back.GetProperty("sequence").GetInt64());
        Assert.InRange(back.GetProperty("replayed").GetInt64(), 0, forward.GetProperty("replayed").GetInt64() / 2);
        Assert.Equal(there.Keys.Order(StringComparer.Ordinal), again.Keys.Order(StringComparer.Ordinal));
        Assert.All(there, channel => Assert.Equal(channel.Value, again[channel.Key]));
        Assert.NotEmpty(after);
        Assert.Equal(after, afterwards);
    }

    /// <summary>Goes to a moment, and from there to the end: what it says of the way, the state there by channel, and all that follows.</summary>
    private static async Task<(JsonElement Told, Dictionary<string, string> State, List<string> After)> GoAndPlay(Listener client, string moment)
    {
        await client.Say($$"""{"op":"replay","action":"seek","to":"{{moment}}"}""");
        JsonElement told = (await client.Until(f => IsReplay(f, "replayed"))).GetProperty("data");
        Dictionary<string, string> state = [];
        await client.Until(f =>
        {
            if (Listener.TypeOf(f) == "state")
            {
                state.Add(Text(f, "channel"), f.GetProperty("items").GetRawText());
            }

            return Listener.TypeOf(f) == "replay";
        });
        await client.Say("""{"op":"replay","action":"play","speed":1000000}""");
        List<string> after = [];
        await client.Until(f =>
        {
            if (f.TryGetProperty("channel", out JsonElement channel) && !channel.GetString()!.StartsWith("dashboard.", StringComparison.Ordinal))
            {
                after.Add(f.GetProperty("data").GetRawText());
            }

            return Listener.TypeOf(f) == "replay" && Text(f.GetProperty("data"), "status") == "ended";
        });
        return (told, state, after);
    }

    [Fact]
    public async Task A_bar_that_forms_becomes_the_candle()
    {
        await using ServedProgram served = await ServedProgram.StartAsync(folder.Path, "run", "-p", Pipeline, "-d", "simulated:symbols=ES,duration=10m,rate=5", "--store", "x.db", "--serve", "0");
        await served.Until("/runs", runs => runs.GetProperty("items")[0].GetProperty("ended").ValueKind == JsonValueKind.String);
        await using Listener client = await served.Listen();
        await client.Say("""{"op":"replay","action":"open","session":"1"}""");
        await client.Say("""{"op":"replay","action":"seek","to":"2026-01-05T14:33:30Z"}""");
        JsonElement forming = await client.Until(f => f.TryGetProperty("channel", out JsonElement c) && c.GetString() == "dashboard.stream.candles.ES.1m");
        Assert.Equal("1", Text(forming, "replay"));
        JsonElement bar = forming.GetProperty("data");
        Assert.False(bar.GetProperty("metadata").GetProperty("confirmed").GetBoolean());
        Assert.Equal("2026-01-05T14:33:00Z", Text(bar, "timestamp"));
        JsonElement candle = (await served.Get("/symbols/ES/candles?timeframe=1m&from=2026-01-05T14:33:00Z&limit=1")).GetProperty("items")[0].GetProperty("data");
        Assert.Equal(candle.GetProperty("open").GetRawText(), bar.GetProperty("data").GetProperty("open").GetRawText());
        Assert.InRange(bar.GetProperty("data").GetProperty("volume").GetDecimal(), 1, candle.GetProperty("volume").GetDecimal() - 1);

        // Step by step it grows, and is never said twice alike.
        await client.Say("""{"op":"replay","action":"step"}""");
        JsonElement next = await client.Until(f => f.TryGetProperty("channel", out JsonElement c) && c.GetString() == "dashboard.stream.candles.ES.5m");
        Assert.Equal("2026-01-05T14:30:00Z", Text(next.GetProperty("data"), "timestamp"));
    }
}
