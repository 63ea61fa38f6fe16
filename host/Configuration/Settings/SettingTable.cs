using Pawl.Host.Replay;

namespace Pawl.Host.Configuration.Settings;

/// <summary>
/// All settings of the program. Reading, overriding, the JSON Schema, the reference page and the shipped file follow from
/// this table; a setting stands here once something reads it.
/// </summary>
public static class SettingTable
{
    public static Setting<int> Threads { get; } = new(
        "engine", "threads", SettingTypes.WholeNumber(1, 1024), Environment.ProcessorCount,
        "Threads that compute; results do not depend on it. The option --threads overrides it.",
        "as many as there are processors");

    public static Setting<OutputFormat> Format { get; } = new(
        "replay", "format", SettingTypes.Choice<OutputFormat>(), OutputFormat.Jsonl,
        "How outputs are written into a folder: jsonl, one file per log; csv, one file per node. The option --format overrides it.");

    public static Setting<string> Instruments { get; } = new(
        "data", "instruments", SettingTypes.Path, "",
        "The file of instruments and trading calendars, of which --instrument names one.",
        "config/instruments.yaml, in the current folder, else beside the program");

    public static Setting<bool> Progress { get; } = new(
        "terminal", "progress", SettingTypes.Switch, true,
        "Whether a progress bar is shown, where standard error is a terminal.");

    public static IReadOnlyList<Setting> All { get; } = [Threads, Format, Instruments, Progress];
}
