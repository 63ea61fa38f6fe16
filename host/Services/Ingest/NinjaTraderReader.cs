using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Types;

namespace Pawl.Host.Services.Ingest;

/// <summary>Reads a batch of the NinjaTrader contract, version 1. Nothing of it is taken unless all of it is right.</summary>
/// <param name="symbols">Which instruments are taken.</param>
/// <param name="now">The time.</param>
public sealed class NinjaTraderReader(IngestSymbols symbols, Timestamp now)
{
    private const int Depth = 8;
    private const int LongestName = 128;

    private static readonly string[] Fields = ["v", "streamId", "sessionId", "batchSeq", "source", "instrument", "sentAt", "ticks"];
    private static readonly string[] RecordFields = ["q", "k", "t", "lt", "p", "s", "b", "a", "from", "to", "why", "st"];

    private Price tickSize;

    /// <exception cref="RefusedException">Something of it is wrong; the detail says where, and what to do.</exception>
    public NinjaTraderBatch Read(ReadOnlyMemory<byte> body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Depth, AllowDuplicateProperties = false });
        }
        catch (JsonException e)
        {
            throw new RefusedException(400, "json", $"the body is not JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine}), has a name twice, or is nested more than {Depth} deep; send a batch of version 1");
        }

        using (document)
        {
            return Read(document.RootElement);
        }
    }

    private NinjaTraderBatch Read(JsonElement root)
    {
        CheckFields("the batch", root, Fields);
        if (!root.TryGetProperty("v", out JsonElement version) || version.ValueKind != JsonValueKind.Number || !version.TryGetInt32(out int number) || number != 1)
        {
            throw Wrong("v", root, "v", "write 1, the version of the contract that this gateway knows", "version");
        }

        string stream = Name(root, "streamId");
        string session = Name(root, "sessionId");
        long sequence = Whole("", root, "batchSeq", long.MaxValue);
        string symbol = SymbolOf(root);
        JsonElement ticks = root.TryGetProperty("ticks", out JsonElement list) && list.ValueKind == JsonValueKind.Array ? list : throw Wrong("ticks", root, "ticks", "write a list of records");
        int count = ticks.GetArrayLength();
        if (count is 0 or > IngestLimits.BatchTicks)
        {
            throw count == 0 ? new RefusedException(422, "empty", "ticks: is empty; send at least one record")
                : new RefusedException(413, "too-many-ticks", $"ticks: {count} records; send at most {IngestLimits.BatchTicks} at once");
        }

        List<NinjaTraderRecord> records = new(count);
        foreach (JsonElement tick in ticks.EnumerateArray())
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"ticks[{records.Count}]");
            NinjaTraderRecord record = RecordOf(place, tick);
            if (records.Count > 0 && record.Number <= records[^1].Number)
            {
                throw new RefusedException(422, "sequence", $"{place}.q {record.Number}: is not above the number before it; number records in their order");
            }

            records.Add(record);
        }

        return new NinjaTraderBatch(stream, session, sequence, symbol, records);
    }

    private string SymbolOf(JsonElement root)
    {
        if (!root.TryGetProperty("instrument", out JsonElement instrument) || instrument.ValueKind != JsonValueKind.Object)
        {
            throw Wrong("instrument", root, "instrument", "write an object with fullName and tickSize");
        }

        string name = instrument.TryGetProperty("fullName", out JsonElement full) && full.ValueKind == JsonValueKind.String ? full.GetString()!
            : throw Wrong("instrument.fullName", instrument, "fullName", "write a name such as \"ES 12-26\"");
        string symbol = symbols.OfNinjaTrader(name, out Instrument? known) ?? throw new RefusedException(422, "unknown-symbol", $"instrument.fullName {symbols.MistakeOfNinjaTrader(name)}");
        tickSize = Decimal("instrument.tickSize", instrument, "tickSize") is { } size && PriceOf(size) is { Raw: > 0 } price ? price
            : throw Wrong("instrument.tickSize", instrument, "tickSize", "write the smallest step of the price, such as 0.25");
        if (known is { TickSize.Raw: > 0 } && known.TickSize != tickSize)
        {
            throw new RefusedException(422, "tick-size", $"instrument.tickSize {tickSize}: the file of instruments says {known.TickSize} for {symbol}; mend whichever is wrong");
        }

        return symbol;
    }

    private NinjaTraderRecord RecordOf(string place, JsonElement tick)
    {
        CheckFields(place, tick, RecordFields);
        long number = Whole(place + ".", tick, "q", SenderState.LargestNumber);
        string kind = tick.TryGetProperty("k", out JsonElement k) && k.ValueKind == JsonValueKind.String ? k.GetString()! : "";
        switch (kind)
        {
            case "T" or "B" or "A":
                InputEvent e = EventOf(place, tick, kind);
                return TickRules.MistakeOf(in e, now) is { } mistake ? throw new RefusedException(422, "value", $"{place}: {mistake}") : new NinjaTraderRecord(number, e);
            case "G":
                (long from, long to) = (Whole(place + ".", tick, "from", SenderState.LargestNumber), Whole(place + ".", tick, "to", SenderState.LargestNumber));
                return from <= to && to < number ? new NinjaTraderRecord(number, null, (from, to))
                    : throw new RefusedException(422, "value", $"{place}: from {from} to {to} is no gap before {number}; write the first and the last number that is lost");
            case "C":
                string state = tick.TryGetProperty("st", out JsonElement st) && st.ValueKind == JsonValueKind.String ? st.GetString()! : throw Wrong(place + ".st", tick, "st", "write the state of the connection, such as \"ConnectionLost\"");
                return new NinjaTraderRecord(number, null, Breaks: state != "Connected");
            case "H":
                return new NinjaTraderRecord(number, null);
            case "S":
                return number == 0 ? new NinjaTraderRecord(number, null) : throw new RefusedException(422, "sequence", $"{place}.q {number}: a session begins with number 0");
            default:
                throw Wrong(place + ".k", tick, "k", "write T (trade), B (bid), A (ask), G (gap), C (connection), H (heartbeat) or S (session)");
        }
    }

    private InputEvent EventOf(string place, JsonElement tick, string kind)
    {
        InputEvent e = new() { Time = Time(place, tick) };
        Price price = OnGrid(place, tick, "p") ?? throw Wrong(place + ".p", tick, "p", "write the price as a number");
        Quantity size = Decimal(place + ".s", tick, "s") is { } s && PriceOf(s) is { } exact ? new Quantity(exact.Raw) : throw Wrong(place + ".s", tick, "s", "write the size as a number");
        if (kind == "T")
        {
            e.Kind = EventKind.Tick;
            e.Tick = new Tick { Price = price, Size = size };
            (e.QuotedTick.Bid, e.QuotedTick.Ask, e.QuotedTick.Conditions) = (OnGrid(place, tick, "b") ?? default, OnGrid(place, tick, "a") ?? default, default);
            e.Flags = (e.QuotedTick.Bid.Raw | e.QuotedTick.Ask.Raw) != 0 ? InputEvent.HasQuote : (byte)0;
            return e;
        }

        if (price.Raw <= 0)
        {
            throw Wrong(place + ".p", tick, "p", "write a price above 0");
        }

        // The side that is not said has not changed.
        e.Kind = EventKind.Quote;
        e.Quote = kind == "B" ? new Quote { Bid = price, BidSize = size } : new Quote { Ask = price, AskSize = size };
        return e;
    }

    /// <summary>A price, moved to the grid where it is off it by no more than a sender's arithmetic; null where there is none.</summary>
    private Price? OnGrid(string place, JsonElement tick, string name)
    {
        if (!tick.TryGetProperty(name, out JsonElement value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        decimal step = (decimal)tickSize.Raw / Price.Scale;
        decimal price = Decimal($"{place}.{name}", tick, name) ?? throw Wrong($"{place}.{name}", tick, name, "write the price as a number");
        decimal exact = Math.Round(price / step) * step;
        return Math.Abs(price - exact) <= step / 1_000_000 && PriceOf(exact) is { } onGrid ? onGrid
            : throw Wrong($"{place}.{name}", tick, name, $"write a multiple of the tick size {tickSize}");
    }

    private static Timestamp Time(string place, JsonElement tick) =>
        tick.TryGetProperty("t", out JsonElement t) && t.ValueKind == JsonValueKind.String && Timestamp.TryParse(Encoding.UTF8.GetBytes(t.GetString()!), out Timestamp time) ? time
            : throw Wrong(place + ".t", tick, "t", "write a time like \"2026-11-20T14:30:00.4120000Z\", in UTC");

    private static Price? PriceOf(decimal value)
    {
        decimal raw = value * Price.Scale;
        return raw == Math.Truncate(raw) && raw is > long.MinValue and <= long.MaxValue ? new Price((long)raw) : null;
    }

    private static decimal? Decimal(string place, JsonElement of, string name) =>
        !of.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out decimal number) && Math.Abs(number) < 90_000_000_000 ? number
        : throw Wrong(place, of, name, "write a number");

    private static long Whole(string place, JsonElement of, string name, long most) =>
        of.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number) && number >= 0 && number <= most ? number
            : throw Wrong(place + name, of, name, $"write a whole number from 0 to {most}");

    private static string Name(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 and <= LongestName } text && !text.AsSpan().ContainsAnyExceptInRange('!', '~') ? text
            : throw Wrong(name, root, name, $"write 1 to {LongestName} characters of ASCII without blanks");

    private static void CheckFields(string place, JsonElement of, string[] fields)
    {
        if (of.ValueKind != JsonValueKind.Object)
        {
            throw new RefusedException(422, "shape", $"{place}: is no JSON object; send a batch of version 1");
        }

        foreach (JsonProperty field in of.EnumerateObject())
        {
            if (!fields.Contains(field.Name, StringComparer.Ordinal))
            {
                string meant = Nearest.Of(field.Name, fields) is { } nearest ? $"did you mean '{nearest}'?" : $"there are {string.Join(", ", fields)}";
                throw new RefusedException(422, "unknown-field", $"{place}: unknown field {Shown.Of(field.Name)}; {meant}");
            }
        }
    }

    private static RefusedException Wrong(string place, JsonElement of, string name, string remedy, string word = "value") => new(
        422, word, of.TryGetProperty(name, out JsonElement value) ? $"{place} {Shown.Of(value.GetRawText())}: {remedy}" : $"{place}: is missing; {remedy}");
}
