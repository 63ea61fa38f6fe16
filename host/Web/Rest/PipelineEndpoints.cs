using System.Collections.Immutable;
using System.Text;
using Pawl.Host.Commands;
using Pawl.Host.Configuration;
using Pawl.Host.Drawing;
using Pawl.Host.Explaining;
using Pawl.Host.Verification;
using Pawl.Host.Web.Live;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Web.Rest;

/// <summary>Pipelines, their graphs with what is in them, and why an output is what it is.</summary>
internal static class PipelineEndpoints
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>An explanation runs a log again: one at a time.</summary>
    private static readonly SemaphoreSlim Explaining = new(1, 1);

    private static readonly Parameter OfPipeline = new("id", "the name of a pipeline", "string", "demo");

    public static ImmutableArray<Endpoint> All { get; } =
    [
        new("GET", "/pipelines", "pipelines", "The pipeline that runs, and those of the folder config/pipelines, whose graphs may be looked at and which a replayed session may be tried with.", new Answer(
            AnswerKind.Page, ("id", "its name"), ("runs", "whether it runs"), ("symbols", "the symbols that it runs, or names"), ("nodes", "how many nodes it has")), request => Task.FromResult(Pipelines(request))),
        new("GET", "/pipelines/{id}/graph", "pipelines", "The graph of a pipeline, as 'pawl dag --format json' writes it.", new Answer(AnswerKind.Object, ("nodes", "see docs/reference/dag.schema.json")), request =>
        {
            PipelineData known = request.Run.Pipelines.Find(request.Path("id"));
            string rules = known == request.Run.Data ? known.Instruments.Describe() : "";
            return Task.FromResult(new Reply(Encoding.UTF8.GetBytes(JsonDrawing.Draw(GraphDrawing.Of(known.Graph, rules)))));
        }) { InPath = [OfPipeline] },
        new("GET", "/pipelines/{id}/graph/live", "pipelines", "The values of the nodes of a pipeline at this moment; who asks again within ten seconds gets counts and times, too.", new Answer(
            AnswerKind.Object,
            ("symbol", "the symbol whose log it is"), ("seq", "the number of its last event"), ("time", "the time of the log"),
            ("nodes", "by node and source: id as in the graph, state (waiting for its first value, ready, quiet since its inputs have changed, failed), runs since somebody looks, updated, nanoseconds of a run, and data")), Live)
        {
            InPath = [OfPipeline],
            Query = [new("symbol", "the symbol; the first one without it", "string", "ES")],
        },
        new("GET", "/explain/{id}", "pipelines", "Why an output is what it is, down to the market events, as 'pawl explain --format json' writes it.", new Answer(AnswerKind.Object, ("value", "see docs/reference/explain.schema.json")), Explain)
        {
            InPath = [new("id", "the id of an output, percent-encoded", "string", "ES:2852:3")],
        },
    ];

    private static Reply Pipelines(ApiRequest request) => Reply.Page(json =>
    {
        foreach (PipelineData known in request.Run.Pipelines.All)
        {
            bool runs = known == request.Run.Data;
            json.WriteStartObject();
            json.WriteString("id", known.Graph.Name);
            json.WriteBoolean("runs", runs);
            json.WriteStartArray("symbols");
            foreach (string symbol in runs ? request.Run.Symbols : known.Graph.DeclaredSymbols)
            {
                json.WriteStringValue(symbol);
            }

            json.WriteEndArray();
            json.WriteNumber("nodes", known.Graph.Nodes.Count(n => n.Kind is not null));
            json.WriteEndObject();
        }
    });

    private static async Task<Reply> Live(ApiRequest request)
    {
        if (request.Run.Pipelines.Find(request.Path("id")) != request.Run.Data)
        {
            throw new Problem(404, $"pipeline {Shown.Of(request.Path("id"))} does not run here; '{request.Run.Data.Graph.Name}' does");
        }

        string? wanted = request.Query("symbol");
        WatchedLog log = (wanted is null ? (request.Run.Watch.Logs is [var first, ..] ? first : null) : request.Run.Watch.Find(wanted))
            ?? throw new Problem(wanted is null ? 503 : 404, wanted is null ? "no symbol has had an event yet; wait for the first one" : $"there is no symbol {Shown.Of(wanted)}; /api/v1/symbols lists them");
        LogPicture picture;
        try
        {
            picture = await log.AskAsync().WaitAsync(Patience, request.Stop);
        }
        catch (TimeoutException)
        {
            throw new Problem(503, $"the run was too busy to be looked at for {Patience.TotalSeconds} s; try again in a moment");
        }

        string symbol = wanted ?? log.Symbols[0];
        return Reply.Json(json => LiveGraph.Write(json, picture, symbol)) with { IsRepeatable = false, Caching = "no-store" };
    }

    private static async Task<Reply> Explain(ApiRequest request)
    {
        if (!OutputId.TryParse(request.Path("id"), out OutputId id))
        {
            throw new Problem(400, $"{Shown.Of(request.Path("id"))} is no id; write one such as ES:2852:3, as metadata.id has it");
        }

        if (!await Explaining.WaitAsync(TimeSpan.FromSeconds(5), request.Stop))
        {
            throw new Problem(503, "another explanation takes long; try again in a moment");
        }

        try
        {
            using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(request.Stop);
            limit.CancelAfter(Patience);
            return new Reply(Encoding.UTF8.GetBytes(await Task.Run(() => Explain(request.Run, id, limit.Token), limit.Token)));
        }
        catch (OperationCanceledException) when (!request.Stop.IsCancellationRequested)
        {
            throw new Problem(503, $"the log is too long to be run again within {Patience.TotalSeconds} s; use 'pawl explain --store {request.Run.Store} --id {id}'");
        }
        finally
        {
            Explaining.Release();
        }
    }

    private static string Explain(ServedRun run, OutputId id, CancellationToken stop)
    {
        PipelineData data = run.Data;
        try
        {
            using RecordedRun recorded = RecordedRun.Open(run.Store, (int)run.Run, data.Graph, data.Instruments, data.File.ScriptsIn);
            return ExplanationJson.Write(Explainer.Of(new ExplainSource(data.Graph, data.Instruments, null, recorded), new IdTarget(id), stop));
        }
        catch (Exception e) when (e is FailureException or StoreException)
        {
            throw new Problem(404, e.Message.Replace("--id ", "", StringComparison.Ordinal));
        }
    }
}
