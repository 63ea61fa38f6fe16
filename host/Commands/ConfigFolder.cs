namespace Pawl.Host.Commands;

/// <summary>The folder <c>config</c>: the one in the current folder, else the one beside the program.</summary>
internal static class ConfigFolder
{
    /// <summary>The path of a file in it; null where it is in neither.</summary>
    public static string? Find(string name)
    {
        string here = Path.Combine("config", name);
        string beside = Path.Combine(AppContext.BaseDirectory, here);
        return File.Exists(here) ? here : File.Exists(beside) ? beside : null;
    }
}
