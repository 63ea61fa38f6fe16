using System.CommandLine;

namespace Pawl.Host.Commands;

/// <summary>
/// An option whose text means a value. For the library all of them hold the same type: each type of its own would cost a dozen methods
/// that are compiled at every start.
/// </summary>
/// <typeparam name="T">The value.</typeparam>
internal sealed class ParsedOption<T>
    where T : struct
{
    private readonly Option<object?> option;

    /// <param name="parse">The value of a text; null where it means none.</param>
    /// <param name="remedy">Completes what is said of a text that means none.</param>
    public ParsedOption(string name, string helpName, string description, Func<string, T?> parse, string remedy) =>
        option = new(name)
        {
            Description = description,
            HelpName = helpName,
            CustomParser = result => Options.Parse(result, name, text => parse(text), remedy),
        };

    public static implicit operator Option(ParsedOption<T> parsed) => parsed.option;

    /// <summary>What the command line gives; null where it does not give the option.</summary>
    public T? Of(ParseResult parsed) => (T?)parsed.GetValue(option);
}

/// <summary>Lets options of both sorts be asked alike.</summary>
internal static class ParsedOptions
{
    public static T? GetValue<T>(this ParseResult parsed, ParsedOption<T> option)
        where T : struct => option.Of(parsed);
}
