using System.Globalization;
using System.Numerics;
using Pawl.Engine;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Ingestion;

/// <summary>A slow and obvious decoder that shares nothing with the product's: strings, decimal, DateTimeOffset.</summary>
internal static class NaiveCsv
{
    public static IEnumerable<string> Describe(string text, string? frame)
    {
        string[] lines = [.. text.TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0)];
        string[] names = [.. Split(lines[0])];
        var symbols = new List<string>();
        foreach (string line in lines.Skip(1))
        {
            Dictionary<string, string> row = names.Zip(Split(line)).ToDictionary(p => p.First, p => p.Second, StringComparer.Ordinal);
            string symbol = row.GetValueOrDefault("symbol", "");
            if (!symbols.Contains(symbol, StringComparer.Ordinal))
                symbols.Add(symbol);
            int index = symbols.IndexOf(symbol);
            yield return row.ContainsKey("price") ? Tick(row, index) : row.ContainsKey("bid") ? Quote(row, index) : Candle(row, index, frame ?? row["timeframe"]);
        }
    }

    private static string Tick(Dictionary<string, string> row, int symbol)
    {
        string side = row.GetValueOrDefault("side", "") switch { "buy" => "Buy", "sell" => "Sell", _ => "Unknown" };
        return $"tick {symbol} 0 {Time(Nanoseconds(row["timestamp"]))} {Number(row["price"])} {Number(row["size"])} {side} {Id(row, "trade_id", "0")} {Id(row, "sequence", "0")}";
    }

    private static string Quote(Dictionary<string, string> row, int symbol) =>
        $"quote {symbol} 0 {Time(Nanoseconds(row["timestamp"]))} " + string.Join(' ', ((string[])["bid", "bid_size", "ask", "ask_size"]).Select(c => Number(row.GetValueOrDefault(c, "") is { Length: > 0 } text ? text : "0")));

    private static string Candle(Dictionary<string, string> row, int symbol, string frame)
    {
        BigInteger start = Nanoseconds(row["timestamp"]);
        long seconds = long.Parse(frame[..^1], CultureInfo.InvariantCulture) * frame[^1] switch { 's' => 1, 'm' => 60, 'h' => 3600, 'd' => 86400, _ => 604800 };
        string close = Time(start + (new BigInteger(seconds) * 1_000_000_000));
        return $"candle {symbol} 0 {close} {frame} {Time(start)} {close} {Number(row["open"])} {Number(row["high"])} {Number(row["low"])} {Number(row["close"])} " +
            $"{Number(row["volume"])} {Id(row, "trades", "-1")} None";
    }

    private static string Id(Dictionary<string, string> row, string column, string absent) =>
        row.GetValueOrDefault(column, "") is { Length: > 0 } text ? BigInteger.Parse(text, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) : absent;

    private static string Number(string text) =>
        (decimal.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) / 1.000000000000000000000000000m)
            .ToString(CultureInfo.InvariantCulture);

    /// <summary>Nanoseconds since the epoch: what DateTimeOffset does not hold of the fraction is added by hand.</summary>
    private static BigInteger Nanoseconds(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        int end = point < 0 ? -1 : text.IndexOfAny(['Z', '+', '-'], point);
        string fraction = point < 0 ? "" : text[(point + 1)..end];
        string whole = point < 0 ? text : text[..point] + text[end..];
        DateTimeOffset moment = DateTimeOffset.Parse(whole, CultureInfo.InvariantCulture);
        return (new BigInteger(moment.ToUnixTimeSeconds()) * 1_000_000_000) + BigInteger.Parse("0" + fraction.PadRight(9, '0'), CultureInfo.InvariantCulture);
    }

    private static string Time(BigInteger nanoseconds)
    {
        BigInteger seconds = BigInteger.DivRem(nanoseconds, 1_000_000_000, out BigInteger rest);
        if (rest < 0)
        {
            rest += 1_000_000_000;
            seconds -= 1;
        }

        string fraction = rest == 0 ? "" : "." + rest.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0');
        return DateTimeOffset.FromUnixTimeSeconds((long)seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture) + fraction + "Z";
    }

    private static List<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new System.Text.StringBuilder();
        bool quoted = false;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i == line.Length || (line[i] == ',' && !quoted))
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (line[i] != '"')
                field.Append(line[i]);
            else if (quoted && i + 1 < line.Length && line[i + 1] == '"')
                field.Append(line[i++]);
            else
                quoted = !quoted;
        }

        return fields;
    }
}
