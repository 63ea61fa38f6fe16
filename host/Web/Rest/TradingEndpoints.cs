using System.Collections.Immutable;
using System.Text.Json;
using Pawl.Engine;

namespace Pawl.Host.Web.Rest;

/// <summary>Strategies, their signals, and what became of them.</summary>
internal static class TradingEndpoints
{
    private static readonly Parameter OfSymbol = new("symbol", "the symbol; all without it");
    private static readonly Parameter OfStrategy = new("strategy", "the id of a strategy's node; all without it");

    public static ImmutableArray<Endpoint> All { get; } =
    [
        InTable("/signals", "Signals of strategies.", "strategy_signals", "signal_type", ["trade_signal"], "strategy_id"),
        InTable("/transitions", "Changes of strategies' states.", "strategy_signals", "signal_type", ["state_transition"], "strategy_id"),
        InTable("/positions", "Positions of strategies after each change.", "positions", "type", ["position_update"], "node"),
        InTable("/orders", "Orders: what was asked for, and each change.", "orders", "type", [], "node") with { Needs = Right.Orders },
        InTable("/fills", "Fills of orders.", "fills", "type", [], "node") with { Needs = Right.Orders },
        OfOneSymbol("signals", "Signals of strategies for a symbol.", "trade_signal"),
        OfOneSymbol("transitions", "Changes of strategies' states for a symbol.", "state_transition"),
        new("GET", "/strategies", "trading", "The strategies that run, each with its state.", new Answer(
            AnswerKind.Page,
            ("strategy", "the id of its node"), ("symbol", "the symbol it trades"), ("state", "watch, close_watch or in_trade"), ("since", "since when; null where it has said nothing yet"),
            ("reason", "why it came to that state"), ("position", "what it holds; negative where it was sold short; null where nothing is known"), ("average_price", "mean price of that"),
            ("unrealized_profit", "profit of what is held"), ("realized_profit", "profit of what was closed")), request => Task.FromResult(Strategies(request))),
    ];

    private static Endpoint InTable(string path, string summary, string table, string column, ImmutableArray<string> types, string node) => new("GET", path, "trading", summary, Answer.Envelopes, request =>
    {
        List<(string, IReadOnlyList<string>)> where = types.IsEmpty ? [] : [(column, types)];
        if (request.Query("symbol") is { } symbol)
        {
            where.Add(("symbol", [symbol]));
        }

        if (request.Query("strategy") is { } strategy)
        {
            where.Add((node, [strategy]));
        }

        return Endpoints.Page(request, request.Run.Stores, new MessageQuery(table, 0) { Where = where });
    })
    {
        Query = [OfSymbol, OfStrategy, .. CommonParameters.Paging],
    };

    private static Endpoint OfOneSymbol(string name, string summary, string type) => new("GET", $"/symbols/{{symbol}}/{name}", "trading", summary, Answer.Envelopes, request =>
    {
        string symbol = request.Symbol();
        return Endpoints.Page(request, request.Run.Stores, new MessageQuery("strategy_signals", 0) { Where = [("signal_type", [type]), ("symbol", [symbol])] });
    })
    {
        InPath = [CommonParameters.InSymbol],
        Query = CommonParameters.Paging,
    };

    private static Reply Strategies(ApiRequest request)
    {
        Graph graph = request.Run.Data.Graph;
        return Reply.Page(json =>
        {
            foreach (GraphNode node in graph.Nodes.Where(n => n.Kind?.Outputs.Any(o => o.Name == "trade_signal") == true))
            {
                IEnumerable<string> symbols = graph.CrossesSymbols ? [graph.Symbols[node.Symbol]] : request.Run.Symbols;
                foreach (string symbol in symbols)
                {
                    Write(json, request.Run, node.Id, symbol);
                }
            }
        });
    }

    private static void Write(Utf8JsonWriter json, ServedRun run, string strategy, string symbol)
    {
        using JsonDocument? state = Newest(run, "state_transition", strategy, symbol);
        using JsonDocument? position = Newest(run, "position_update", strategy, symbol);
        json.WriteStartObject();
        json.WriteString("strategy", strategy);
        json.WriteString("symbol", symbol);
        json.WriteString("state", state?.RootElement.GetProperty("data").GetProperty("to").GetString() ?? "watch");
        json.WriteString("since", state?.RootElement.GetProperty("timestamp").GetString());
        json.WriteString("reason", state?.RootElement.GetProperty("data").GetProperty("reason").GetString());
        foreach ((string name, string field) in ((string, string)[])[("position", "quantity"), ("average_price", "average_price"), ("unrealized_profit", "unrealized_profit"), ("realized_profit", "realized_profit")])
        {
            json.WritePropertyName(name);
            if (position is not null && position.RootElement.GetProperty("data").TryGetProperty(field, out JsonElement value))
            {
                value.WriteTo(json);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndObject();
    }

    private static JsonDocument? Newest(ServedRun run, string type, string node, string symbol) =>
        run.Hub.Streams.FirstOrDefault(s => s.Type == type && s.Node == node && s.Symbol == symbol)?.Window.Newest is { } entry ? JsonDocument.Parse(entry.Line) : null;
}
