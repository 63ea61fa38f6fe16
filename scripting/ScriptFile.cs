using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace Pawl.Scripting;

/// <summary>A version of a script.</summary>
/// <param name="Name">Its name, <c>[a-z0-9_-]{1,64}</c>.</param>
/// <param name="Source">The bytes of its file.</param>
public sealed record ScriptFile(string Name, ImmutableArray<byte> Source)
{
    /// <summary>The ending of the files.</summary>
    public const string Ending = ".lua";

    public const int MaxNameLength = 64;

    private static readonly SearchValues<char> NameSigns = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_-");

    public ScriptFile(string name, string source) : this(name, [.. Encoding.UTF8.GetBytes(source)])
    {
    }

    /// <summary>A number that stands for the content: the beginning of its SHA-256; never 0.</summary>
    public long Version { get; } = Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(Source.AsSpan())) & long.MaxValue);

    /// <summary>How errors name it.</summary>
    public string FileName => Name + Ending;

    /// <summary>Whether a script may be called so: then the name is a file's name on every system, and leads nowhere else.</summary>
    public static bool IsName(ReadOnlySpan<char> name) =>
        name.Length is > 0 and <= MaxNameLength && !name.ContainsAnyExcept(NameSigns);
}
