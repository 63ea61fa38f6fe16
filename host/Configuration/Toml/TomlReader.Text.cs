using System.Globalization;
using System.Text;

namespace Pawl.Host.Configuration.Toml;

// Quoted text, in one line or several. Escapes that mean nothing are reported without leaving the text.
internal sealed partial class TomlReader
{
    private readonly StringBuilder _text = new();

    private ConfigScalar? QuotedText()
    {
        var place = _cursor.Place;
        var quote = _cursor.Next;
        _cursor.Skip();
        for (_text.Clear(), TakePlain(); !_cursor.AtLineEnd; TakePlain())
        {
            if (_cursor.TrySkip(quote))
                return new ConfigScalar(place, _text.ToString(), ConfigScalarKind.Text);
            TakeSign(quote, joinsLines: false);
        }
        Refuse(place, TomlMistake.OpenQuote);
        return null;
    }

    private ConfigScalar? BlockOfText()
    {
        var place = _cursor.Place;
        var quote = _cursor.Next;
        _cursor.Skip(3);
        if (_cursor.AtNewline)
            _cursor.SkipNewline();
        for (_text.Clear(), TakePlain(); !_cursor.AtEnd; TakePlain())
        {
            if (_cursor.AtNewline)
                TakeNewline();
            else if (_cursor.Next != quote)
                TakeSign(quote, joinsLines: true);
            else if (TakeQuotes(quote))
                return new ConfigScalar(place, _text.ToString(), ConfigScalarKind.Text);
        }
        Refuse(place, TomlMistake.OpenBlock);
        return null;
    }

    private void TakePlain()
    {
        var plain = _cursor.Run(c => c is not ('"' or '\'' or '\\' or '\r' or '\n'));
        _text.Append(plain);
        _cursor.Skip(plain.Length);
    }

    private void TakeNewline()
    {
        _text.Append(_cursor.Next == '\r' ? "\r\n" : "\n");
        _cursor.SkipNewline();
    }

    /// <summary>Quotes inside a block; true when they end it. Up to two before the last three belong to the text.</summary>
    private bool TakeQuotes(char quote)
    {
        var count = _cursor.Run(quote == '"' ? c => c == '"' : c => c == '\'').Length;
        if (count > 5)
            Refuse(_cursor.Place, TomlMistake.ManyQuotes);
        _text.Append(quote, count < 3 ? count : Math.Min(count - 3, 2));
        _cursor.Skip(count);
        return count >= 3;
    }

    /// <summary>A backslash, or a quote of the other sort.</summary>
    private void TakeSign(char quote, bool joinsLines)
    {
        if (quote == '\'' || _cursor.Next != '\\')
        {
            _text.Append(_cursor.Next);
            _cursor.Skip();
        }
        else if (!joinsLines || !TrySkipLineJoint())
        {
            TakeEscape();
        }
    }

    /// <summary>A backslash at the end of a line takes the gap after it out of the text.</summary>
    private bool TrySkipLineJoint()
    {
        var rest = _cursor.Text.AsSpan(_cursor.Position + 1);
        var blanks = rest.IndexOfAnyExcept(' ', '\t');
        if (blanks < 0 || rest[blanks] is not ('\r' or '\n'))
            return false;
        _cursor.Skip(1 + blanks);
        for (; _cursor.AtNewline; _cursor.SkipBlanks())
            _cursor.SkipNewline();
        return true;
    }

    private void TakeEscape()
    {
        var place = _cursor.Place;
        _cursor.Skip();
        if (_cursor.AtLineEnd)
            return;
        var sign = _cursor.Next;
        _cursor.Skip();
        if (sign is 'u' or 'U')
        {
            TakeCharacter(sign == 'u' ? 4 : 8, place);
            return;
        }
        var meant = sign switch { 'b' => '\b', 't' => '\t', 'n' => '\n', 'f' => '\f', 'r' => '\r', '"' => '"', '\\' => '\\', _ => '\0' };
        if (meant == '\0')
            Refuse(place, TomlMistake.Escape);
        else
            _text.Append(meant);
    }

    private void TakeCharacter(int digits, Engine.Place place)
    {
        var hex = _cursor.Run(char.IsAsciiHexDigit);
        if (hex.Length >= digits
            && Rune.TryCreate(uint.Parse(hex[..digits], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture), out var character))
        {
            _text.Append(character);
            _cursor.Skip(digits);
        }
        else
        {
            Refuse(place, TomlMistake.Unicode);
        }
    }
}
