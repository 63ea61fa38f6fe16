using Pawl.Engine;
using Pawl.Host.Configuration.Instruments;
using Pawl.Host.Configuration.Settings;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>The configuration that commands would find, checked as they check it.</summary>
public static class ConfigurationChecks
{
    private const string Group = "configuration";
    private const int MostPipelines = 1000;

    internal static IEnumerable<Finding> All(DateOnly today) =>
        [.. Settings(), .. Variables(SettingTable.All, SettingOptions.Variables()), .. Instruments(today), .. PipelineFiles()];

    private static IEnumerable<Finding> Settings()
    {
        if (ConfigFolder.Find("pawl.toml") is not { } path)
        {
            yield return new Finding(Group, "settings", Health.Ok, "no config/pawl.toml: the defaults hold");
            yield break;
        }

        SettingReader.Read(SettingTable.All, new SettingSources { File = path }, out IReadOnlyList<Diagnostic> errors);
        yield return OfFile("settings", path, errors.Count, "good");
    }

    /// <summary>Overrides by variables; values of secrets and of what is unknown are not shown.</summary>
    public static IEnumerable<Finding> Variables(IReadOnlyList<Setting> table, IReadOnlyDictionary<string, string> environment)
    {
        SettingReader.Read(table, new SettingSources { Environment = environment }, out IReadOnlyList<Diagnostic> errors);
        foreach (Diagnostic error in errors)
        {
            yield return new Finding(Group, "environment", Health.Problem, error.ToString(), $"correct it, or unset {error.Place.File}");
        }

        foreach (Setting setting in table)
        {
            bool isGood = !errors.Any(e => e.Place.File.StartsWith(setting.Variable, StringComparison.Ordinal));
            if (isGood && environment.TryGetValue(setting.Variable, out string? value) && value.Length > 0)
            {
                yield return new Finding(Group, "environment", Health.Ok, setting.IsSecret
                    ? $"{setting.Variable} gives a secret"
                    : $"{setting.Variable}={Configuration.Shown.Plain(value, 60)} overrides files");
            }
            else if (isGood && setting.IsSecret && environment.TryGetValue(setting.Variable + Setting.FileSuffix, out string? file) && file.Length > 0)
            {
                yield return new Finding(Group, "environment", Health.Ok, $"{setting.Variable}{Setting.FileSuffix} gives a secret");
            }
        }
    }

    private static IEnumerable<Finding> Instruments(DateOnly today)
    {
        if (ConfigFolder.Find("instruments.yaml") is not { } path)
        {
            yield return new Finding(Group, "instruments", Health.Ok, "no config/instruments.yaml: every symbol has the default instrument");
            yield break;
        }

        InstrumentsFile? file = InstrumentsFile.Read(path, out IReadOnlyList<Diagnostic> errors);
        yield return OfFile("instruments", path, errors.Count, FormattableString.Invariant($"{file?.Instruments.Count} instruments, {file?.Calendars.Count} calendars"));
        foreach (Finding ending in Calendars(file?.Calendars.Values ?? [], today))
        {
            yield return ending;
        }
    }

    /// <summary>Calendars whose holidays are known for less than a year from now.</summary>
    public static IEnumerable<Finding> Calendars(IEnumerable<TradingCalendar> calendars, DateOnly today) =>
        from calendar in calendars
        where calendar.CoversTo < TradingCalendar.LastYear && new DateOnly(calendar.CoversTo, 12, 31) < today.AddYears(1)
        orderby calendar.Name
        let ended = calendar.CoversTo < today.Year
        select new Finding(Group, "calendars", Health.Warning,
            FormattableString.Invariant($"calendar '{calendar.Name}': holidays {(ended ? "ended with" : "end with")} {calendar.CoversTo}"),
            FormattableString.Invariant($"add those of {calendar.CoversTo + 1} to it, and then raise 'covers: to'"));

    private static IEnumerable<Finding> PipelineFiles()
    {
        string folder = Path.Combine("config", "pipelines");
        string[] files = !Directory.Exists(folder) ? [] :
            [.. Directory.EnumerateFiles(folder).Where(Configuration.ConfigReader.IsNamedAsSuch).Take(MostPipelines).Order(StringComparer.Ordinal)];
        int good = 0;
        foreach (string file in files)
        {
            int mistakes = 0;
            try
            {
                Pipelines.Load(file);
                good++;
            }
            catch (FailureException e)
            {
                mistakes = e.Lines.Count;
            }

            if (mistakes > 0)
            {
                yield return OfFile("pipelines", file, mistakes, "");
            }
        }

        yield return new Finding(Group, "pipelines", Health.Ok, files.Length == 0
            ? "no files in config/pipelines"
            : FormattableString.Invariant($"{folder}: {good} of {files.Length} pipelines good"));
    }

    private static Finding OfFile(string check, string path, int mistakes, string good) => mistakes == 0
        ? new Finding(Group, check, Health.Ok, $"{Configuration.Shown.Plain(path, 200)}: {good}")
        : new Finding(Group, check, Health.Problem,
            FormattableString.Invariant($"{Configuration.Shown.Plain(path, 200)}: {mistakes} mistake{(mistakes == 1 ? "" : "s")}"),
            $"run pawl validate {Configuration.Shown.Plain(path, 200)}");
}
