using System.Globalization;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Configuration;

/// <summary>The section of a pipeline file that says how CSV files are read.</summary>
internal sealed class CsvShape(Mistakes mistakes)
{
    internal static readonly string[] Keys = ["columns", "zone", "where", "timeframe"];

    internal static readonly string[] Columns =
    [
        "timestamp", "symbol", "price", "size", "side", "trade_id", "sequence",
        "bid", "bid_size", "ask", "ask_size", "open", "high", "low", "close", "volume", "trades", "timeframe", "close_time", "flags",
    ];

    private readonly Expect _expect = new(mistakes);

    public CsvOptions Read(ConfigNode node)
    {
        if (_expect.Map(node, "'csv'", "a map such as {columns: {price: last}, zone: UTC}") is not { } map)
            return CsvOptions.Default;
        var given = _expect.Keys(map, "csv: ", Keys);
        return new CsvOptions
        {
            Columns = given.TryGetValue("columns", out var columns) ? ReadColumns(columns.Value) : CsvOptions.Default.Columns,
            AssumedOffset = given.TryGetValue("zone", out var zone) ? Zone(zone.Value) : null,
            Where = given.TryGetValue("where", out var where) ? Filters(where.Value) : [],
            TimeFrame = given.TryGetValue("timeframe", out var frame) ? Frame(frame.Value) : null,
        };
    }

    private Dictionary<string, string> ReadColumns(ConfigNode node)
    {
        var columns = new Dictionary<string, string>(StringComparer.Ordinal);
        if (_expect.Map(node, "csv: 'columns'", "a map from Pawl's names to the file's such as {price: last}") is not { } map)
            return columns;
        foreach (var (name, (key, value)) in _expect.Keys(map, "csv: columns: ", Columns))
        {
            if (_expect.Text(value, $"csv: columns: {Shown.Of(key.Text)}", "the name of a column in the file's header") is { } column)
                columns[name] = column;
        }
        return columns;
    }

    private List<CsvFilter> Filters(ConfigNode node)
    {
        var filters = new List<CsvFilter>();
        if (_expect.Map(node, "csv: 'where'", "a map from columns to values such as {suspicious: \"0\"}") is not { } map)
            return filters;
        foreach (var (key, value) in map.Entries)
        {
            if (_expect.Text(key, "csv: where: a key", "the name of a column") is { } column
                && _expect.Text(value, $"csv: where: {Shown.Of(column)}", "a single value (\"\" for an empty cell)") is { } text)
                filters.Add(new CsvFilter(column, text));
        }
        return filters;
    }

    private TimeSpan? Zone(ConfigNode node)
    {
        const string Expected = "UTC or an offset such as \"+05:30\" (names of zones are not supported)";
        if (_expect.Text(node, "csv: 'zone'", Expected) is not { } text)
            return null;
        if (ZoneOf(text) is { } zone)
            return zone;
        _expect.Report(node, "csv: 'zone'", Expected);
        return null;
    }

    /// <summary>The offset that a text such as <c>UTC</c> or <c>+05:30</c> means; null where it means none.</summary>
    internal static TimeSpan? ZoneOf(string text)
    {
        if (text is "UTC" or "Z")
            return TimeSpan.Zero;
        if (text is ['+' or '-', ..] && TimeSpan.TryParseExact(text[1..], "hh\\:mm", CultureInfo.InvariantCulture, out var offset)
            && offset <= TimeSpan.FromHours(14))
            return text[0] == '-' ? -offset : offset;
        return null;
    }

    private TimeFrame? Frame(ConfigNode node)
    {
        const string Expected = "a time frame: a whole number and s, m, h, d or w, such as 1m";
        if (_expect.Text(node, "csv: 'timeframe'", Expected) is not { } text)
            return null;
        if (TimeFrame.TryParse(text, out var frame) && frame.IsTime)
            return frame;
        _expect.Report(node, "csv: 'timeframe'", Expected);
        return null;
    }
}
