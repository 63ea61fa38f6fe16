using System.Collections.Immutable;
using System.Text.Json;
using Pawl.Host.Configuration;
using Pawl.Persistence;
using Pawl.Recovery;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Host.Web.Rest;

/// <summary>One order: what became of it, and the signal that it was given for.</summary>
internal static class OrderEndpoints
{
    private static readonly string Prefix = new AccountSettings(ServedRun.Account, ShippedLimits.Paper).OrderPrefix;

    private const string IdColumn = "json_extract(data, '$.client_order_id')";

    /// <summary>Messages of one order that are told at most; an order that is moved with each bar has many.</summary>
    private const int MostMessages = 1_000;

    /// <summary>Signals before the order among which its own is looked for: it is the last one but for what was said at the same instant.</summary>
    private const int SignalsTried = 64;

    /// <summary>An entry, the stop and the target behind it, an exit.</summary>
    private const int Legs = 4;

    public static ImmutableArray<Endpoint> All { get; } =
    [
        new("GET", "/orders/{id}", "trading", "An order: its messages and fills, and why it was given.", new Answer(
            AnswerKind.Object,
            ("order", "our id of it"), ("strategy", "the node whose order it is"), ("symbol", "the symbol"), ("state", "where it stands"), ("parent", "our id of the entry that it protects; null where it protects none"),
            ("signal", "the id of the signal that it was given for; null where that was removed"), ("explain", "where that signal is explained; null with it"),
            ("messages", "what was asked of the broker and what became of it, the oldest first"), ("fills", "its fills")),
            request => request.Run.Stores.Use(store => Find(store, request), request.Stop))
        {
            InPath = [new("id", "our id of the order, as client_order_id has it", "string", "pwlabcdefghijklmnop")],
            Query = [CommonParameters.Run],
            Needs = Right.Orders,
        },
    ];

    private static Reply Find(StoredMessages store, ApiRequest request)
    {
        (string id, long run) = (request.Path("id"), request.StoredRun());
        List<JsonElement> messages = Read(store, "orders", run, id);
        if (messages.Count == 0)
        {
            throw new Problem(404, $"there is no order {Shown.Of(id)}; /api/v1/orders lists them, each with its client_order_id");
        }

        List<JsonElement> fills = Read(store, "fills", run, id);
        JsonElement first = messages[0];
        string strategy = first.GetProperty("metadata").GetProperty("node").GetString()!;
        string symbol = first.GetProperty("symbol").GetString()!;
        string? signal = SignalOf(store, run, id, strategy, symbol, first);
        return Reply.Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("order", id);
            json.WriteString("strategy", strategy);
            json.WriteString("symbol", symbol);
            json.WriteString("state", Newest(messages, "state"));
            json.WriteString("parent", Newest(messages, "parent"));
            json.WriteString("signal", signal);
            json.WriteString("explain", signal is null ? null : $"{Endpoints.Root}/explain/{Uri.EscapeDataString(signal)}");
            Write(json, "messages", messages);
            Write(json, "fills", fills);
            json.WriteEndObject();
        });
    }

    private static List<JsonElement> Read(StoredMessages store, string table, long run, string id) =>
        [.. store.Read(new MessageQuery(table, run) { Where = [(IdColumn, [id])], Limit = MostMessages }).Items.Select(line => JsonDocument.Parse(line).RootElement)];

    /// <summary>
    /// The name of an order is made of the output that caused it, so that the signal can be found again and no other fits: of the signals
    /// of its strategy up to the order, the one of which the name follows.
    /// </summary>
    private static string? SignalOf(StoredMessages store, long run, string order, string strategy, string symbol, JsonElement first)
    {
        StoredRun? of = store.Store.Runs().FirstOrDefault(r => r.Id == run);
        if (of is null || !store.Store.AccountsOf(of).TryGetValue(ServedRun.Account, out StoredAccount? account) || order.Length <= ClientOrderIds.MaxPrefix)
        {
            return null;
        }

        string tag = account.Log.Tag.ToString();
        Timestamp given = Timestamp.Parse(first.GetProperty("timestamp").GetString()!);
        MessageQuery signals = new("strategy_signals", run)
        {
            Where = [("symbol", [symbol]), ("strategy_id", [strategy]), ("signal_type", ["trade_signal"])],
            To = given.AddNanoseconds(1),
            Descends = true,
            Limit = SignalsTried,
        };
        foreach (ReadOnlyMemory<byte> line in store.Read(signals).Items)
        {
            string id = Envelope.Read(line.Span).Id;
            for (int leg = 0; leg < Legs; leg++)
            {
                if (ClientOrderIds.Make(Prefix, tag, id, leg).ToString() == order)
                {
                    return id;
                }
            }
        }

        return null;
    }

    /// <summary>A text of the newest message that has it and does not leave it empty.</summary>
    private static string? Newest(List<JsonElement> messages, string field) => messages.AsEnumerable().Reverse()
        .Select(m => m.GetProperty("data").TryGetProperty(field, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
        .FirstOrDefault(text => !string.IsNullOrEmpty(text));

    private static void Write(Utf8JsonWriter json, string name, List<JsonElement> items)
    {
        json.WriteStartArray(name);
        items.ForEach(item => item.WriteTo(json));
        json.WriteEndArray();
    }
}
