using System.Text;

namespace Pawl.Tests.Unit.Types;

/// <summary>Random numbers and texts that reach the corners more often than uniform ones would.</summary>
internal static class TextCases
{
    /// <summary>A 64-bit number of any magnitude, often with trailing zeros, sometimes at an end of the range.</summary>
    public static long AnyLong(Random random)
    {
        long value = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
        long power = (long)Math.Pow(10, random.Next(12));
        return random.Next(10) switch
        {
            0 => long.MinValue + random.Next(3),
            1 => long.MaxValue - random.Next(3),
            2 or 3 or 4 => value / power * power,
            _ => value,
        };
    }

    /// <summary>A text of the given characters.</summary>
    public static string Text(Random random, string alphabet, int maxLength)
    {
        var text = new StringBuilder();
        for (int length = random.Next(maxLength + 1); length > 0; length--) text.Append(alphabet[random.Next(alphabet.Length)]);
        return text.ToString();
    }

    /// <summary>The text with one character replaced, inserted or removed.</summary>
    public static string Mutate(Random random, string text, string alphabet)
    {
        int at = random.Next(text.Length);
        char character = alphabet[random.Next(alphabet.Length)];
        return random.Next(3) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, character.ToString()),
            _ => text.Remove(at, 1).Insert(at, character.ToString()),
        };
    }

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
