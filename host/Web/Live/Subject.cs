using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Pawl.Types;

namespace Pawl.Host.Web.Live;

/// <summary>The names under which messages are published: the subjects of the catalogue, their braces filled in.</summary>
public static class Subject
{
    /// <summary>What the names of previews begin with.</summary>
    public const string Preview = "dashboard.stream.";

    /// <summary>What the names of subjects begin with that need the right to orders.</summary>
    public const string Orders = "orders.";

    private static readonly FrozenDictionary<string, string> Templates = MessageCatalogue.Types().ToFrozenDictionary(t => t.Name, t => t.Subject, StringComparer.Ordinal);

    /// <summary>The subject of a confirmed message.</summary>
    /// <param name="account">The account that orders belong to.</param>
    public static string Of(string type, string symbol, string timeFrame, string node, string account)
    {
        StringBuilder name = new();
        string template = Templates.GetValueOrDefault(type, MessageType.Indicator.Subject);
        while (template.IndexOf('{', StringComparison.Ordinal) is >= 0 and var open)
        {
            int close = template.IndexOf('}', StringComparison.Ordinal);
            name.Append(template.AsSpan(0, open)).Append(Token(template[(open + 1)..close] switch
            {
                "symbol" => symbol,
                "tf" => timeFrame,
                "id" => node,
                "account" => account,
                _ => "engine",
            }));
            template = template[(close + 1)..];
        }

        return name.Append(template).ToString();
    }

    /// <summary>The subject of what would be said if the forming bar ended now.</summary>
    public static string OfPreview(string type, string symbol, string timeFrame, string node) =>
        Preview + (type == "candle" ? $"candles.{Token(symbol)}.{Token(timeFrame)}" : $"indicators.{Token(symbol)}.{Token(node)}");

    /// <summary>One token: bytes outside of <c>A-Z a-z 0-9 _ -</c> are written as <c>=XX</c>.</summary>
    public static string Token(string text)
    {
        if (text.AsSpan().IndexOfAnyExcept(Plain) < 0)
        {
            return text;
        }

        StringBuilder token = new();
        foreach (byte one in Encoding.UTF8.GetBytes(text))
        {
            _ = Plain.Contains((char)one) ? token.Append((char)one) : token.Append(CultureInfo.InvariantCulture, $"={one:X2}");
        }

        return token.ToString();
    }

    private static readonly System.Buffers.SearchValues<char> Plain =
        System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");
}
