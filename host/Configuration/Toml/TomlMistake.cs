namespace Pawl.Host.Configuration.Toml;

/// <summary>What is said of text that is not TOML, each with its remedy.</summary>
internal static class TomlMistake
{
    public const string TooDeep = "lists and tables are nested deeper than 32; look for brackets or dots too many";

    public const string NoValue = "a value is missing here; write one, text in double quotes";

    public const string NoKey = "a key is missing here; write 'key = value', or put a '#' before a comment";

    public const string OpenQuote = "the quote that begins here is not closed in its line; close it";

    public const string OpenBlock = "the text that begins here is not closed; end it with the same three quotes";

    public const string ManyQuotes = "more than two quotes before the three that close the text; escape them";

    public const string LongKey = "three quotes cannot begin a key; write it in one line with single ones";

    public const string Escape = "unknown escape in double quotes; write \\\\ for a backslash, or use single quotes";

    public const string Unicode = "not a character; write \\uHHHH or \\UHHHHHHHH with hexadecimal digits of one, up to 10FFFF without D800 to DFFF";

    public const string BraceLine = "a table in braces ends in the line in which it began; write it in one line, or as a [table]";

    public const string BraceComma = "a comma before '}' is not allowed; remove it";

    public const string BareReturn = "a carriage return without a line feed; end lines with LF or CRLF";

    public static string NoEquals(string key) => $"no '=' after key {Shown.Of(key)}; write 'key = value'";

    public static string Follows(string text, string what) =>
        $"{Shown.Of(text)} follows {what}; put it on a line of its own, or a '#' before it";

    public static string NoComma(char bracket, int line, int column) => FormattableString.Invariant(
        $"a ',' or '{(bracket == '[' ? ']' : '}')}' is missing after the '{bracket}' of line {line}, column {column}");

    public static string HeaderEnd(string bracket) => $"the header is not closed; write {bracket} after its last key";
}
