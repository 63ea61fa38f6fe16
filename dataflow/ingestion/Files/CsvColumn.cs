namespace Pawl.Ingestion;

/// <summary>The columns that are read. Their names are those of <see cref="CsvColumns.Names"/>.</summary>
internal enum CsvColumn
{
    Timestamp,
    Symbol,
    Price,
    Size,
    Side,
    TradeId,
    Sequence,
    Bid,
    BidSize,
    Ask,
    AskSize,
    Open,
    High,
    Low,
    Close,
    Volume,
    Trades,
    CloseTime,
    TimeFrame,
    Flags,
    Conditions,
}

internal static class CsvColumns
{
    public const int Count = (int)CsvColumn.Conditions + 1;

    /// <summary>By column.</summary>
    public static readonly string[] Names =
    [
        "timestamp", "symbol", "price", "size", "side", "trade_id", "sequence",
        "bid", "bid_size", "ask", "ask_size", "open", "high", "low", "close", "volume", "trades", "close_time", "timeframe", "flags", "conditions",
    ];

    public static readonly CsvColumn[] NeededByTicks = [CsvColumn.Timestamp, CsvColumn.Price, CsvColumn.Size];

    /// <summary>An index is not traded.</summary>
    public static readonly CsvColumn[] NeededByIndex = [CsvColumn.Timestamp, CsvColumn.Price];

    public static readonly CsvColumn[] NeededByQuotes = [CsvColumn.Timestamp, CsvColumn.Bid, CsvColumn.Ask];

    public static readonly CsvColumn[] NeededByCandles =
        [CsvColumn.Timestamp, CsvColumn.Open, CsvColumn.High, CsvColumn.Low, CsvColumn.Close, CsvColumn.Volume];

    /// <summary>The prices of a candle, of which a file of quote candles has two sets: <c>bid_open</c> and <c>ask_open</c>, and so on.</summary>
    public static readonly CsvColumn[] Prices = [CsvColumn.Open, CsvColumn.High, CsvColumn.Low, CsvColumn.Close];

    public static string Name(CsvColumn column) => Names[(int)column];
}
