using Pawl.Engine;

namespace Pawl.Host.Configuration.Settings;

/// <summary>Reads the settings of a table from all their sources, and reports the mistakes of all of them.</summary>
public static class SettingReader
{
    /// <summary>What a mistake on the command line begins with.</summary>
    public const string Option = "--set";

    private const int SecretBytes = 64 * 1024;

    /// <summary>Reads what the sources give.</summary>
    /// <param name="errors">All mistakes: of the file, of the environment by name, of the command line.</param>
    public static SettingValues Read(IReadOnlyList<Setting> table, SettingSources sources, out IReadOnlyList<Diagnostic> errors)
    {
        var values = new SettingValues();
        var all = new List<Diagnostic>();
        if (sources.File is { } path)
        {
            var mistakes = new Mistakes(path);
            if (ConfigReader.Read(path, mistakes) is { } root)
                new SettingShape(mistakes, table).Read(root, values);
            all.AddRange(mistakes.InOrder());
        }
        foreach (var name in sources.Environment.Keys.Order(StringComparer.Ordinal))
        {
            var text = sources.Environment[name];
            if (!name.StartsWith(Setting.VariablePrefix, StringComparison.Ordinal) || text.Length == 0)
                continue;
            var mistakes = new Mistakes(name);
            Variable(table, name, text, sources.Environment, mistakes, values);
            all.AddRange(mistakes.InOrder());
        }
        foreach (var text in sources.Assignments)
        {
            var mistakes = new Mistakes(Option);
            Assignment(table, text, mistakes, values);
            all.AddRange(mistakes.InOrder());
        }
        errors = all;
        return values;
    }

    private static void Variable(
        IReadOnlyList<Setting> table, string name, string text, IReadOnlyDictionary<string, string> environment, Mistakes mistakes, SettingValues values)
    {
        var setting = table.FirstOrDefault(known => known.Variable == name);
        if (setting is not null)
        {
            Take(setting, "", text, mistakes, values);
            return;
        }
        setting = table.FirstOrDefault(known => known.IsSecret && known.Variable + Setting.FileSuffix == name);
        if (setting is null)
            mistakes.Add($"unknown setting; {Meant(name, [.. table.SelectMany(Variables)], "__")}");
        else if (environment.TryGetValue(setting.Variable, out var direct) && direct.Length > 0)
            mistakes.Add($"{setting.Variable} is set too; unset one of them");
        else
            SecretFile(setting, text, mistakes, values);
    }

    private static IEnumerable<string> Variables(Setting setting) =>
        setting.IsSecret ? [setting.Variable, setting.Variable + Setting.FileSuffix] : [setting.Variable];

    private static void SecretFile(Setting setting, string path, Mistakes mistakes, SettingValues values)
    {
        var inFile = new Mistakes(path);
        var secret = ConfigText.Read(path, inFile, SecretBytes)?.Trim();
        foreach (var mistake in inFile.InOrder())
            mistakes.Add(mistake.ToString());
        if (secret is "")
            mistakes.Add($"{inFile.File}: holds nothing; write the secret into it");
        else if (secret is not null)
            values.Set(setting, new Secret(secret));
    }

    private static void Assignment(IReadOnlyList<Setting> table, string text, Mistakes mistakes, SettingValues values)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0)
        {
            mistakes.Add($"{Shown.Of(text)} names no value; write section.key=value");
            return;
        }
        var name = text[..equals];
        if (table.FirstOrDefault(known => known.Name == name) is not { } setting)
            mistakes.Add($"unknown setting {Shown.Of(name)}; {Meant(name, [.. table.Where(known => !known.IsSecret).Select(known => known.Name)], ".")}");
        else if (setting.IsSecret)
            mistakes.Add(OnlyFromEnvironment(setting));
        else
            Take(setting, $"'{setting.Name}' ", text[(equals + 1)..], mistakes, values);
    }

    private static void Take(Setting setting, string who, string text, Mistakes mistakes, SettingValues values)
    {
        if (setting.Parse(text) is { } value)
            values.Set(setting, value);
        else
            mistakes.Add($"{who}must be {setting.Expected}, not {Shown.Of(text)}");
    }

    internal static string OnlyFromEnvironment(Setting setting) =>
        $"'{setting.Name}' is a secret; give it in the environment variable {setting.Variable}, or in a file that {setting.Variable}{Setting.FileSuffix} names";

    /// <summary>What was perhaps meant: the nearest name, else those of its section, else the sections.</summary>
    private static string Meant(string name, string[] known, string separator)
    {
        if (Nearest.Of(name, known) is { } nearest)
            return $"did you mean '{nearest}'?";
        string section = SectionOf(name, separator);
        string[] same = Array.FindAll(known, other => SectionOf(other, separator) == section);
        return same.Length > 0
            ? $"{section} has {string.Join(", ", same)}"
            : $"it would begin with {string.Join(", ", known.Select(other => SectionOf(other, separator)).Distinct())}";
    }

    private static string SectionOf(string name, string separator) =>
        name.LastIndexOf(separator, StringComparison.Ordinal) is > 0 and var end ? name[..end] : "";
}
