using System.Globalization;
using System.Text;
using Pawl.Host.Web.Live;

namespace Pawl.Host.Web;

/// <summary>Metrics in the text format of Prometheus, version 0.0.4.</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    public static ReadOnlyMemory<byte> Of(ServedRun run, WebCounts counts)
    {
        StringBuilder text = new();
        IReadOnlyList<WatchedLog> logs = run.Watch.Logs;
        Write(text, "pawl_log_events_total", "counter", "Input events that a log has taken.", logs.Select(l => (Label("log", l.Name), (double)l.Sequence)));
        Write(text, "pawl_log_time_seconds", "gauge", "The newest time of a log, in seconds since 1970.", logs.Select(l => (Label("log", l.Name), l.Time.Nanoseconds / 1e9)));
        double now = Frame.Now().Nanoseconds / 1e9;
        Write(text, "pawl_source_silence_seconds", "gauge", "How long nothing has come for a log.", logs.Select(l => (Label("log", l.Name), Math.Max(0, now - (l.Since.Nanoseconds / 1e9)))));
        WriteLag(text, run.Lag);
        Write(text, "pawl_messages_total", "counter", "Messages that logs have committed.", run.Hub.Counts.Messages);
        Write(text, "pawl_hub_held_bytes", "gauge", "Messages that are kept for clients that come back.", run.Hub.Held);
        Write(text, "pawl_hub_behind_bytes", "gauge", "What logs have committed and clients have not been given yet.", run.Hub.Behind);
        Write(text, "pawl_hub_dropped_total", "counter", "Pieces of logs that were dropped because the hub was behind.", run.Hub.Counts.Dropped);
        Write(text, "pawl_websocket_clients", "gauge", "Clients that are connected.", run.Hub.Counts.Clients);
        Write(text, "pawl_websocket_frames_total", "counter", "Frames that clients were sent.", counts.Sent);
        Write(text, "pawl_websocket_conflated_total", "counter", "Frames that gave way to newer ones, of clients that have left.", counts.Conflated);
        Write(text, "pawl_websocket_given_up_total", "counter", "Clients that were too slow.", counts.GivenUp);
        Write(text, "pawl_http_answers_total", "counter", "Answers by status.", counts.Answers.Select(a => (Label("status", a.Key.ToString(CultureInfo.InvariantCulture)), (double)a.Value)));
        Write(text, "pawl_refused_total", "counter", "What was refused, by entry point and reason.",
            counts.Refused.Select(r => ($"{{entry=\"{r.Key.Entry}\",reason=\"{r.Key.Reason}\"}}", (double)r.Value)));
        Write(text, "pawl_kill_switch", "gauge", "1 where trading is stopped.", run.Switch.IsOn ? 1 : 0);
        Write(text, "pawl_start_time_seconds", "gauge", "When it began to serve, in seconds since 1970.", run.Started.Nanoseconds / 1e9);
        Write(text, "pawl_memory_bytes", "gauge", "Memory that the program has in use.", Environment.WorkingSet);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Write(StringBuilder text, string name, string type, string help, double value) => Write(text, name, type, help, [("", value)]);

    private static void Write(StringBuilder text, string name, string type, string help, IEnumerable<(string Labels, double Value)> values)
    {
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
        foreach ((string labels, double value) in values)
        {
            text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
        }
    }

    private static void WriteLag(StringBuilder text, LagMeter lag)
    {
        const string Name = "pawl_lag_seconds";
        (long[] counts, double sum) = lag.Total();
        text.Append(CultureInfo.InvariantCulture, $"# HELP {Name} From taking a piece of the input up to having stored and shown what it caused.\n# TYPE {Name} histogram\n");
        long below = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            below += counts[i];
            string bound = i < LagMeter.Bounds.Count ? LagMeter.Bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            text.Append(CultureInfo.InvariantCulture, $"{Name}_bucket{{le=\"{bound}\"}} {below}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{Name}_sum {sum}\n{Name}_count {below}\n");
    }

    private static string Label(string name, string value) =>
        $"{{{name}=\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"}}";
}
