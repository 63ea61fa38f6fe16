namespace Pawl.Tests.Support;

/// <summary>Where the tests find the repository's own files and, beside it, the recorded market data.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path below the root.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>A path below the folder <c>shared</c> beside the root; it need not exist.</summary>
    public static string Shared(params string[] parts) => Path.Combine([Path.GetDirectoryName(Root)!, "shared", .. parts]);

    private static string FindRoot()
    {
        for (string? folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Pawl.slnx"))) return folder;
        }

        throw new InvalidOperationException($"no Pawl.slnx above {AppContext.BaseDirectory}: run the tests from their build output");
    }
}
