using System.Collections;
using System.CommandLine;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Host.Configuration.Settings;

namespace Pawl.Host.Commands;

/// <summary>The options of a command that reads settings. Nothing else of the program asks the environment for them.</summary>
/// <param name="withSet">False for a verb to which <c>--set</c> means something else.</param>
/// <param name="withProfile">Whether it works in several forms of a system, each of which has a file of settings.</param>
internal sealed class SettingOptions(bool withSet = true, bool withProfile = false)
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

    private readonly Option<string?> profile = new("--profile")
    {
        Description = "The settings of config/NAME.toml, here or beside the program; --profile redis is the Redis form.",
        HelpName = "NAME",
    };

    public void AddTo(Command command)
    {
        command.Add(config);
        if (withProfile)
        {
            command.Add(profile);
        }

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

        if (given is not null && withProfile && parsed.GetValue(profile) is not null)
        {
            throw new UsageException("--profile stands for a file of settings, and --config gives another; leave one out");
        }

        SettingValues values = SettingReader.Read(SettingTable.All, new SettingSources
        {
            File = given ?? (withProfile && parsed.GetValue(profile) is { } name ? FileOf(name) : ConfigFolder.Find("pawl.toml")),
            Environment = Variables(),
            Assignments = withSet ? parsed.GetValue(set) ?? [] : [],
        }, out IReadOnlyList<Diagnostic> errors);
        return errors.Count == 0 ? values
            : errors.All(e => e.Place.File == SettingReader.Option) ? throw new UsageException(string.Join("; ", errors))
            : throw new FailureException([.. errors.Select(e => e.ToString())]);
    }

    /// <summary>The same words, for another process of this program.</summary>
    public IReadOnlyList<string> HandOn(ParseResult parsed) =>
    [
        .. parsed.GetValue(config) is { } file ? (string[])["--config", file] : [],
        .. withProfile && parsed.GetValue(profile) is { } name ? (string[])["--profile", name] : [],
        .. (withSet ? parsed.GetValue(set) ?? [] : []).SelectMany(s => (string[])["--set", s]),
    ];

    private static string FileOf(string profile) =>
        (profile.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-') ? ConfigFolder.Find(profile + ".toml") : null)
        ?? throw new UsageException($"--profile {Shown.Of(profile)}: there is no file of settings of that name in config, neither here nor beside the program; write redis");

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
