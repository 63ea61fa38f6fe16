using System.Collections.Frozen;
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
            name.Append(template.AsSpan(0, open)).Append(SubjectToken.Of(template[(open + 1)..close] switch
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
        Preview + (type == "candle" ? $"candles.{SubjectToken.Of(symbol)}.{SubjectToken.Of(timeFrame)}" : $"indicators.{SubjectToken.Of(symbol)}.{SubjectToken.Of(node)}");
}
