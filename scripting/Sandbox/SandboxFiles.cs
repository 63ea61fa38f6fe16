using System.Collections.Concurrent;

namespace Pawl.Scripting.Sandbox;

/// <summary>The sandbox's own files in Lua, which lie in the assembly.</summary>
internal static class SandboxFiles
{
    private static readonly ConcurrentDictionary<string, byte[]> Read = new(StringComparer.Ordinal);

    public static ReadOnlySpan<byte> Of(string name) => Read.GetOrAdd(name, static name =>
    {
        using var stream = typeof(SandboxFiles).Assembly.GetManifestResourceStream("lua/" + name)!;
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    });
}
