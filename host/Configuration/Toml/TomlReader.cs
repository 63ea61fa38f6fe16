using Pawl.Engine;

namespace Pawl.Host.Configuration.Toml;

/// <summary>
/// Reads TOML 1.0 into the same nodes that YAML gives. Each method that returns null or false has reported why; reading
/// then goes on where the next key or header is likely to begin. The work is in proportion to the text.
/// </summary>
internal sealed partial class TomlReader
{
    private readonly TomlCursor _cursor;
    private readonly Mistakes _mistakes;
    private readonly TomlTables _tables;
    private readonly Stack<char> _open = [];
    private TomlTable _current;
    private bool _isToml = true;

    private TomlReader(string text, Mistakes mistakes)
    {
        _cursor = new TomlCursor(mistakes.File, text);
        _mistakes = mistakes;
        _tables = new TomlTables(mistakes);
        _current = _tables.Root;
    }

    /// <summary>The root of checked text; null when not all of it is TOML.</summary>
    public static ConfigNode? Read(string text, Mistakes mistakes)
    {
        if (BareReturn(text) is >= 0 and var bare)
        {
            mistakes.Add(ConfigText.At(mistakes.File, text.AsSpan(0, bare)), TomlMistake.BareReturn);
            return null;
        }
        var reader = new TomlReader(text, mistakes);
        reader.Statements();
        return reader._isToml ? reader._tables.Root.Node : null;
    }

    private static int BareReturn(string text)
    {
        for (var at = text.IndexOf('\r'); at >= 0; at = text.IndexOf('\r', at + 1))
        {
            if (at + 1 == text.Length || text[at + 1] != '\n')
                return at;
        }
        return -1;
    }

    private void Statements()
    {
        for (_cursor.SkipGap(); !_cursor.AtEnd; _cursor.SkipGap())
        {
            if (!(_cursor.Next == '[' ? Header() : KeyAndValue(_current)) || !LineEnds())
                Recover();
        }
    }

    /// <summary><c>[table]</c> or <c>[[list of tables]]</c>.</summary>
    private bool Header()
    {
        var place = _cursor.Place;
        // Keys below a header that cannot be read belong to nothing else.
        _current = TomlTables.Detached(place);
        var isList = _cursor.StartsWith("[[");
        _cursor.Skip(isList ? 2 : 1);
        if (Keys() is not { } keys)
            return false;
        var closing = isList ? "]]" : "]";
        if (!_cursor.StartsWith(closing))
            return Refuse(_cursor.Place, TomlMistake.HeaderEnd(closing));
        _cursor.Skip(closing.Length);
        _current = isList ? _tables.Append(keys) : _tables.Define(keys);
        return true;
    }

    private bool KeyAndValue(TomlTable table)
    {
        if (Keys() is not { } keys)
            return false;
        if (!_cursor.TrySkip('='))
            return Refuse(_cursor.Place, TomlMistake.NoEquals(keys[^1].Text));
        _cursor.SkipBlanks();
        if (Value(table.Level + keys.Count - 1) is not { } value)
            return false;
        _tables.Set(table, keys, value);
        return true;
    }

    private bool LineEnds()
    {
        var before = _cursor.Position;
        _cursor.SkipBlanksAndComment();
        return _cursor.AtLineEnd || Refuse(_cursor.Place, TomlMistake.Follows(
            _cursor.Run(c => c is not ('\r' or '\n')).ToString(), before > 0 && _cursor.Text[before - 1] == ']' ? "the closing bracket" : "the value"));
    }

    private bool Refuse(Place place, string message)
    {
        _isToml = false;
        _mistakes.Add(place, message);
        return false;
    }

    private ConfigNode? RefuseValue(Place place, string message)
    {
        Refuse(place, message);
        return null;
    }
}
