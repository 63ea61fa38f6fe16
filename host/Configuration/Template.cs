namespace Pawl.Host.Configuration;

/// <summary>Text with variables: <c>$name</c> is a variable, <c>$$</c> a dollar sign. A name is letters and digits, the first a letter.</summary>
internal sealed class Template
{
    private readonly List<(bool IsVariable, string Text)> _parts = [];

    public Template(string text)
    {
        var at = 0;
        while (at < text.Length)
        {
            var dollar = text.IndexOf('$', at);
            if (dollar < 0)
                dollar = text.Length;
            if (dollar > at)
                _parts.Add((false, text[at..dollar]));
            if (dollar == text.Length)
                break;
            var end = dollar + 1;
            while (end < text.Length && (end == dollar + 1 ? char.IsAsciiLetter(text[end]) : char.IsAsciiLetterOrDigit(text[end])))
                end++;
            var isDollar = end < text.Length && text[end] == '$' && end == dollar + 1;
            _parts.Add(isDollar ? (false, "$") : (true, text[(dollar + 1)..end]));
            at = isDollar ? end + 1 : end;
        }
    }

    /// <summary>The variables in the order of the text; an empty name where a dollar sign stands before none.</summary>
    public IEnumerable<string> Variables => _parts.Where(part => part.IsVariable).Select(part => part.Text);

    /// <summary>The text with each variable replaced.</summary>
    public string Fill(Func<string, string> valueOf) =>
        string.Concat(_parts.Select(part => part.IsVariable ? valueOf(part.Text) : part.Text));

    public static bool IsName(string text) => text.Length > 0 && char.IsAsciiLetter(text[0]) && text.All(char.IsAsciiLetterOrDigit);
}
