using System.Text;
using Pawl.Types;

namespace Pawl.Ingestion;

/// <summary>
/// Numbers symbols from 0 in the order of their first appearance, so that an event carries an index instead of a name.
/// One thread at a time. The numbers depend on how far each source was read ahead: order outputs by name, never by index.
/// </summary>
public sealed class SymbolTable
{
    private const int MaxLength = 64;

    private readonly List<Symbol> _symbols = [];
    private readonly Dictionary<string, int> _indices = new(StringComparer.Ordinal);
    public int Count => _symbols.Count;

    public Symbol this[int index] => _symbols[index];

    /// <summary>Index of the symbol, which gets the next free one when it is new.</summary>
    public int Intern(Symbol symbol)
    {
        string name = symbol.ToString();
        if (!_indices.TryGetValue(name, out int index))
        {
            index = _symbols.Count;
            _symbols.Add(symbol);
            _indices.Add(name, index);
        }

        return index;
    }

    /// <summary>As <see cref="Intern(Symbol)"/>, from text; allocates only for a new symbol.</summary>
    /// <returns>False where the text is not a valid symbol.</returns>
    public bool TryIntern(ReadOnlySpan<byte> utf8, out int index)
    {
        index = -1;
        Span<char> text = stackalloc char[MaxLength];
        if (utf8.Length > MaxLength || Ascii.ToUtf16(utf8, text, out int length) != System.Buffers.OperationStatus.Done)
            return false;

        ReadOnlySpan<char> name = text[..length];
        if (_indices.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out index))
            return true;
        if (!Symbol.TryParse(name.ToString(), out Symbol symbol))
            return false;
        index = Intern(symbol);
        return true;
    }
}
