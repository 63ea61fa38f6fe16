using System.CommandLine;
using Pawl.Host.Configuration;
using Pawl.Scripting;

namespace Pawl.Host.Commands;

/// <summary><c>pawl strategy new</c>: a strategy to begin with.</summary>
internal static class StrategyNewCommand
{
    public static Command Create()
    {
        Argument<string> file = new("FILE") { Description = "The file to write; its name is 1 to 64 small letters, digits, _ and -, and .lua." };
        Verb command = new("new", "Write a strategy to begin with; an existing file is left alone.")
        {
            Examples = ["pawl strategy new my_strategy.lua"],
        };
        command.Add(file);
        command.SetAction(parsed => Run(parsed.GetValue(file)!));
        return command;
    }

    private static int Run(string path)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        if (Path.GetExtension(path) != ScriptFile.Ending || !ScriptFile.IsName(name))
        {
            throw new UsageException($"{Shown.Of(path)} cannot be a script; name it with small letters, digits, _ and -, and {ScriptFile.Ending}");
        }

        try
        {
            using FileStream file = new(path, FileMode.CreateNew, FileAccess.Write);
            using Stream template = typeof(StrategyNewCommand).Assembly.GetManifestResourceStream("strategy_template.lua")!;
            template.CopyTo(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FailureException(File.Exists(path) ? $"{Shown.Plain(path, 200)}: exists; choose another name" : $"{Shown.Plain(path, 200)}: {e.Message}");
        }

        Console.WriteLine($"{Shown.Plain(path, 200)}: written; try 'pawl strategy test {Shown.Plain(path, 200)} --data FILE'");
        return 0;
    }
}
