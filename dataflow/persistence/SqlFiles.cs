using System.Reflection;

namespace Pawl.Persistence;

/// <summary>The files of SQL that come with the program.</summary>
public static class SqlFiles
{
    /// <summary>Those of a folder, by name, in the order of their names.</summary>
    public static IEnumerable<(string Name, string Sql)> In(Assembly assembly, string folder)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        foreach (string name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
            yield return (name[(folder.Length + 1)..^".sql".Length], reader.ReadToEnd());
        }
    }
}
