using Pawl.Engine;

namespace Pawl.Host.Configuration.Toml;

/// <summary>A place in the text that moves forward only, and knows its line.</summary>
internal sealed class TomlCursor(string file, string text)
{
    private int _line = 1;
    private int _lineStart;

    public string Text => text;

    public int Position { get; private set; }

    public bool AtEnd => Position == text.Length;

    /// <summary>The next character; at the end of the text <c>'\0'</c>, which no text holds.</summary>
    public char Next => Position < text.Length ? text[Position] : '\0';

    /// <summary>Whether nothing follows in this line.</summary>
    public bool AtLineEnd => AtEnd || AtNewline;

    public bool AtNewline => Next is '\n' or '\r';

    public Place Place => new(file, _line, Position - _lineStart + 1);

    public bool StartsWith(string sign) => text.AsSpan(Position).StartsWith(sign, StringComparison.Ordinal);

    /// <summary>Goes on over characters that are no newline.</summary>
    public void Skip(int count = 1) => Position += count;

    public bool TrySkip(char sign)
    {
        var found = Next == sign;
        if (found)
            Position++;
        return found;
    }

    /// <summary>Goes over LF or CRLF.</summary>
    public void SkipNewline()
    {
        Position += Next == '\r' ? 2 : 1;
        _line++;
        _lineStart = Position;
    }

    public void SkipBlanks()
    {
        while (Next is ' ' or '\t')
            Position++;
    }

    public void SkipLine()
    {
        var rest = text.AsSpan(Position);
        var end = rest.IndexOf('\n');
        Position = end < 0 ? text.Length : Position + end - (end > 0 && rest[end - 1] == '\r' ? 1 : 0);
    }

    /// <summary>Goes over blanks and a comment to the end of the line, where they reach it.</summary>
    public void SkipBlanksAndComment()
    {
        SkipBlanks();
        if (Next == '#')
            SkipLine();
    }

    /// <summary>Goes over blanks, comments and newlines.</summary>
    public void SkipGap()
    {
        for (SkipBlanksAndComment(); AtNewline; SkipBlanksAndComment())
            SkipNewline();
    }

    /// <summary>The characters from here that fit, without going over them.</summary>
    public ReadOnlySpan<char> Run(Func<char, bool> fits)
    {
        var end = Position;
        while (end < text.Length && fits(text[end]))
            end++;
        return text.AsSpan(Position, end - Position);
    }
}
