using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

public sealed partial class CsvFile
{
    // Quotes may be crossed or locked: several exchanges are, for moments, and which side is wrong nobody knows.
    private void ReadQuotes(Span<InputEvent> batch, ref int count)
    {
        RowReader rows = _rows;
        int timestampField = _header[CsvColumn.Timestamp];
        while (count < batch.Length && NextRow())
        {
            ref InputEvent to = ref batch[count];
            to.Kind = EventKind.Quote;
            to.Flags = 0;
            if (!_times.TryRead(rows.Field(timestampField), out to.Time))
                ThrowTime(CsvColumn.Timestamp);
            to.Quote.Bid = ReadQuotedPrice(CsvColumn.Bid);
            to.Quote.BidSize = ReadQuotedSize(CsvColumn.BidSize);
            to.Quote.Ask = ReadQuotedPrice(CsvColumn.Ask);
            to.Quote.AskSize = ReadQuotedSize(CsvColumn.AskSize);
            to.Symbol = _symbolField < 0 ? _symbol : ReadSymbol();
            count++;
        }
    }

    /// <summary>A price; zero, which means that this row says nothing of the side, where the cell is empty.</summary>
    private Price ReadQuotedPrice(CsvColumn column)
    {
        ReadOnlySpan<byte> text = _rows.Field(_header[column]);
        if (!Price.TryParse(text, out Price price) && !text.IsEmpty)
            ThrowDecimal(column);
        return price;
    }

    /// <summary>A quantity; zero where the column or the value is missing.</summary>
    private Quantity ReadQuotedSize(CsvColumn column)
    {
        int field = _header[column];
        if (field < 0)
            return Quantity.Zero;
        ReadOnlySpan<byte> text = _rows.Field(field);
        if ((!Quantity.TryParse(text, out Quantity size) && !text.IsEmpty) || size.Raw < 0)
            ThrowDecimal(column);
        return size;
    }
}
