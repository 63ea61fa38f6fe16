namespace Pawl.Host.Web.Live;

/// <summary>Which subjects somebody wants: tokens, of which <c>*</c> stands for any one and <c>&gt;</c>, at the end, for one or more.</summary>
public sealed class SubjectPattern
{
    private const int LongestPattern = 256;

    private readonly string[] tokens;

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

    public bool Matches(string subject)
    {
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

    private static bool IsToken(string token) => token is "*" or ">" || (token.Length > 0 && token.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '='));
}
