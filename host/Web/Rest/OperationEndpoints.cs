using System.Collections.Immutable;
using System.Text.Json;
using Pawl.Host.Configuration;
using Pawl.Host.Web.Live;
using Pawl.Types;

namespace Pawl.Host.Web.Rest;

/// <summary>Whether all is well, and the brake.</summary>
internal static class OperationEndpoints
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    public static ImmutableArray<Endpoint> All { get; } =
    [
        new("GET", "/health", "operation", "The sources, each with whether it brings anything.", new Answer(
            AnswerKind.Page, ("source", "where the events come from"), ("symbol", "the symbol"), ("state", "live, or stale where nothing has come for ten seconds"), ("since", "the last event, by this machine's clock"),
            ("reason", "why it is stale; empty where it is live"), ("events", "events so far"), ("time", "the newest time of the log")), request => Task.FromResult(Health(request))),
        new("GET", "/alerts", "operation", "What the engine reports of itself: gaps in the input, late ticks, failed nodes, commands.", Answer.Envelopes, request =>
            Endpoints.Page(request, request.Run.Stores, new MessageQuery("operations", 0) { Where = request.Query("symbol") is { } symbol ? [("symbol", [symbol])] : [] }))
        {
            Query = [new("symbol", "the symbol; all without it"), .. CommonParameters.Paging],
        },
        new("GET", "/kill-switch", "operation", "Whether trading is stopped.", SwitchAnswer, request => Task.FromResult(Switch(request.Run.Switch))),
        new("POST", "/kill-switch", "operation", "Stops trading, or allows it again.", SwitchAnswer, request =>
        {
            bool on = request.Body("state") switch
            {
                "on" => true,
                "off" => false,
                var other => throw new Problem(400, $"state={Shown.Of(other ?? "nothing")}: write on or off"),
            };
            request.Run.Switch.Set(on, request.Body("reason") ?? "");
            return Task.FromResult(Switch(request.Run.Switch));
        })
        {
            Needs = Right.Trade,
            Body = [new("state", "on stops, off allows") { IsRequired = true, Words = ["on", "off"] }, new("reason", "why, cut at 64 characters")],
        },
        new("POST", "/tickets", "operation", "A ticket with which a browser opens /ws?ticket=…, where it can send no key: good once, and for a short while.", new Answer(
            AnswerKind.Object, ("ticket", "the ticket"), ("expires_in", "seconds for which it is good")), request =>
        {
            string ticket = request.Tickets?.Give(request.Rights) ?? throw new Problem(429, "too many tickets wait to be used; wait a moment");
            return Task.FromResult(Reply.Json(json =>
            {
                json.WriteStartObject();
                json.WriteString("ticket", ticket);
                json.WriteNumber("expires_in", Tickets.Life.TotalSeconds);
                json.WriteEndObject();
            }) with { IsRepeatable = false, Caching = "no-store" });
        }),
    ];

    private static Answer SwitchAnswer => new(AnswerKind.Object, ("state", "armed, or on where trading is stopped"), ("reason", "why"), ("since", "since when"));

    /// <summary>The sources as JSON, for this answer and for frames.</summary>
    public static void WriteSources(Utf8JsonWriter json, ServedRun run)
    {
        Timestamp now = Frame.Now();
        foreach (WatchedLog log in run.Watch.Logs)
        {
            bool stale = now - log.Since > Silence.Ticks * TimeSpan.NanosecondsPerTick;
            json.WriteStartObject();
            json.WriteString("source", run.Source);
            json.WriteString("symbol", log.Name);
            json.WriteString("state", stale ? "stale" : "live");
            json.WriteString("since", log.Since.ToString());
            json.WriteString("reason", stale ? $"nothing has come since {log.Since}" : "");
            json.WriteNumber("events", log.Sequence);
            json.WriteString("time", log.Time.ToString());
            json.WriteEndObject();
        }
    }

    private static Reply Health(ApiRequest request) => Reply.Page(json => WriteSources(json, request.Run)) with { IsRepeatable = false, Caching = "no-store" };

    private static Reply Switch(TradingSwitch kill) => Reply.Json(json =>
    {
        (bool isOn, string reason, string since) = kill.Look();
        json.WriteStartObject();
        json.WriteString("state", isOn ? "on" : "armed");
        json.WriteString("reason", reason);
        json.WriteString("since", since);
        json.WriteEndObject();
    }) with { IsRepeatable = false, Caching = "no-store" };
}
