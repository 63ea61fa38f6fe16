using System.Text;
using System.Text.Json;

namespace Pawl.Types;

/// <summary>Names in the manners of other languages.</summary>
internal static class SnakeName
{
    public static string Of<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary><c>order_block</c> as <c>OrderBlock</c>.</summary>
    public static string ToPascal(string snake)
    {
        var pascal = new StringBuilder(snake.Length);
        foreach (string word in snake.Split('_', StringSplitOptions.RemoveEmptyEntries))
        {
            pascal.Append(char.ToUpperInvariant(word[0])).Append(word.AsSpan(1));
        }

        return pascal.ToString();
    }
}
