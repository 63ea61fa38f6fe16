using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

public sealed partial class CsvFile
{
    private void ReadTicks(Span<InputEvent> batch, ref int count)
    {
        RowReader rows = _rows;
        int timestampField = _header[CsvColumn.Timestamp];
        int priceField = _header[CsvColumn.Price];
        int sizeField = _header[CsvColumn.Size];
        bool hasExtras = _header[CsvColumn.Side] >= 0 || _header[CsvColumn.TradeId] >= 0 || _header[CsvColumn.Sequence] >= 0;
        bool hasQuote = _header[CsvColumn.Bid] >= 0 || _header[CsvColumn.Ask] >= 0 || _header[CsvColumn.Conditions] >= 0;
        while (count < batch.Length && NextRow())
        {
            ref InputEvent to = ref batch[count];
            to.Kind = EventKind.Tick;
            to.Flags = 0;
            if (!_times.TryRead(rows.Field(timestampField), out to.Time))
                ThrowTime(CsvColumn.Timestamp);
            if (!Price.TryParse(rows.Field(priceField), out to.Tick.Price))
                ThrowDecimal(CsvColumn.Price);
            to.Tick.Size = default;
            if (sizeField >= 0 && (!Quantity.TryParse(rows.Field(sizeField), out to.Tick.Size) || to.Tick.Size.Raw < 0))
                ThrowDecimal(CsvColumn.Size);
            to.Symbol = _symbolField < 0 ? _symbol : ReadSymbol();
            to.Tick.Side = AggressorSide.Unknown;
            to.Tick.TradeId = 0;
            to.Tick.Sequence = 0;
            if (hasExtras)
                ReadExtras(ref to.Tick);
            if (hasQuote)
                ReadQuote(ref to);
            count++;
        }
    }

    private void ReadExtras(ref Tick tick)
    {
        tick.Side = ReadSide();
        tick.TradeId = ReadCount(CsvColumn.TradeId, absent: 0);
        tick.Sequence = ReadCount(CsvColumn.Sequence, absent: 0);
    }

    /// <summary>What was quoted at the moment of the trade, and its conditions; a tick without any of it is a plain one.</summary>
    private void ReadQuote(ref InputEvent to)
    {
        Price bid = ReadOptionalPrice(CsvColumn.Bid), ask = ReadOptionalPrice(CsvColumn.Ask);
        Text24 conditions = ReadConditions();
        if ((bid.Raw | ask.Raw) == 0 && conditions.Utf8.IsEmpty)
            return;
        to.Flags = InputEvent.HasQuote;
        (to.QuotedTick.Bid, to.QuotedTick.Ask, to.QuotedTick.Conditions) = (bid, ask, conditions);
    }

    private Price ReadOptionalPrice(CsvColumn column) => _header[column] < 0 ? default : ReadQuotedPrice(column);

    private Text24 ReadConditions()
    {
        Text24 conditions = default;
        int field = _header[CsvColumn.Conditions];
        ReadOnlySpan<byte> text = field < 0 ? default : _rows.Field(field);
        if (text.Length > Text24.Capacity || text.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E))
            ThrowValue(CsvColumn.Conditions, $"is longer than {Text24.Capacity} characters or not ASCII; leave the column out with csv: {{columns: {{conditions: \"\"}}}}");
        text.CopyTo(conditions);
        return conditions;
    }

    private AggressorSide ReadSide()
    {
        int field = _header[CsvColumn.Side];
        if (field < 0)
            return AggressorSide.Unknown;
        ReadOnlySpan<byte> text = _rows.Field(field);
        if (text.IsEmpty)
            return AggressorSide.Unknown;
        if (EqualsEither(text, "buy"u8, "b"u8))
            return AggressorSide.Buy;
        if (EqualsEither(text, "sell"u8, "s"u8))
            return AggressorSide.Sell;
        if (!EqualsEither(text, "unknown"u8, "u"u8))
            ThrowValue(CsvColumn.Side, "is not a side; write buy, sell or nothing");
        return AggressorSide.Unknown;
    }

    private static bool EqualsEither(ReadOnlySpan<byte> text, ReadOnlySpan<byte> word, ReadOnlySpan<byte> letter) =>
        System.Text.Ascii.EqualsIgnoreCase(text, word) || System.Text.Ascii.EqualsIgnoreCase(text, letter);

    /// <summary>A whole number that is not negative; <paramref name="absent"/> where the column or the value is missing.</summary>
    private long ReadCount(CsvColumn column, long absent)
    {
        int field = _header[column];
        if (field < 0)
            return absent;
        ReadOnlySpan<byte> text = _rows.Field(field);
        if (text.IsEmpty)
            return absent;
        if (text.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            || !System.Buffers.Text.Utf8Parser.TryParse(text, out long value, out int length) || length != text.Length)
        {
            ThrowValue(column, $"is not a whole number from 0 to {long.MaxValue}; leave the column out with csv: {{columns: {{{CsvColumns.Name(column)}: \"\"}}}}");
            return absent;
        }

        return value;
    }
}
