using System.Collections.Immutable;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Web.Live;
using Pawl.Persistence;
using Pawl.Types;

namespace Pawl.Host.Web.Rest;

/// <summary>Symbols, candles, and what nodes say of them.</summary>
internal static class MarketEndpoints
{
    private const int UnknownDecimals = 2;

    public static ImmutableArray<Endpoint> All { get; } =
    [
        new("GET", "/symbols", "market", "The symbols that are run, each with its last price.", new Answer(
            AnswerKind.Page,
            ("symbol", "its name"), ("pipeline", "the pipeline that runs it"), ("price_decimals", "decimals that its prices need"), ("tick_size", "the smallest step of its price; null where it is not known"),
            ("currency", "the currency of its price; null where it is not known"), ("time_zone", "the time zone of its exchange"), ("timeframes", "the time frames of its candles, the smallest first"),
            ("last", "price and timestamp of the newest price; null while there is none")), request => Task.FromResult(Symbols(request))),
        new("GET", "/symbols/{symbol}/candles", "market", "Candles of a symbol.", Answer.Envelopes, Candles)
        {
            InPath = [CommonParameters.InSymbol],
            Query = [new("timeframe", "the time frame", "string", "1m") { IsRequired = true }, .. CommonParameters.Paging],
        },
        OfNode("indicators", "What a node said of a symbol, whatever its type.", null),
        OfNode("profile", "Volume profiles of a node.", "volume_profile"),
        OfNode("footprint", "Footprints of a node.", "footprint"),
        new("GET", "/symbols/{symbol}/structure", "market", "Market structure of a symbol: swings, gaps, blocks, levels and breaks, each change of an object a message.", Answer.Envelopes, Structure)
        {
            InPath = [CommonParameters.InSymbol],
            Query = [new("timeframe", "the time frame; all without it"), new("type", "a type of message, such as swing_point; all without it"), .. CommonParameters.Paging],
        },
    ];

    /// <summary>The log of a symbol.</summary>
    public static string LogOf(Graph graph, string symbol) => graph.CrossesSymbols ? graph.Name : symbol;

    private static Endpoint OfNode(string name, string summary, string? type) =>
        new("GET", $"/symbols/{{symbol}}/{name}/{{node}}", "market", summary, Answer.Envelopes, request => Said(request, type)) { InPath = [CommonParameters.InSymbol, CommonParameters.InNode], Query = CommonParameters.Paging };

    private static Reply Symbols(ApiRequest request)
    {
        Graph graph = request.Run.Data.Graph;
        return Reply.Page(json =>
        {
            foreach (string symbol in request.Run.Symbols)
            {
                Write(json, request.Run, graph, symbol);
            }
        });
    }

    private static void Write(Utf8JsonWriter json, ServedRun run, Graph graph, string symbol)
    {
        Instrument instrument = run.Data.Instruments.Of(symbol);
        TimeFrame[] frames = [.. graph.Sources.Where(s => s.Kind == ReferenceKind.Candle && s.Channel >= 0 && (!graph.CrossesSymbols || graph.Symbols[s.Symbol] == symbol)).Select(s => s.TimeFrame).Distinct().Order()];
        json.WriteStartObject();
        json.WriteString("symbol", symbol);
        json.WriteString("pipeline", graph.Name);
        json.WriteNumber("price_decimals", DecimalsOf(instrument.TickSize));
        json.WritePropertyName("tick_size");
        json.WriteRawValue(instrument.TickSize == Price.Zero ? "null" : instrument.TickSize.ToString());
        json.WriteString("currency", instrument.Currency.Length == 0 ? null : instrument.Currency);
        json.WriteString("time_zone", instrument.TimeZone);
        json.WriteStartArray("timeframes");
        Array.ForEach(frames, f => json.WriteStringValue(f.ToString()));
        json.WriteEndArray();
        json.WritePropertyName("last");
        WriteLast(json, run, symbol);
        json.WriteEndObject();
    }

    private static void WriteLast(Utf8JsonWriter json, ServedRun run, string symbol)
    {
        HubStream? candles = run.Hub.Streams.Where(s => s.Type == "candle" && s.Symbol == symbol && s.Window.Newest is not null)
            .MaxBy(s => (s.Window.Newest!.Sequence, s.Window.Newest.Index));
        if ((candles?.Preview ?? candles?.Window.Newest?.Line) is not { } line)
        {
            json.WriteNullValue();
            return;
        }

        using JsonDocument candle = JsonDocument.Parse(line);
        JsonElement data = candle.RootElement.GetProperty("data");
        json.WriteStartObject();
        json.WritePropertyName("price");
        data.GetProperty("close").WriteTo(json);
        json.WriteString("timestamp", (run.Watch.Find(symbol)?.Time ?? default).ToString());
        json.WriteEndObject();
    }

    private static int DecimalsOf(Price tick)
    {
        string text = tick.ToString();
        int point = text.IndexOf('.', StringComparison.Ordinal);
        return tick == Price.Zero ? UnknownDecimals : point < 0 ? 0 : text.Length - point - 1;
    }

    private static Task<Reply> Candles(ApiRequest request)
    {
        string symbol = request.Symbol();
        TimeFrame frame = request.Frame("timeframe") ?? throw new Problem(400, "timeframe is missing; write one such as timeframe=1m");
        return Endpoints.Page(request, request.Run.Stores, new MessageQuery("candles", 0)
        {
            Where = [("symbol", [symbol]), ("timeframe", [frame.ToString()])], IsSeries = frame.IsTime,
        });
    }

    private static Task<Reply> Said(ApiRequest request, string? type)
    {
        string symbol = request.Symbol();
        string node = request.Path("node");
        Graph graph = request.Run.Data.Graph;
        Channel[] channels = [.. graph.Channels.Where(c => c.Node == node && (!graph.CrossesSymbols || graph.Symbols[c.Symbol] == symbol))];
        if (channels.Length == 0 || (type is not null && channels[0].Schema.Name != type))
        {
            string[] known = [.. graph.Channels.Where(c => type is null || c.Schema.Name == type).Select(c => c.Node).Distinct(StringComparer.Ordinal)];
            throw new Problem(404, $"{Shown.Of(node)} publishes no {type ?? "messages"}; {(Nearest.Of(node, known) is { } nearest ? $"did you mean '{nearest}'?" : "/api/v1/pipelines and the graph of one list the nodes")}");
        }

        SinkTable table = SinkTable.Of(channels[0].Schema.Name);
        List<(string, IReadOnlyList<string>)> where = [("log", [LogOf(graph, symbol)]), ("symbol", [symbol])];
        where.Add(table == SinkTable.Candles ? ("timeframe", [channels[0].TimeFrame.ToString()]) : (ColumnOf(table), [node]));
        return Endpoints.Page(request, request.Run.Stores, new MessageQuery(table.Name, 0) { Where = where });
    }

    /// <summary>The column that names the node.</summary>
    private static string ColumnOf(SinkTable table) => table == SinkTable.Indicators ? "indicator_id" : table == SinkTable.StrategySignals ? "strategy_id" : "node";

    private static Task<Reply> Structure(ApiRequest request)
    {
        string symbol = request.Symbol();
        List<(string, IReadOnlyList<string>)> where = [("log", [LogOf(request.Run.Data.Graph, symbol)]), ("symbol", [symbol])];
        if (request.Frame("timeframe") is { } frame)
        {
            where.Add(("timeframe", [frame.ToString()]));
        }

        if (request.Query("type") is { } type)
        {
            where.Add(("type", [type]));
        }

        return Endpoints.Page(request, request.Run.Stores, new MessageQuery("market_structure", 0) { Where = where });
    }
}
