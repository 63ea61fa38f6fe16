using System.Collections.Frozen;
using System.IO.Compression;
using Pawl.Host.Web.Rest;

namespace Pawl.Host.Web;

/// <summary>The dashboard's files, which lie beside the program. They are few and are read once.</summary>
internal sealed class StaticFiles
{
    private const int SmallestToCompress = 1024;
    private const string Forever = "public, max-age=31536000, immutable";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8", [".js"] = "text/javascript; charset=utf-8", [".css"] = "text/css; charset=utf-8", [".svg"] = "image/svg+xml",
        [".png"] = "image/png", [".ico"] = "image/x-icon", [".json"] = "application/json", [".webmanifest"] = "application/manifest+json", [".woff2"] = "font/woff2", [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly FrozenDictionary<string, (Reply Plain, Lazy<Reply?> Small)> files;

    public StaticFiles()
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "dashboard");
        files = (Directory.Exists(folder) ? Directory.GetFiles(folder, "*", SearchOption.AllDirectories) : [])
            .Where(path => Types.ContainsKey(Path.GetExtension(path)))
            .ToFrozenDictionary(path => "/" + Path.GetRelativePath(folder, path).Replace('\\', '/'), Read, StringComparer.Ordinal);
    }

    /// <summary>The file at a path; of a path without an ending the page, which knows its own paths.</summary>
    public Reply? Find(string path, string acceptedEncodings)
    {
        if (!files.TryGetValue(path, out (Reply Plain, Lazy<Reply?> Small) file))
        {
            if (Path.HasExtension(path))
            {
                return null;
            }

            if (!files.TryGetValue("/index.html", out file))
            {
                return path == "/" ? ApiPage.Html : null;
            }
        }

        return acceptedEncodings.Contains("br", StringComparison.Ordinal) && file.Small.Value is { } small ? small : file.Plain;
    }

    private static (Reply Plain, Lazy<Reply?> Small) Read(string path)
    {
        // Names of assets are made of their content.
        bool isAsset = Path.GetFileName(Path.GetDirectoryName(path)) == "assets";
        Reply plain = new(File.ReadAllBytes(path), Types[Path.GetExtension(path)]) { Caching = isAsset ? Forever : "no-cache" };
        return (plain, new Lazy<Reply?>(() => Compress(plain)));
    }

    private static Reply? Compress(Reply plain)
    {
        if (plain.Body.Length < SmallestToCompress)
        {
            return null;
        }

        using MemoryStream to = new();
        using (BrotliStream brotli = new(to, CompressionLevel.Optimal))
        {
            brotli.Write(plain.Body.Span);
        }

        return plain with { Body = to.ToArray(), Encoding = "br" };
    }
}
