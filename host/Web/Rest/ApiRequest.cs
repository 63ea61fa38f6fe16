using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Host.Configuration;
using Pawl.Types;

namespace Pawl.Host.Web.Rest;

/// <summary>A request for an endpoint, its parameters checked by name.</summary>
internal sealed class ApiRequest(ServedRun run, IReadOnlyDictionary<string, string> path, IReadOnlyDictionary<string, string> query, JsonElement? body, CancellationToken stop)
{
    public const int MostItems = 5_000;
    public const int UsualItems = 500;

    public ServedRun Run => run;

    public CancellationToken Stop => stop;

    /// <summary>Where recorded back-tests lie; null where none are served.</summary>
    public string? Reports { get; init; }

    public string Path(string name) => path[name];

    public string? Query(string name) => query.GetValueOrDefault(name);

    /// <summary>What the caller may do.</summary>
    public Right Rights { get; init; }

    /// <summary>Gives tickets for the WebSocket.</summary>
    public Tickets? Tickets { get; init; }

    /// <summary>A text of the body.</summary>
    public string? Body(string name) => body is { } given && given.TryGetProperty(name, out JsonElement value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : throw Wrong(name, value.GetRawText(), "write a string")
        : null;

    /// <summary>A symbol of the path.</summary>
    public string Symbol()
    {
        string symbol = Path("symbol");
        return run.Symbols.Contains(symbol, StringComparer.Ordinal) ? symbol
            : throw new Problem(404, $"there is no symbol {Shown.Of(symbol)}; /api/v1/symbols lists them");
    }

    public int Limit() => Number("limit", 1, MostItems) is { } limit ? (int)limit : UsualItems;

    public bool Descends() => Query("order") switch
    {
        null or "asc" => false,
        "desc" => true,
        { } other => throw Wrong("order", other, "write asc or desc"),
    };

    public Timestamp? Time(string name) => Query(name) is not { } text ? null
        : Timestamp.TryParse(Encoding.UTF8.GetBytes(text), out Timestamp time) ? time
        : throw Wrong(name, text, "write a time like 2026-03-04T15:00:00Z, with Z or an offset");

    public TimeFrame? Frame(string name) => Query(name) is not { } text ? null : TimeFrame.TryParse(Encoding.UTF8.GetBytes(text), out TimeFrame frame) ? frame : throw Wrong(name, text, "write a time frame such as 1m, 4h or 1d");

    /// <summary>The stored run that is meant: the one that is served, unless another is named.</summary>
    public long StoredRun() => Number("run", 1, int.MaxValue) ?? run.Run;

    /// <summary>A place in a list, as an answer named it; null for its beginning.</summary>
    public Cursor? Cursor() => Query("cursor") is not { } text ? null : Rest.Cursor.TryParse(text) ?? throw Wrong("cursor", text, "take it from 'next' of the page before");

    private long? Number(string name, long least, long most) => Query(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number >= least && number <= most ? number
        : throw Wrong(name, text, string.Create(CultureInfo.InvariantCulture, $"write a whole number from {least} to {most}"));

    private static Problem Wrong(string name, string value, string remedy) => new(400, $"{name}={Shown.Of(value)}: {remedy}");
}
