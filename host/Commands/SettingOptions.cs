using System.Collections;
using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;

namespace Pawl.Host.Commands;

/// <summary>The options of a command that reads settings. Nothing else of the program asks the environment for them.</summary>
/// <param name="withSet">False for a verb to which <c>--set</c> means something else.</param>
internal sealed class SettingOptions(bool withSet = true)
{
    private readonly Option<string?> config = new("--config")
    {
        Description = "The file of settings; without it config/pawl.toml, here or beside the program, if it is there.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> set = new(SettingReader.Option)
    {
        Description = "Give a setting, over the file and the environment; may be repeated.",
        HelpName = "SECTION.KEY=VALUE",
    };

    public void AddTo(Command command)
    {
        command.Add(config);
        if (withSet)
        {
            command.Add(set);
        }
    }

    /// <summary>The settings of this run.</summary>
    /// <exception cref="FailureException">There are mistakes in them: a line for each.</exception>
    public SettingValues Read(ParseResult parsed)
    {
        string? given = parsed.GetValue(config);
        if (given is not null && !Directory.Exists(given) && !ConfigReader.IsNamedAsSuch(given))
        {
            // Nothing of a file that is no file of settings is shown.
            throw new UsageException($"--config {Shown.Of(given)}: not named .toml, .yaml, .yml or .json; give a file of settings");
        }

        SettingValues values = SettingReader.Read(SettingTable.All, new SettingSources
        {
            File = given ?? ConfigFolder.Find("pawl.toml"),
            Environment = Variables(),
            Assignments = withSet ? parsed.GetValue(set) ?? [] : [],
        }, out IReadOnlyList<Diagnostic> errors);
        return errors.Count == 0 ? values
            : errors.All(e => e.Place.File == SettingReader.Option) ? throw new UsageException(string.Join("; ", errors))
            : throw new FailureException([.. errors.Select(e => e.ToString())]);
    }

    /// <summary>The variables of the environment that may be settings.</summary>
    internal static Dictionary<string, string> Variables()
    {
        Dictionary<string, string> variables = new(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            if (variable.Key is string name && name.StartsWith(Setting.VariablePrefix, StringComparison.Ordinal))
            {
                variables.Add(name, (string?)variable.Value ?? "");
            }
        }

        return variables;
    }
}
