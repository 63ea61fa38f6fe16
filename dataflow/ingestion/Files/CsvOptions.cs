using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>How to read a CSV file whose header or habits differ from the usual.</summary>
public sealed record CsvOptions
{
    /// <summary>The usual header, times with a zone, no filter.</summary>
    public static CsvOptions Default { get; } = new();

    /// <summary>
    /// Name that is read (<c>price</c>) → name in the file's header (<c>last_price</c>).
    /// An empty name in the file means: do not read this column although the header has it.
    /// </summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Offset from UTC of times that are written without a zone; null refuses such times.</summary>
    public TimeSpan? AssumedOffset { get; init; }

    /// <summary>Only rows where every named column (of the file's header, or a name in <see cref="Columns"/>) has exactly this value are read.</summary>
    public IReadOnlyList<CsvFilter> Where { get; init; } = [];

    /// <summary>Which price candles are made of. From bid or ask, files of quote candles (<c>bid_open</c>, <c>ask_open</c>, …) are read too.</summary>
    public CandleSource CandlesFrom { get; init; }

    /// <summary>Time frame of candles in a file without a column <c>timeframe</c>; null infers it from close times or the file's name.</summary>
    public TimeFrame? TimeFrame { get; init; }

    /// <summary>Time frame of candles where neither <see cref="TimeFrame"/> nor the file says one; null refuses such a file.</summary>
    public TimeFrame? TimeFrameElse { get; init; }

    /// <summary>Opens a file of another format as CSV; gives null for one that is CSV. Null takes all for CSV.</summary>
    public Func<string, Stream?>? OpenOther { get; init; }

    /// <summary>Told of each row that cannot be read; answers whether to go on without it. Null ends the reading there.</summary>
    public Func<RefusedRow, bool>? Refused { get; init; }
}

/// <summary>Keeps the rows in which a column has exactly this value.</summary>
/// <param name="Column">A column's name.</param>
/// <param name="Value">The value, compared byte by byte in UTF-8, after quotes are removed.</param>
public readonly record struct CsvFilter(string Column, string Value);
