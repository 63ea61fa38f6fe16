namespace Pawl.Engine;

/// <summary>Finds what a misspelt name may have meant.</summary>
public static class Nearest
{
    /// <summary>A longer name is not compared: the work grows with its square.</summary>
    private const int LongestName = 100;

    /// <summary>The candidate with the fewest edits, if a third of the name or less would have to change and something stays; else null.</summary>
    public static string? Of(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        if (name.Length > LongestName)
        {
            return null;
        }

        int least = Math.Max(1, name.Length / 3) + 1;
        foreach (string candidate in candidates.Where(c => Math.Abs(c.Length - name.Length) < least))
        {
            int edits = Distance(name.ToUpperInvariant(), candidate.ToUpperInvariant());
            if (edits < least && edits < Math.Max(name.Length, candidate.Length))
            {
                (least, best) = (edits, candidate);
            }
        }

        return best;
    }

    /// <summary>Levenshtein distance, with a swap of neighbours counted once.</summary>
    private static int Distance(string a, string b)
    {
        int[,] d = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    d[i, j] = i + j;
                    continue;
                }

                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
