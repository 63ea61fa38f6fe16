using System.Diagnostics.CodeAnalysis;
using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>
/// Ticks, quotes or candles from one CSV file, plain or gzip, UTF-8, with a header that says which columns there are:
/// <c>timestamp,price,size[,side,trade_id,sequence,bid,ask,conditions,symbol]</c>, <c>timestamp,bid,ask[,bid_size,ask_size,symbol]</c> or
/// <c>timestamp,open,high,low,close,volume[,trades,close_time,timeframe,symbol]</c>, in any order; other columns are ignored.
/// </summary>
/// <remarks>
/// Ticks and quotes may be out of order. Candles of one symbol and time frame must ascend without overlap; <c>timestamp</c> is their start.
/// One thread at a time; memory is bounded whatever the file holds.
/// </remarks>
public sealed partial class CsvFile : IInputSource
{
    private readonly ByteSource _source;
    private readonly RowReader _rows;
    private readonly CsvHeader _header;
    private readonly SymbolTable _symbols;
    private readonly List<string> _warnings = [];
    private TimestampReader _times;
    private readonly Func<RefusedRow, bool>? _refuse;
    private IngestionException? _failure;
    private long _rowCount;
    private long _filtered;
    private long _refused;
    private bool _done;

    private CsvFile(ByteSource source, string name, SymbolTable symbols, Symbol? symbol, CsvOptions options)
    {
        _source = source;
        _symbols = symbols;
        _refuse = options.Refused;
        _times = new TimestampReader(options.AssumedOffset);
        _rows = new RowReader(source);
        _header = CsvHeader.Read(_rows, options);
        _symbolField = symbol is null ? _header[CsvColumn.Symbol] : -1;
        if (_symbolField < 0)
            _symbol = symbols.Intern(symbol ?? SymbolOfName(name));
        if (_header.Kind == EventKind.Candle)
            InitializeTimeFrame(name, options);
    }

    /// <inheritdoc/>
    public InputProgress Progress => new(_source.Taken, _source.Total, _rowCount, _filtered);

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <summary>What the file holds: ticks, quotes or candles.</summary>
    public EventKind Kind => _header.Kind;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">A regular file, or <c>-</c> for standard input; messages name it as it is written here.</param>
    /// <param name="symbols">Where the events' symbols are numbered.</param>
    /// <param name="symbol">The symbol of all rows; null takes it from the column <c>symbol</c>, else from the file's name up to the first <c>_</c> or <c>.</c></param>
    /// <param name="options">How the file differs from the usual.</param>
    /// <exception cref="IngestionException">It cannot be opened, or its header does not do.</exception>
    public static CsvFile Open(string path, SymbolTable symbols, Symbol? symbol = null, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(symbols);
        ByteSource source = options?.OpenOther?.Invoke(path) is { } rows ? new ByteSource(rows, path) : ByteSource.Open(path);
        return Open(source, path, symbols, symbol, options);
    }

    /// <summary>Reads a stream, which is closed with the reader, as if it were a file of this name.</summary>
    /// <inheritdoc cref="Open(string, SymbolTable, Symbol?, CsvOptions?)"/>
    public static CsvFile Open(Stream stream, string name, SymbolTable symbols, Symbol? symbol = null, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(symbols);
        return Open(new ByteSource(stream, name), name, symbols, symbol, options);
    }

    /// <inheritdoc/>
    public int Read(Span<InputEvent> batch)
    {
        if (_failure is not null)
            throw _failure;
        if (_done || batch.IsEmpty)
            return 0;

        int count = 0;
        try
        {
            while (!TryReadRows(batch, ref count))
                _refused++;
        }
        catch (IngestionException error)
        {
            // What stands before the bad row is delivered first, so that the size of a batch changes nothing.
            _failure = error;
            if (count == 0)
                throw;
        }

        if (count == 0)
            Finish();
        return count;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => _rows.Dispose();

    [SuppressMessage("Reliability", "CA2000", Justification = "The reader closes the source")]
    private static CsvFile Open(ByteSource source, string name, SymbolTable symbols, Symbol? symbol, CsvOptions? options)
    {
        try
        {
            return new CsvFile(source, name, symbols, symbol, options ?? CsvOptions.Default);
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }

    /// <summary>False where a row was refused and others may follow.</summary>
    private bool TryReadRows(Span<InputEvent> batch, ref int count)
    {
        try
        {
            if (Kind == EventKind.Candle)
                ReadCandles(batch, ref count);
            else if (Kind == EventKind.Quote)
                ReadQuotes(batch, ref count);
            else
                ReadTicks(batch, ref count);
            return true;
        }
        catch (IngestionException error) when (error.Row is { } row && _refuse?.Invoke(row) == true)
        {
            return false;
        }
    }

    private void Finish()
    {
        _done = true;
        if (_refused > 0)
            _warnings.Add($"{_rows.Name}: {_refused} of its {_rowCount} rows could not be read and were left out");
        if (_rowCount == 0)
            _warnings.Add($"{_rows.Name}: has a header but no rows");
        else if (_filtered == _rowCount)
            _warnings.Add($"{_rows.Name}: none of its {_rowCount} rows passes the filter");
    }

    /// <summary>Goes to the next row that passes the filters; false at the end.</summary>
    private bool NextRow()
    {
        while (_rows.Next())
        {
            _rowCount++;
            if (_header.Filters.Length == 0 || PassesFilters())
                return true;
            _filtered++;
        }

        return false;
    }

    private bool PassesFilters()
    {
        foreach ((int field, byte[] value) in _header.Filters)
        {
            if (!_rows.Field(field).SequenceEqual(value))
                return false;
        }

        return true;
    }
}
