using System.Text;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>Which field of a row is which column, and whether the file holds ticks, quotes or candles: all of it from the header.</summary>
internal sealed class CsvHeader
{
    // What a file may begin with instead of CSV, and what to do about it.
    private static readonly (byte[] Start, string Problem)[] s_otherFormats =
    [
        ([0xFF, 0xFE], "is UTF-16; save it as UTF-8"),
        ([0xFE, 0xFF], "is UTF-16; save it as UTF-8"),
        ([0x50, 0x4B, 0x03, 0x04], "is a zip archive (or a spreadsheet); extract the CSV file from it, or compress it with gzip instead"),
        ([0x28, 0xB5, 0x2F, 0xFD], "is compressed by zstd; only gzip is read: zstd -dc F | pawl ... SYM=-"),
        ([0xFD, 0x37, 0x7A, 0x58], "is compressed by xz; only gzip is read: xz -dc F | pawl ... SYM=-"),
        ([0x42, 0x5A, 0x68], "is compressed by bzip2; only gzip is read: bzip2 -dc F | pawl ... SYM=-"),
        ([0x1F, 0x8B], "is compressed by gzip twice; decompress it once"),
        ([0x50, 0x41, 0x52, 0x31], "is a Parquet file; export it as CSV"),
    ];

    private readonly int[] _fields;

    private CsvHeader(string[] names, int[] fields)
    {
        Names = names;
        _fields = fields;
    }

    /// <summary>The header's names in their order.</summary>
    public string[] Names { get; }

    /// <summary>Tick, quote or candle.</summary>
    public EventKind Kind { get; private init; }

    /// <summary>Whether candles are those of one side of the quotes, which have no volume.</summary>
    public bool IsOfQuotes { get; private init; }

    /// <summary>Fields that must have exactly these bytes.</summary>
    public (int Field, byte[] Value)[] Filters { get; private init; } = [];

    /// <summary>The field that holds a column; -1 where the file has none.</summary>
    public int this[CsvColumn column] => _fields[(int)column];

    /// <summary>Reads the first row as the header.</summary>
    public static CsvHeader Read(RowReader rows, CsvOptions options)
    {
        foreach ((byte[] start, string problem) in s_otherFormats)
        {
            if (rows.TrySkip(start))
                throw new IngestionException($"{rows.Name}: {problem}");
        }

        rows.TrySkip([0xEF, 0xBB, 0xBF]);
        if (!rows.Next())
            throw new IngestionException($"{rows.Name}: is empty; a header such as timestamp,price,size was expected");

        var names = new string[rows.FieldCount];
        for (int i = 0; i < names.Length; i++)
            names[i] = Printable.Value(rows.Field(i).Trim((byte)' '));
        rows.ExpectColumns(names.Length);
        int[] fields = FindFields(rows, names, options);
        bool isOfQuotes = Array.TrueForAll(CsvColumns.Prices, column => fields[(int)column] < 0) && TryFindSide(rows, names, fields, options);
        return new CsvHeader(names, fields)
        {
            Kind = isOfQuotes ? EventKind.Candle : Decide(rows, names, fields, options.CandlesFrom == CandleSource.Index ? CsvColumns.NeededByIndex : CsvColumns.NeededByTicks),
            IsOfQuotes = isOfQuotes,
            Filters = FindFilters(rows, names, fields, options),
        };
    }

    /// <summary>The prices of one side in a file of quote candles; false where it is none.</summary>
    private static bool TryFindSide(RowReader rows, string[] names, int[] fields, CsvOptions options)
    {
        string side = options.CandlesFrom == CandleSource.Ask ? "ask_" : "bid_";
        int[] found = [.. CsvColumns.Prices.Select(column => Find(rows, names, side + CsvColumns.Name(column)))];
        if (fields[(int)CsvColumn.Timestamp] < 0 || found.Contains(-1))
            return false;
        if (!QuotedPrice.Makes(options.CandlesFrom))
            throw new IngestionException($"{rows.Name}:{rows.Line}: holds candles of quotes, not of trades; choose a side with --from bid, or in a pipeline with candles: {{frames: [5m], from: bid}}");
        if (options.CandlesFrom == CandleSource.Mid)
            throw new IngestionException($"{rows.Name}:{rows.Line}: holds candles of bids and of asks, from which those between them cannot be made; take from: bid or ask, or give the quotes themselves");
        for (int i = 0; i < found.Length; i++)
            fields[(int)CsvColumns.Prices[i]] = found[i];
        return true;
    }

    private static int[] FindFields(RowReader rows, string[] names, CsvOptions options)
    {
        foreach (string column in options.Columns.Keys)
        {
            if (!CsvColumns.Names.Contains(column, StringComparer.Ordinal))
                throw new IngestionException($"columns: '{Printable.Name(column)}' is not a column that is read; those are {string.Join(", ", CsvColumns.Names)}");
        }

        var fields = new int[CsvColumns.Count];
        for (int column = 0; column < fields.Length; column++)
        {
            bool mapped = options.Columns.TryGetValue(CsvColumns.Names[column], out string? name);
            fields[column] = mapped && name!.Length == 0 ? -1 : Find(rows, names, name ?? CsvColumns.Names[column]);
            if (mapped && name!.Length > 0 && fields[column] < 0)
                throw new IngestionException($"{rows.Name}:{rows.Line}: has no column '{Printable.Name(name)}', to which '{CsvColumns.Names[column]}' is mapped; found {string.Join(", ", names)}");
        }

        return fields;
    }

    /// <summary>The field of a name, in any case of letters; -1 where there is none.</summary>
    private static int Find(RowReader rows, string[] names, string name)
    {
        int field = Array.FindIndex(names, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
        int second = field < 0 ? -1 : Array.FindIndex(names, field + 1, n => string.Equals(n, name, StringComparison.OrdinalIgnoreCase));
        if (second >= 0)
            throw new IngestionException($"{rows.Name}:{rows.Line}:{rows.Column(second)}: column '{Printable.Name(name)}' is there twice; rename one of them");
        return field;
    }

    private static EventKind Decide(RowReader rows, string[] names, int[] fields, CsvColumn[] neededByTicks)
    {
        string[] missingForTicks = Missing(neededByTicks, fields);
        string[] missingForQuotes = Missing(CsvColumns.NeededByQuotes, fields);
        string[] missingForCandles = Missing(CsvColumns.NeededByCandles, fields);
        if (missingForTicks.Length == 0 && missingForCandles.Length == 0)
            throw new IngestionException($"{rows.Name}:{rows.Line}: could be ticks or candles; leave one out with csv: {{columns: {{price: \"\"}}}} or {{open: \"\"}}");
        // Trades and candles may bring the quotes of their moment with them.
        if (missingForTicks.Length == 0)
            return EventKind.Tick;
        if (missingForCandles.Length == 0)
            return EventKind.Candle;
        if (missingForQuotes.Length == 0)
            return EventKind.Quote;

        string found = Shorten(string.Join(", ", names));
        throw new IngestionException(
            $"{rows.Name}:{rows.Line}: for ticks the header lacks {string.Join(", ", missingForTicks)}; for quotes {string.Join(", ", missingForQuotes)}; " +
            $"for candles {string.Join(", ", missingForCandles)}; found {found}; map other names in the pipeline with csv: {{columns: {{price: last_price}}}}");
    }

    private static string[] Missing(CsvColumn[] needed, int[] fields) =>
        [.. needed.Where(column => fields[(int)column] < 0).Select(CsvColumns.Name)];

    private static (int Field, byte[] Value)[] FindFilters(RowReader rows, string[] names, int[] fields, CsvOptions options)
    {
        var filters = new (int Field, byte[] Value)[options.Where.Count];
        for (int i = 0; i < filters.Length; i++)
        {
            (string column, string value) = options.Where[i];
            int known = Array.IndexOf(CsvColumns.Names, column);
            int field = known >= 0 && fields[known] >= 0 ? fields[known] : Find(rows, names, column);
            if (field < 0)
                throw new IngestionException($"{rows.Name}:{rows.Line}: has no column '{Printable.Name(column)}' to filter by; found {Shorten(string.Join(", ", names))}");
            filters[i] = (field, Encoding.UTF8.GetBytes(value));
        }

        return filters;
    }

    private static string Shorten(string list) => list.Length <= 400 ? list : string.Concat(list.AsSpan(0, 400), "…");
}
