using System.Collections.Immutable;

namespace Pawl.Host.Web.Rest;

/// <summary>Parameters that many endpoints have.</summary>
internal static class CommonParameters
{
    public static Parameter Run { get; } = new("run", "a run of the store, by its number; the one that is served without it", "integer");

    /// <summary>The parameters of every list that has pages.</summary>
    public static ImmutableArray<Parameter> Paging { get; } =
    [
        new("limit", $"items of a page, 1 to {ApiRequest.MostItems}; {ApiRequest.UsualItems} without it", "integer", "100"),
        new("cursor", "where the page begins: 'next' of the page before"),
        new("order", "by time, the oldest first unless it says desc") { Words = ["asc", "desc"] },
        new("from", "the first moment, ISO 8601", "string", "2026-01-05T14:30:00Z"),
        new("to", "the moment behind the last one, ISO 8601"),
        Run,
    ];

    public static Parameter InSymbol { get; } = new("symbol", "the symbol", "string", "ES");

    public static Parameter InNode { get; } = new("node", "the id of a node of the pipeline that is published", "string", "rsi");
}
