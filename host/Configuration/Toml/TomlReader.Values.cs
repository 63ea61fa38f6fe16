namespace Pawl.Host.Configuration.Toml;

// Values: lists, tables in braces, and single ones.
internal sealed partial class TomlReader
{
    /// <param name="level">Lists and tables around the value.</param>
    private ConfigNode? Value(int level) => _cursor.Next switch
    {
        '[' or '{' when level >= ConfigLimits.Depth => RefuseValue(_cursor.Place, TomlMistake.TooDeep),
        '[' => List(level + 1),
        '{' => Braces(level + 1),
        '"' or '\'' => _cursor.StartsWith("\"\"\"") || _cursor.StartsWith("'''") ? BlockOfText() : QuotedText(),
        _ => Typed(),
    };

    /// <summary>A number, a truth value or a time.</summary>
    private ConfigScalar? Typed()
    {
        var place = _cursor.Place;
        var run = _cursor.Run(IsTyped);
        // A date and a time may have a blank between them.
        if (run.Length == 10 && TomlTime.IsDate(run) && _cursor.Text.AsSpan(_cursor.Position + 10) is [' ', >= '0' and <= '9', ..] rest)
        {
            var length = 1;
            while (length < rest.Length && IsTyped(rest[length]))
                length++;
            run = _cursor.Text.AsSpan(_cursor.Position, 10 + length);
        }
        if (run.Length == 0)
        {
            Refuse(place, TomlMistake.NoValue);
            return null;
        }
        if (TomlTyped.Read(run, out var kind, out var text) is { } remedy)
        {
            Refuse(place, $"{Shown.Of(run.ToString())} {remedy}");
            return null;
        }
        _cursor.Skip(run.Length);
        return new ConfigScalar(place, text, kind);
    }

    private static bool IsTyped(char c) => c is not (' ' or '\t' or '\r' or '\n' or ',' or '[' or ']' or '{' or '}' or '#' or '=' or '"' or '\'');

    private ConfigSequence? List(int level)
    {
        var open = Open('[', ']');
        var items = new List<ConfigNode>();
        while (true)
        {
            if (!SkipToItem(open))
                return null;
            if (_cursor.Next == ']')
                break;
            if (Value(level) is not { } item)
                return null;
            items.Add(item);
            if (!SkipToItem(open))
                return null;
            if (!_cursor.TrySkip(',') && _cursor.Next != ']')
            {
                Refuse(_cursor.Place, Missing(open));
                return null;
            }
        }
        Close();
        return new ConfigSequence(open.Place, items);
    }

    /// <summary>To what comes next in a list. Where the next statement begins instead, the list was never closed.</summary>
    private bool SkipToItem(Bracket open)
    {
        _cursor.SkipBlanksAndComment();
        while (_cursor.AtNewline)
        {
            _cursor.SkipNewline();
            if (IsKeyAndEquals())
                return Refuse(_cursor.Place, Missing(open));
            _cursor.SkipBlanksAndComment();
        }
        return !_cursor.AtEnd || Refuse(_cursor.Place, Missing(open));
    }

    private ConfigMapping? Braces(int level)
    {
        var open = Open('{', '}');
        var table = new TomlTable(open.Place, level, TomlOrigin.Defined);
        _cursor.SkipBlanks();
        while (_cursor.Next != '}')
        {
            if (_cursor.AtLineEnd || _cursor.Next == '#')
                return EndOfBraces(open);
            if (!KeyAndValue(table))
                return null;
            _cursor.SkipBlanks();
            if (_cursor.Next == '}')
                break;
            if (!_cursor.TrySkip(','))
                return EndOfBraces(open);
            var place = _cursor.Place;
            _cursor.SkipBlanks();
            if (_cursor.Next == '}')
                Refuse(place with { Column = place.Column - 1 }, TomlMistake.BraceComma);
        }
        Close();
        return table.Node;
    }

    private ConfigMapping? EndOfBraces(Bracket open)
    {
        Refuse(_cursor.Place, _cursor.AtLineEnd || _cursor.Next == '#' ? TomlMistake.BraceLine : Missing(open));
        return null;
    }

    private Bracket Open(char opening, char closing)
    {
        var open = new Bracket(_cursor.Place, opening, closing);
        _open.Push(opening);
        _cursor.Skip();
        return open;
    }

    private void Close()
    {
        _open.Pop();
        _cursor.Skip();
    }

    private static string Missing(Bracket open) => TomlMistake.NoComma(open.Opening, open.Place.Line, open.Place.Column);
}
