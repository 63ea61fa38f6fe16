using System.Globalization;
using System.Text;

namespace Pawl.Host.Replay;

/// <summary>Names of symbols and nodes as file names: bytes outside letters, digits, <c>_ . -</c> become <c>=XX</c>.</summary>
internal static class FileNames
{
    public static string Of(string name)
    {
        StringBuilder safe = new();
        foreach (byte b in Encoding.UTF8.GetBytes(name))
        {
            char c = (char)b;
            if (char.IsAsciiLetterOrDigit(c) || c is '_' or '-' || (c == '.' && safe.Length > 0))
            {
                safe.Append(c);
            }
            else
            {
                safe.Append(CultureInfo.InvariantCulture, $"={b:X2}");
            }
        }

        return safe.ToString();
    }

    /// <summary>The file of a node: <c>candle(1m)</c> of SPY is <c>SPY_candle_1m</c>.</summary>
    public static string Of(string symbol, string node) =>
        $"{Of(symbol)}_{Of(node.Replace('(', '_').Replace(")", "", StringComparison.Ordinal))}";
}
