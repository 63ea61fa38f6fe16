using System.Text;

namespace Pawl.Bus;

/// <summary>
/// Which of a fixed number of partitions a log belongs to: the unit of ownership. Nothing that a log says depends on it, but the
/// number must never change while a system lives.
/// </summary>
/// <param name="count">How many there are.</param>
/// <param name="table">Logs whose partition is said; all others are spread by their names.</param>
public sealed class Partitions(int count, IReadOnlyDictionary<string, int>? table = null)
{
    /// <summary>How many there are unless something else is said.</summary>
    public const int Default = 16;

    public int Count => count;

    /// <summary>The partition of a log, from 0: as the table says, else FNV-1a of its name in UTF-8, modulo their number.</summary>
    public int Of(string log) => table is not null && table.TryGetValue(log, out int said) ? said : (int)(Fnv1A(log) % (uint)count);

    private static uint Fnv1A(string text)
    {
        uint hash = 2_166_136_261;
        foreach (byte one in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ one) * 16_777_619);
        }

        return hash;
    }
}
