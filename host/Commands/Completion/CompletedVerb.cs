using System.CommandLine;

namespace Pawl.Host.Commands;

/// <summary>An option as a shell needs it.</summary>
/// <param name="Names">The long name, then others.</param>
/// <param name="TakesValue">Whether a value follows.</param>
/// <param name="TakesMany">Whether several values may follow.</param>
/// <param name="IsRepeated">Whether it may be given again.</param>
internal sealed record CompletedOption(IReadOnlyList<string> Names, string Summary, bool TakesValue, bool TakesMany, bool IsRepeated, string ValueName, Candidates Values);

/// <summary>
/// A verb as a shell needs it; the first, without a name, is the program itself. A verb with verbs of its own offers their names, and
/// they follow it under names of two words.
/// </summary>
internal sealed record CompletedVerb(string Name, string Summary, IReadOnlyList<CompletedOption> Options, Candidates Arguments)
{
    public bool HasVerbs { get; private init; }

    /// <summary>The words of its name.</summary>
    public string[] Words => Name.Split(' ');

    public static IReadOnlyList<CompletedVerb> Of(Command root)
    {
        Option[] everywhere = [.. root.Options.Where(o => o.Recursive)];
        return
        [
            Offering(One(root, []) with { Name = "" }, root),
            .. VerbsOf(root, everywhere),
        ];
    }

    private static IEnumerable<CompletedVerb> VerbsOf(Command command, Option[] everywhere) =>
        command.Subcommands.Where(c => !c.Hidden).SelectMany(c => (IEnumerable<CompletedVerb>)[Offering(One(c, everywhere), c), .. VerbsOf(c, everywhere)]);

    private static CompletedVerb Offering(CompletedVerb verb, Command command) => command.Subcommands.Count == 0 ? verb : verb with
    {
        HasVerbs = true,
        Arguments = new Candidates(CandidateKind.Words, [.. command.Subcommands.Where(c => !c.Hidden).Select(c => c.Name)]),
    };

    private static CompletedVerb One(Command command, IEnumerable<Option> everywhere)
    {
        Argument? argument = command.Arguments.FirstOrDefault();
        return new CompletedVerb(
            Verb.Path(command),
            FirstSentence(command.Description),
            [.. command.Options.Concat(everywhere).Where(o => !o.Hidden).Select(One)],
            Candidates.Of(argument?.HelpName ?? argument?.Name));
    }

    private static CompletedOption One(Option option) => new(
        [option.Name, .. option.Aliases.Where(a => a != option.Name && a != "-?")],
        FirstSentence(option.Description),
        option.HelpName is not null,
        option.AllowMultipleArgumentsPerToken,
        option.Arity.MaximumNumberOfValues > 1,
        option.HelpName ?? "",
        Candidates.Of(option.HelpName));

    /// <summary>What stands beside a name in a list: no more than fits there.</summary>
    private static string FirstSentence(string? text)
    {
        string sentence = (text ?? "").Split(". ")[0].Split("; ")[0];
        return sentence.TrimEnd('.');
    }
}
