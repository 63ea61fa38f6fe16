using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pawl.Host.Web;

namespace Pawl.Host.Services;

/// <summary>What a service says of itself by HTTP: whether it lives, whether it is ready, and its counters.</summary>
internal sealed class ServiceHealth
{
    private readonly string role;
    private readonly List<(string Name, string Type, string Help, Func<IEnumerable<(string Labels, double Value)>> Values)> metrics = [];
    private readonly List<Func<string>> asked = [];
    private volatile string waits = "starting";

    public ServiceHealth(string role)
    {
        this.role = role;
        Add("pawl_memory_bytes", "gauge", "Memory that the program has in use.", () => Environment.WorkingSet);
    }

    /// <summary>Why it cannot do its work at the moment; nothing where it can.</summary>
    public void Waits(string reason) => waits = reason;

    /// <summary>Whoever asks whether it is ready is told what this says, too; nothing where it is.</summary>
    public void Ask(Func<string> reason) => asked.Add(reason);

    public void Counter(string name, string help, Func<long> value) => Add(name, "counter", help, () => value());

    public void Gauge(string name, string help, Func<double> value) => Add(name, "gauge", help, value);

    /// <summary>A counter for each of several reasons.</summary>
    public void Counters(string name, string help, string label, Func<IEnumerable<KeyValuePair<string, long>>> values) =>
        metrics.Add((name, "counter", help, () => values().Select(v => ($"{{{label}=\"{v.Key}\"}}", (double)v.Value))));

    /// <summary>Says it until it is disposed.</summary>
    /// <param name="options">Where.</param>
    /// <param name="what">What is served there.</param>
    /// <param name="handle">Answers everything, by <see cref="HandleAsync"/> what is asked of health and metrics.</param>
    public async Task<IAsyncDisposable> ServeAsync(WebOptions options, string what = "health and metrics", RequestDelegate? handle = null)
    {
        WebServer server = await WebServer.StartAsync(options, handle ?? HandleAsync);
        await Console.Error.WriteLineAsync($"{role}: {what} at {server.Url}");
        return server;
    }

    private void Add(string name, string type, string help, Func<double> value) => metrics.Add((name, type, help, () => [("", value())]));

    /// <summary>Answers what is asked of health and metrics.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        string reason = waits is { Length: > 0 } known ? known : asked.Select(a => a()).FirstOrDefault(r => r.Length > 0) ?? "";
        (int status, string type, string body) = context.Request.Path.Value switch
        {
            "/health/live" => (200, "text/plain; charset=utf-8", "live\n"),
            "/health/ready" when reason.Length == 0 => (200, "text/plain; charset=utf-8", "ready\n"),
            "/health/ready" => (503, "text/plain; charset=utf-8", reason + "\n"),
            "/metrics" => (200, PrometheusText.ContentType, Metrics()),
            _ => (404, "text/plain; charset=utf-8", "there are /health/live, /health/ready and /metrics\n"),
        };
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        await context.Response.WriteAsync(body, context.RequestAborted);
    }

    private string Metrics()
    {
        StringBuilder text = new();
        foreach ((string name, string type, string help, Func<IEnumerable<(string, double)>> values) in metrics)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
            foreach ((string labels, double value) in values())
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
            }
        }

        return text.ToString();
    }
}
