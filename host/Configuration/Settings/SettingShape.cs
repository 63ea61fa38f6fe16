namespace Pawl.Host.Configuration.Settings;

/// <summary>A file of settings: sections with keys.</summary>
internal sealed class SettingShape(Mistakes mistakes, IReadOnlyList<Setting> table)
{
    private readonly Expect _expect = new(mistakes);

    public void Read(ConfigNode root, SettingValues values)
    {
        if (root is ConfigScalar { IsNull: true } || _expect.Map(root, "a configuration file", "a map of sections such as [engine]") is not { } map)
            return;
        var sections = table.Select(setting => setting.Section).Distinct(StringComparer.Ordinal).ToList();
        var entries = _expect.Keys(map, "", sections);
        foreach (var name in sections)
        {
            if (entries.TryGetValue(name, out var entry) && _expect.Map(entry.Value, $"'{name}'", "a section with keys") is { } section)
                Section(name, section, values);
        }
    }

    private void Section(string name, ConfigMapping section, SettingValues values)
    {
        var settings = table.Where(setting => setting.Section == name).ToList();
        var entries = _expect.Keys(section, $"{name}: ", [.. settings.Select(setting => setting.Key)]);
        foreach (var setting in settings)
        {
            if (!entries.TryGetValue(setting.Key, out var entry))
                continue;
            if (setting.IsSecret)
                mistakes.Add(entry.Key.Place, SettingReader.OnlyFromEnvironment(setting));
            else if (entry.Value is ConfigScalar { IsNull: false } scalar && Fits(scalar, setting) && setting.Parse(scalar.Text) is { } value)
                values.Set(setting, value);
            else
                _expect.Report(entry.Value, $"{name}: '{setting.Key}'", setting.Expected + Unquoted(entry.Value, setting));
        }
    }

    /// <summary>What YAML leaves open is what it is read as; what a file types or quotes is that and nothing else.</summary>
    private static bool Fits(ConfigScalar scalar, Setting setting) => scalar.Kind == ConfigScalarKind.Plain || scalar.Kind == setting.Kind;

    private static string Unquoted(ConfigNode value, Setting setting) =>
        value is ConfigScalar { Quoted: true } && setting.Kind != ConfigScalarKind.Text ? " without quotes" : "";
}
