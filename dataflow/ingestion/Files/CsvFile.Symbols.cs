using Pawl.Types;

namespace Pawl.Ingestion;

public sealed partial class CsvFile
{
    // The symbol column; -1 where all rows have the one symbol.
    private readonly int _symbolField;
    private readonly byte[] _lastSymbol = new byte[Types.Symbol.MaxLength];
    private int _lastSymbolLength;
    private int _symbol = -1;

    /// <summary>Index of the current row's symbol; mostly it is that of the row before.</summary>
    private int ReadSymbol()
    {
        ReadOnlySpan<byte> text = _rows.Field(_symbolField);
        if (_symbol >= 0 && text.SequenceEqual(_lastSymbol.AsSpan(0, _lastSymbolLength)))
            return _symbol;
        if (!_symbols.TryIntern(text, out int index))
            ThrowValue(CsvColumn.Symbol, "is not a symbol; use 1 to 64 letters, digits and . _ : / -, beginning with a letter or a digit");
        text.CopyTo(_lastSymbol);
        _lastSymbolLength = text.Length;
        return _symbol = index;
    }

    private Symbol SymbolOfName(string name)
    {
        if (name != ByteSource.StandardInput && Symbol.TryParse(NameParts(name)[0], out Symbol symbol))
            return symbol;
        throw new IngestionException($"{_rows.Name}: the file has no column 'symbol' and its name does not begin with one; give it as SYM={_rows.Name}");
    }

    /// <summary>The parts of a file's name between <c>_</c> and <c>.</c>, without its folder.</summary>
    private static string[] NameParts(string name) => Path.GetFileName(name).Split('_', '.');
}
