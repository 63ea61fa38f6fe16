namespace Pawl.Bench;

/// <summary>Real data beside the repository; rows that need it say so where it is not.</summary>
public static class RealData
{
    public const string Absent = "needs ../shared/data";

    /// <summary>The path of a file of ../shared/data, or null where it is not there.</summary>
    public static string? Find(string name)
    {
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            string path = Path.Combine(at.FullName, "shared", "data", name);
            if (File.Exists(path))
                return path;
        }

        return null;
    }
}
