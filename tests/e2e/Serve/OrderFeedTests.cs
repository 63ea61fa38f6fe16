using System.Net.Http.Headers;
using System.Text.Json;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.E2E.Serve;

/// <summary>What the account of a run says, on the WebSocket: as it is stored, from where one was, and only to those who may see it.</summary>
[Trait("Speed", "slow")]
public sealed class OrderFeedTests : IDisposable
{
    private static readonly string[] Lists = ["/orders", "/fills", "/positions"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private Task<ServedProgram> Start(string duration, params string[] more) => ServedProgram.StartAsync(
        folder.Path, ["run", "-p", Repository.PathOf("config", "pipelines", "demo.yaml"), "-d", $"simulated:symbols=ES+NQ,rate=5,duration={duration}", "--limits", "backtest", "--store", "x.db", "--serve", "0", .. more]);

    private static async Task Ended(ServedProgram served) =>
        await served.Until("/runs", runs => runs.GetProperty("items")[0].GetProperty("ended").ValueKind == JsonValueKind.String);

    private static IEnumerable<JsonElement> Messages(JsonElement frame) => Listener.TypeOf(frame) switch
    {
        "" => [frame.GetProperty("data")],
        "state" => frame.GetProperty("items").EnumerateArray(),
        _ => [],
    };

    /// <summary>Everything that a client gets until the server refuses its last word.</summary>
    private static async Task<List<JsonElement>> All(Listener client)
    {
        await client.Say("""{"op":"nothing"}""");
        List<JsonElement> got = [];
        await client.Until(frame =>
        {
            Assert.NotEqual("gap", Listener.TypeOf(frame));
            got.AddRange(Messages(frame));
            return Listener.TypeOf(frame) == "error";
        });
        return got;
    }

    [Fact]
    public async Task Who_was_away_gets_the_orders_that_are_stored_each_once()
    {
        List<string> got = [];
        await using (ServedProgram served = await Start("3h", "--speed", "3000"))
        {
            await using Listener client = await served.Listen();
            await client.Say("""{"op":"subscribe","channels":["orders.>","strategies.positions.*"]}""");
            while (got.Count < 40)
            {
                JsonElement frame = (await client.Next())!.Value;
                got.AddRange(Messages(frame).Select(Listener.IdOf));
            }

            got.AddRange((await All(client)).Select(Listener.IdOf));
            Assert.Equal(0, await served.Interrupt());
        }

        await using ServedProgram again = await Start("3h");
        await Ended(again);
        await using Listener back = await again.Listen();
        // Strategies tell of their risk in the logs of the symbols, so there is more than one log to resume.
        string since = string.Join(',', got.Select(id => OutputId.TryParse(id, out OutputId place) ? place : throw new FormatException(id)).GroupBy(id => id.Log, StringComparer.Ordinal)
            .Select(log => $"\"{log.MaxBy(id => (id.Sequence, id.Index))}\""));
        await back.Say($$"""{"op":"subscribe","channels":["orders.>","strategies.positions.*"],"since":[{{since}}]}""");
        List<JsonElement> missed = await All(back);
        Assert.NotEmpty(missed);
        got.AddRange(missed.Select(Listener.IdOf));
        List<string> stored = [];
        foreach (string list in Lists)
        {
            stored.AddRange((await again.All(list, 1000)).Select(Listener.IdOf));
        }

        Assert.True(stored.Count > 100, $"{stored.Count} messages");
        HashSet<string> types = [.. missed.Select(m => m.GetProperty("type").GetString()!)];
        Assert.Superset(new HashSet<string>(["order_request", "order_update", "fill", "position_update"], StringComparer.Ordinal), types);
        Assert.Equal(got.Count, got.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(stored.Except(got));
        // The account is no symbol.
        Assert.Equal(["ES", "NQ"], (await again.Get("/symbols")).GetProperty("items").EnumerateArray().Select(s => s.GetProperty("symbol").GetString()));
    }

    [Fact]
    public async Task Without_the_right_to_orders_there_is_everything_else()
    {
        Ending reader = PawlProgram.Run(folder.Path, "key", "desk"), blotter = PawlProgram.Run(folder.Path, "key", "blotter", "--orders");
        folder.Write("keys.txt", reader.Text + blotter.Text);
        await using ServedProgram served = await Start("1h", "--set", "web.keys=keys.txt");
        async Task<int> Ask(string path, Ending key)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, new Uri("/api/v1" + path, UriKind.Relative));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", KeyOf(key));
            using HttpResponseMessage answer = await served.Client.SendAsync(request);
            return (int)answer.StatusCode;
        }

        foreach (string path in (string[])["/orders", "/fills", "/orders/pwlabcdefghijklmnop"])
        {
            Assert.Equal(403, await Ask(path, reader));
            Assert.NotEqual(403, await Ask(path, blotter));
        }

        Assert.Equal(200, await Ask("/positions", reader));
        served.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", KeyOf(blotter));
        await Ended(served);
        foreach ((Ending key, bool sees) in ((Ending, bool)[])[(reader, false), (blotter, true)])
        {
            await using Listener client = await served.Listen(options: options => options.SetRequestHeader("Authorization", "Bearer " + KeyOf(key)));
            JsonElement hello = (await client.Next())!.Value;
            Assert.Equal(sees, hello.GetProperty("rights").EnumerateArray().Any(r => r.GetString() == "orders"));
            await client.Say("""{"op":"subscribe","channels":[">"]}""");
            List<JsonElement> got = await All(client);
            Assert.Contains(got, m => m.GetProperty("type").GetString() == "position_update");
            Assert.Equal(sees, got.Exists(m => m.GetProperty("type").GetString() is "order_request" or "order_update" or "fill" or "account_update"));
            await client.Say("""{"op":"replay","action":"open","session":"1"}""");
            await client.Say("""{"op":"replay","action":"play","speed":1000000}""");
            List<string> replayed = [];
            await client.Until(f =>
            {
                replayed.AddRange(f.TryGetProperty("replay", out _) ? Messages(f).Select(m => m.GetProperty("type").GetString()!) : []);
                return Listener.TypeOf(f) == "replay" && f.GetProperty("data").GetProperty("status").GetString() == "ended";
            });
            Assert.Contains("position_update", replayed);
            Assert.Equal(sees, replayed.Contains("fill"));
            await client.Say("""{"op":"subscribe","channels":["orders.paper.fill"]}""");
            if (!sees)
            {
                JsonElement refused = await client.Until(f => Listener.TypeOf(f) == "error");
                Assert.Contains("channel 'orders.paper.fill': this key has not the right to orders", refused.GetProperty("detail").GetString()!, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_session_has_the_orders_that_were_given_in_it_and_what_if_its_own()
    {
        await using ServedProgram served = await Start("3h");
        await Ended(served);
        List<string> stored = [.. (await served.All("/orders", 1000)).Concat(await served.All("/fills", 1000)).Select(Listener.IdOf)];
        await using Listener client = await served.Listen();
        await client.Say("""{"op":"replay","action":"open","session":"1","set":{"ema_fast.period":5}}""");
        await client.Until(f => Listener.TypeOf(f) == "replay" && f.GetProperty("data").TryGetProperty("what_if", out JsonElement w) && w.TryGetProperty("difference", out _));
        await client.Say("""{"op":"replay","action":"play","speed":1000000}""");
        List<string> recorded = [];
        List<string> beside = [];
        string? middle = null;
        await client.Until(f =>
        {
            foreach (JsonElement m in Messages(f).Where(m => m.GetProperty("type").GetString() is "order_request" or "order_update" or "fill" or "account_update"))
            {
                (f.TryGetProperty("what_if", out _) ? beside : recorded).Add(Listener.IdOf(m));
                middle = recorded.Count == 60 ? m.GetProperty("timestamp").GetString() : middle;
            }

            return Listener.TypeOf(f) == "replay" && f.GetProperty("data").GetProperty("status").GetString() == "ended";
        });
        Assert.Empty(stored.Except(recorded));
        Assert.Equal(recorded.Count, recorded.Distinct(StringComparer.Ordinal).Count());
        Assert.True(beside.Count > 20, $"{beside.Count} messages");

        // Back at a moment, what was said until then is the state.
        await client.Say($$"""{"op":"replay","action":"seek","to":"{{middle}}"}""");
        List<string> state = [];
        await client.Until(f =>
        {
            if (Listener.TypeOf(f) == "state" && !f.TryGetProperty("what_if", out _) && f.GetProperty("channel").GetString()!.StartsWith("orders.", StringComparison.Ordinal))
            {
                state.AddRange(Messages(f).Select(Listener.IdOf));
            }

            return state.Count > 0 && Listener.TypeOf(f) == "replay";
        });
        Assert.Superset(recorded.Take(59).ToHashSet(StringComparer.Ordinal), state.ToHashSet(StringComparer.Ordinal));
        Assert.InRange(state.Count, 60, recorded.Count - 1);
    }

    private static string KeyOf(Ending made) => made.ErrorLines[0].Split(' ')[^1];
}
