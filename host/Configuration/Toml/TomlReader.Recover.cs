namespace Pawl.Host.Configuration.Toml;

// After a mistake: on to where the next statement is likely to begin, so that one mistake does not make others.
internal sealed partial class TomlReader
{
    /// <summary>Goes on at the next line, or where the brackets that are open here are closed.</summary>
    private void Recover()
    {
        var isInside = _open.Count > 0;
        while (isInside && !_cursor.AtEnd && !(_open.Peek() == '[' && IsKeyAndEquals()))
            isInside = SkipLineInside();
        if (!isInside)
            _cursor.SkipLine();
        _open.Clear();
    }

    /// <summary>Goes over one line while counting brackets; false when all are closed.</summary>
    private bool SkipLineInside()
    {
        while (!_cursor.AtLineEnd)
        {
            switch (_cursor.Next)
            {
                case '#':
                    _cursor.SkipLine();
                    continue;
                case '"' or '\'':
                    _cursor.Skip(QuotedLength(_cursor.Position));
                    continue;
                case '[' or '{':
                    _open.Push(_cursor.Next);
                    break;
                case ']' or '}':
                    _open.Pop();
                    break;
            }
            _cursor.Skip();
            if (_open.Count == 0)
                return false;
        }
        if (!_cursor.AtEnd)
            _cursor.SkipNewline();
        return true;
    }

    /// <summary>Whether a line begins with a key and '=', which nothing does inside a list.</summary>
    private bool IsKeyAndEquals()
    {
        if (_cursor.Place.Column != 1)
            return false;
        var text = _cursor.Text;
        var at = _cursor.Position;
        while (at < text.Length && (IsBare(text[at]) || text[at] is '.' or ' ' or '\t' or '"' or '\''))
            at += text[at] is '"' or '\'' ? QuotedLength(at) : 1;
        return at < text.Length && text[at] == '=';
    }

    /// <summary>The length of what the quote at <paramref name="start"/> begins; the rest of the line where it is not closed.</summary>
    private int QuotedLength(int start)
    {
        var text = _cursor.Text;
        var at = start + 1;
        for (; at < text.Length && text[at] is not ('\r' or '\n'); at++)
        {
            if (text[at] == text[start])
                return at + 1 - start;
            if (text[start] == '"' && text.AsSpan(at) is ['\\', not ('\r' or '\n'), ..])
                at++;
        }
        return at - start;
    }
}
