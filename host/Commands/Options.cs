using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Types;
using Argument = System.CommandLine.Argument;
using Symbol = System.CommandLine.Symbol;

namespace Pawl.Host.Commands;

/// <summary>Options whose errors name the value and what would be right.</summary>
internal static class Options
{
    /// <summary>One of a closed set of words.</summary>
    public static ParsedOption<T> Choice<T>(string name, string description)
        where T : struct, Enum =>
        Parsed(name, string.Join('|', Words<T>()), description, Word<T>, OneOf(Words<T>()));

    /// <summary>The same as an argument that must be given.</summary>
    public static Argument<T> ChoiceArgument<T>(string name, string description)
        where T : struct, Enum => new(name)
        {
            Description = description,
            HelpName = string.Join('|', Words<T>()),
            CustomParser = result => Parse(result, name, text => Word<T>(text), OneOf(Words<T>())) is T value ? value : default,
        };

    public static ParsedOption<int> WholeNumber(string name, string description, int min, int max) =>
        Parsed<int>(name, "N", description,
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= min && number <= max ? number : null,
            $"write a whole number from {min} to {max}");

    public static ParsedOption<Timestamp> Time(string name, string description) =>
        Parsed<Timestamp>(name, "TIME", description,
            text => Timestamp.TryParse(Encoding.UTF8.GetBytes(text), out Timestamp time) ? time : null,
            "write a time like 2024-03-04T15:00:00Z, with Z or an offset");

    /// <summary>Lets an option that takes several values refuse those that look like misspelt options.</summary>
    public static void RefuseOptionsAsValues(Option option, Command command) =>
        option.Validators.Add(result => RefuseOptions(result, result.Tokens, command));

    /// <summary>The same for an argument that takes several values.</summary>
    public static void RefuseOptionsAsValues(Argument argument, Command command) =>
        argument.Validators.Add(result => RefuseOptions(result, result.Tokens, command));

    private static void RefuseOptions(SymbolResult result, IEnumerable<Token> values, Command command)
    {
        foreach (Token token in values.Where(t => t.Value.Length > 1 && t.Value[0] == '-'))
        {
            result.AddError(Unknown(token.Value, command));
        }
    }

    public static string Unknown(string option, Command command) => $"unknown option {Shown.Of(option)}{Meant(option, command.Options)}";

    /// <summary>The nearest of the known names, as a question; empty when none is near.</summary>
    public static string Meant(string name, IEnumerable<Symbol> known) =>
        Nearest.Of(name, known.Select(k => k.Name)) is { } nearest ? $"; did you mean '{nearest}'?" : "";

    private static string[] Words<T>()
        where T : struct, Enum => [.. typeof(T).GetEnumNames().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    private static T? Word<T>(string text)
        where T : struct, Enum =>
        Array.IndexOf(Words<T>(), text.ToLowerInvariant()) is >= 0 and var index ? Enum.GetValues<T>()[index] : null;

    private static string OneOf(string[] words) => $"write {string.Join(", ", words[..^1])} or {words[^1]}";

    /// <summary>Any value that a text may mean; the remedy completes what is said of one that means none.</summary>
    public static ParsedOption<T> Parsed<T>(string name, string helpName, string description, Func<string, T?> parse, string remedy)
        where T : struct =>
        new(name, helpName, description, parse, remedy);

    /// <summary>The value of the one text that was given; where it means none, an error that says the remedy.</summary>
    public static object? Parse(ArgumentResult result, string name, Func<string, object?> parse, string remedy)
    {
        string text = result.Tokens.Single().Value;
        object? value = parse(text);
        if (value is null)
        {
            result.AddError($"{name} {Shown.Of(text)}: {remedy}");
        }

        return value;
    }
}
