namespace Pawl.Host.Web.Live;

/// <summary>
/// Which subjects somebody wants: tokens, of which <c>*</c> stands for any one and <c>&gt;</c>, at the end, for one or more. Or which channels of
/// Redis: their names begin with <see cref="Published"/>, and <c>*</c> stands for any text.
/// </summary>
public sealed class SubjectPattern
{
    /// <summary>What the names of channels of Redis begin with.</summary>
    public const string Published = "pub:";

    private const int LongestPattern = 256;

    private readonly string[] tokens;

    // Of a pattern of channels, the texts between its stars.
    private string[]? texts;

    private SubjectPattern(string text, string[] tokens)
    {
        Text = text;
        this.tokens = tokens;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern; null with the reason where it is none.</summary>
    public static SubjectPattern? TryParse(string text, out string mistake)
    {
        mistake = "";
        string[] parts = text.Split('.');
        bool isWhole = text.Length is > 0 and <= LongestPattern && Array.TrueForAll(parts, IsToken) && Array.IndexOf(parts, ">") is var rest && (rest < 0 || rest == parts.Length - 1);
        if (!isWhole)
        {
            mistake = "write tokens of A-Z a-z 0-9 _ - = with points between them, '*' for any token, '>' at the end for the rest";
            return null;
        }

        return new SubjectPattern(text, parts);
    }

    /// <summary>Reads a pattern of channels of Redis; null with the reason where it is none.</summary>
    public static SubjectPattern? TryParsePublished(string text, out string mistake)
    {
        mistake = "";
        if (text.Length > LongestPattern || !text.StartsWith(Published, StringComparison.Ordinal) || text.Any(c => !char.IsAscii(c) || char.IsControl(c)))
        {
            mistake = $"write {Published}ind:*, {Published}candle:60s:* or another name of a channel, with '*' for any text";
            return null;
        }

        return new SubjectPattern(text, [text]) { texts = text.Split('*') };
    }

    /// <summary>Whether it means a subject, or where it is one of channels, a channel.</summary>
    public bool Matches(string subject)
    {
        if (subject.StartsWith(Published, StringComparison.Ordinal) || texts is not null)
        {
            return texts is not null && MatchesName(subject);
        }

        ReadOnlySpan<char> left = subject;
        for (int i = 0; i < tokens.Length; i++)
        {
            if (tokens[i] == ">")
            {
                return left.Length > 0;
            }

            int end = left.IndexOf('.');
            ReadOnlySpan<char> token = end < 0 ? left : left[..end];
            bool isLast = i == tokens.Length - 1;
            if ((end < 0) != isLast || (tokens[i] != "*" && !token.SequenceEqual(tokens[i])))
            {
                return false;
            }

            left = end < 0 ? default : left[(end + 1)..];
        }

        return true;
    }

    /// <summary>Whether it names subjects by what they begin with, and not by a wild card.</summary>
    /// <param name="beginning">A token and the point behind it.</param>
    public bool IsOf(string beginning) => tokens.Length > 1 && tokens[0] == beginning[..^1];

    private bool MatchesName(ReadOnlySpan<char> name)
    {
        if (texts!.Length == 1)
        {
            return name.SequenceEqual(texts[0]);
        }

        if (name.Length < texts[0].Length + texts[^1].Length || !name.StartsWith(texts[0]) || !name.EndsWith(texts[^1]))
        {
            return false;
        }

        name = name[texts[0].Length..^texts[^1].Length];
        foreach (string part in texts.AsSpan(1..^1))
        {
            int at = name.IndexOf(part);
            if (at < 0)
            {
                return false;
            }

            name = name[(at + part.Length)..];
        }

        return true;
    }

    private static bool IsToken(string token) => token is "*" or ">" || (token.Length > 0 && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '='));
}
