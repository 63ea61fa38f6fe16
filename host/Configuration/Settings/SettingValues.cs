namespace Pawl.Host.Configuration.Settings;

/// <summary>The settings of a run: what was given, and the defaults of the rest.</summary>
public sealed class SettingValues
{
    private readonly Dictionary<Setting, object> _given = [];

    public T Get<T>(Setting<T> setting)
        where T : notnull => _given.TryGetValue(setting, out var value) ? (T)value : setting.Default;

    /// <summary>Sets a value, over what was there.</summary>
    internal void Set(Setting setting, object value) => _given[setting] = value;
}
