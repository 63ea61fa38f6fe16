using Pawl.Engine;
using YamlDotNet.Core;

namespace Pawl.Host.Configuration;

/// <summary>A bracket that was open when reading ended.</summary>
internal sealed record Bracket(Place Place, char Opening, char Closing);

/// <summary>Puts what the YAML parser complains about into one line with a remedy.</summary>
internal static class YamlMistake
{
    public const string Anchor = "anchors (&) and aliases (*) are not supported; write the value out, or quote it if it is text";

    private const string Tab = "a tab in the indentation; indent with spaces";

    private const string Prefix = "tag:yaml.org,2002:";

    // What the parser says contains the left; what is said instead, with the remedy, is the right. The first that fits.
    private static readonly (string Sign, string Said)[] Table =
    [
        ("tab", Tab),
        ("found invalid mapping", "': ' inside a value; quote the value, or check the indentation of this line"),
        ("Mapping values are not allowed", "':' where no key stands; quote the value, or check the indentation of this line"),
        ("did not find expected key", "this does not continue the map above; check the indentation, and quotes and brackets before it"),
        ("expected '-' indicator", "this does not continue the list above; begin the line with '- ', or check its indentation"),
        ("could not find expected ':'", "a key without ': '; write 'key: value'"),
        ("found unexpected end of stream", "the quote that begins here is not closed; close it"),
        ("multi-line double-quoted", "the quote that begins here is not closed in its line; close it"),
        ("unknown escape character", "unknown escape in double quotes; write \\\\ for a backslash, or use single quotes"),
        ("hexadecimal number", "unfinished escape in double quotes; write \\xHH or \\uHHHH"),
        ("expected node content", "a value is missing here; look for a comma or bracket too many"),
        ("Block sequence entries", "a list cannot begin here; put '- ' on a line of its own, or write [a, b]"),
        ("Mapping keys are not allowed", "'? ' cannot stand here; quote the value"),
        ("expected <document", "something follows the end of the document; look for brackets too many, and check the indentation"),
        ("incompatible YAML", "only YAML 1 can be read; remove this line"),
        ("directive", "'%' begins a directive of YAML; quote it if it is text"),
        ("anchor", Anchor),
        ("tag", "tags (!) are not supported; remove it, or quote it if it is text"),
        ("block scalar", "nothing may follow '|' or '>' in its line; quote the value if it is text"),
        ("comment", "a comment needs a space before its '#'; quote the text if it is none"),
    ];

    public static string Tag(string name) =>
        $"tags are not supported; remove {Shown.Of(name.StartsWith(Prefix, StringComparison.Ordinal) ? "!!" + name[Prefix.Length..] : name)}";

    public static (Place Place, string Message) Of(Exception e, Place at, string text, Bracket? open)
    {
        if (e is ArgumentException)
            return (at, Say(Of("tag")));
        if (e is YamlException && e.Message.Contains("cannot start any token", StringComparison.Ordinal))
            return (at, Say(Character(at, text)));
        if (open is { } bracket && (e is InvalidOperationException || e.Message.Contains("expected ',' or", StringComparison.Ordinal)))
            return (at, Say(Unclosed(bracket)));
        var said = e is YamlException ? Of(e.Message) : "it breaks off here; look for quotes and brackets that are not closed";
        return (ReferenceEquals(said, Tab) ? FirstTab(at, text) : at, Say(said));
    }

    private static string Say(string what) => "not valid YAML: " + what;

    private static string Of(string message)
    {
        foreach (var (sign, said) in Table)
        {
            if (message.Contains(sign, StringComparison.OrdinalIgnoreCase))
                return said;
        }
        return Shown.Plain(message.TrimEnd('.'), 200) + "; check this line and the one above";
    }

    private static string Unclosed(Bracket open) => FormattableString.Invariant(
        $"a ',' or '{open.Closing}' is missing after the '{open.Opening}' of line {open.Place.Line}, column {open.Place.Column}");

    private static string Character(Place at, string text)
    {
        var line = Line(text, at.Line);
        var character = at.Column <= line.Length ? line[at.Column - 1] : ' ';
        return character == '\t' ? Tab : $"a value cannot begin with {Shown.Of(character.ToString())}; put it in quotes";
    }

    /// <summary>The parser names the map around it instead of the tab.</summary>
    private static Place FirstTab(Place from, string text)
    {
        var lines = text.Split('\n');
        for (var i = from.Line - 1; i < lines.Length; i++)
        {
            var tab = lines[i].AsSpan().IndexOfAnyExcept(' ');
            if (tab >= 0 && lines[i][tab] == '\t')
                return new Place(from.File, i + 1, tab + 1);
        }
        return from;
    }

    private static string Line(string text, int number) => text.Split('\n').ElementAtOrDefault(number - 1) ?? "";
}
