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
    Open,
    High,
    Low,
    Close,
    Volume,
    Trades,
    CloseTime,
    TimeFrame,
}

internal static class CsvColumns
{
    public const int Count = (int)CsvColumn.TimeFrame + 1;

    /// <summary>By column.</summary>
    public static readonly string[] Names =
    [
        "timestamp", "symbol", "price", "size", "side", "trade_id", "sequence",
        "open", "high", "low", "close", "volume", "trades", "close_time", "timeframe",
    ];

    public static readonly CsvColumn[] NeededByTicks = [CsvColumn.Timestamp, CsvColumn.Price, CsvColumn.Size];

    public static readonly CsvColumn[] NeededByCandles =
        [CsvColumn.Timestamp, CsvColumn.Open, CsvColumn.High, CsvColumn.Low, CsvColumn.Close, CsvColumn.Volume];

    public static string Name(CsvColumn column) => Names[(int)column];
}
