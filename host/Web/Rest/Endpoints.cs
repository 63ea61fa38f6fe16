using System.Collections.Immutable;

namespace Pawl.Host.Web.Rest;

/// <summary>Everything that may be asked for under <c>/api/v1</c>. A new endpoint is one entry here.</summary>
internal static class Endpoints
{
    public const string Root = "/api/v1";

    public static ImmutableArray<Endpoint> All { get; } = [.. MarketEndpoints.All, .. TradingEndpoints.All, .. OrderEndpoints.All, .. PipelineEndpoints.All, .. RunEndpoints.All, .. OperationEndpoints.All];

    /// <summary>A page of messages of the store.</summary>
    public static async Task<Reply> Page(ApiRequest request, StorePool store, MessageQuery query)
    {
        query = query with
        {
            Run = request.StoredRun(), From = request.Time("from"), To = request.Time("to"), After = request.Cursor(), Descends = request.Descends(), Limit = request.Limit(),
        };
        (List<ReadOnlyMemory<byte>> items, string? next) = await store.Use(s => s.Read(query), request.Stop);
        return Reply.Page(items, next);
    }
}
