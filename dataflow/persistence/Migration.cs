using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Pawl.Recovery;

namespace Pawl.Persistence;

/// <summary>A step of a schema: a numbered file, applied once, only forward.</summary>
/// <param name="Number">Its number; they are applied in this order.</param>
/// <param name="Name">What it makes.</param>
/// <param name="Sql">As it stands in the file.</param>
public sealed record Migration(long Number, string Name, string Sql)
{
    /// <summary>By it a file that was changed since it was applied is found.</summary>
    public string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql)));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number:0000} {Name}");

    /// <summary>Those that come with a program, in order.</summary>
    public static IReadOnlyList<Migration> In(Assembly assembly) =>
        [.. SqlFiles.In(assembly, "migration").Select(f => new Migration(int.Parse(f.Name.AsSpan(0, 4), CultureInfo.InvariantCulture), f.Name[5..], f.Sql))];

    /// <summary>Those that are still to be applied.</summary>
    /// <param name="all">Those of this program.</param>
    /// <param name="applied">What was applied.</param>
    /// <param name="place">The database, for messages.</param>
    /// <exception cref="StoreException">Something else was applied than this program has.</exception>
    public static IReadOnlyList<Migration> Pending(IReadOnlyList<Migration> all, IReadOnlyList<(long Number, string Name, string Checksum)> applied, string place)
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentNullException.ThrowIfNull(applied);
        foreach ((long number, string _, string checksum) in applied)
        {
            if (all.FirstOrDefault(m => m.Number == number) is not { } own)
            {
                throw new StoreException($"{place}: was written by a newer pawl (schema {number}, this one knows {all[^1].Number}); use that one");
            }

            if (own.Checksum != checksum)
            {
                throw new StoreException($"{place}: its schema {number} is not the one of this program; use the program that wrote it, or choose another place");
            }
        }

        return [.. all.Where(m => applied.All(a => a.Number != m.Number))];
    }
}
