using System.CommandLine;

namespace Pawl.Host.Commands;

/// <summary>The shells that completion is written for.</summary>
internal enum CompletionShell
{
    Bash,
    Zsh,
    Fish,
}

/// <summary><c>pawl completion</c>: what makes a shell complete the command line of pawl.</summary>
internal static class CompletionCommand
{
    public static Command Create()
    {
        Argument<CompletionShell> shell = Options.ChoiceArgument<CompletionShell>("SHELL", "The shell it is for.");
        Verb command = new("completion", "Print a script that completes verbs, options, kinds and files in a shell.")
        {
            Examples =
            [
                "source <(pawl completion bash)",
                "pawl completion zsh > _pawl",
                "pawl completion fish > pawl.fish",
            ],
        };
        command.Add(shell);
        command.SetAction(parsed =>
        {
            IReadOnlyList<CompletedVerb> verbs = CompletedVerb.Of(parsed.RootCommandResult.Command);
            Console.Out.Write(parsed.GetValue(shell) switch
            {
                CompletionShell.Bash => BashScript.Write(verbs),
                CompletionShell.Zsh => ZshScript.Write(verbs),
                _ => FishScript.Write(verbs),
            });
        });
        return command;
    }
}
