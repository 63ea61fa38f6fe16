using System.Globalization;
using System.Text;

namespace Pawl.Host.Configuration.Settings;

/// <summary>What people read about settings: the reference page, and the file that comes with the program.</summary>
public static class SettingPage
{
    private const string Introduction = """
        # Settings

        What is set once for a machine rather than for a pipeline. Settings come, the later over the earlier, from

        1. the defaults below;
        2. a file: `--config FILE`, else `config/pawl.toml` in the current folder, else the same beside the program, else none;
        3. environment variables, such as `PAWL__ENGINE__THREADS=4`; an empty one counts as not set;
        4. the command line, `--set engine.threads=4`; where a command has an option for it, such as `--threads`, that wins.

        The file is TOML; by its ending it may be YAML as well. All mistakes are told at once, each with its place, and names
        that are unknown are mistakes too, in variables that begin with `PAWL__` as in files. The JSON Schema for editors is
        `config/schemas/settings.schema.json`.

        A secret comes only from its environment variable, or from a file of at most 64 KB that the same variable with `_FILE`
        behind it names; blanks and line breaks around it are cut off. In files of settings and on the command line secrets
        are refused, and they are never printed.

        | setting | value | without it | meaning |
        | --- | --- | --- | --- |

        """;

    /// <summary>The reference page, in Markdown.</summary>
    public static string Write(IReadOnlyList<Setting> table)
    {
        var page = new StringBuilder(Introduction);
        foreach (var setting in table)
            page.Append(CultureInfo.InvariantCulture, $"| `{setting.Name}` | {setting.Expected} | {setting.DefaultMeaning} | {setting.Description} |\n");
        return page.ToString();
    }

    /// <summary>A file with every setting at its default, as comments.</summary>
    public static string WriteFile(IReadOnlyList<Setting> table)
    {
        var file = new StringBuilder("#:schema ./schemas/settings.schema.json\n# Settings of pawl, all at their defaults; docs/reference/configuration.md explains them.\n");
        foreach (var section in table.Where(setting => !setting.IsSecret).GroupBy(setting => setting.Section))
        {
            file.Append(CultureInfo.InvariantCulture, $"\n[{section.Key}]\n");
            foreach (var setting in section)
                file.Append(CultureInfo.InvariantCulture, $"# {setting.Description}\n# {setting.Key} = {setting.DefaultText ?? "…  (" + setting.DefaultMeaning + ")"}\n");
        }
        return file.ToString();
    }
}
