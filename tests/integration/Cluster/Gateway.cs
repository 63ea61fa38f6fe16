using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Pawl.Tests.Support;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>An ingestion gateway as a process, and a client of it.</summary>
internal sealed class Gateway : IDisposable
{
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromMinutes(2) };

    public Gateway(ClusterSystem cluster, params string[] settings)
    {
        string keys = cluster.Folder["keys.txt"];
        if (!File.Exists(keys))
        {
            File.WriteAllLines(keys, [Make(cluster, "feed", "--ingest", out string feed), Make(cluster, "desk", "", out string desk), .. File.Exists(More(cluster)) ? File.ReadAllLines(More(cluster)) : []]);
            File.WriteAllLines(cluster.Folder["shown.txt"], [feed, desk]);
        }

        string[] shown = File.ReadAllLines(cluster.Folder["shown.txt"]);
        (Key, Other) = (shown[0], shown[1]);
        Role = cluster.Start("ingestion-gateway", [.. ((string[])["web.keys=" + keys, .. settings]).SelectMany(s => (string[])["--set", s])]);
        Role.WaitForAgain("takes ticks");
    }

    /// <summary>A key that may bring ticks.</summary>
    public string Key { get; }

    /// <summary>One that may not.</summary>
    public string Other { get; }

    public ClusterSystem.Role Role { get; }

    /// <summary>A file with further keys that it knows, where it is there before the first gateway.</summary>
    public static string More(ClusterSystem cluster) => cluster.Folder["more-keys.txt"];

    /// <summary>A message of the catalogue.</summary>
    public static string Tick(string symbol, string time, string price, int size = 1) => string.Create(
        CultureInfo.InvariantCulture, $$$"""{"symbol":"{{{symbol}}}","timestamp":"{{{time}}}","timeframe":"tick","type":"tick","data":{"price":{{{price}}},"size":{{{size}}}},"metadata":{"version":1}}""");

    public async Task<(HttpStatusCode Status, JsonElement Body)> Post(string path, string body, Action<HttpRequestMessage>? change = null, string type = "application/json", bool gzip = false)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(Role.Address, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        request.Content = new ByteArrayContent(gzip ? Pack(Encoding.UTF8.GetBytes(body)) : Encoding.UTF8.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (gzip)
        {
            request.Content.Headers.ContentEncoding.Add("gzip");
        }

        change?.Invoke(request);
        using HttpResponseMessage answer = await client.SendAsync(request);
        string text = await answer.Content.ReadAsStringAsync();
        Xunit.Assert.Equal(answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable, answer.Headers.RetryAfter is not null);
        return (answer.StatusCode, JsonDocument.Parse(text).RootElement);
    }

    public async Task<(HttpStatusCode Status, string Text)> Get(string path)
    {
        using HttpResponseMessage answer = await client.GetAsync(new Uri(Role.Address, path));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks until a status comes.</summary>
    public async Task Until(string path, HttpStatusCode status)
    {
        System.Diagnostics.Stopwatch since = System.Diagnostics.Stopwatch.StartNew();
        while ((await Get(path)).Status != status)
        {
            Xunit.Assert.True(since.Elapsed < TimeSpan.FromMinutes(2), Role.Said);
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    public static byte[] Pack(byte[] bytes)
    {
        using MemoryStream to = new();
        using (GZipStream zip = new(to, CompressionLevel.Fastest))
        {
            zip.Write(bytes);
        }

        return to.ToArray();
    }

    public void Dispose() => client.Dispose();

    private static string Make(ClusterSystem cluster, string name, string option, out string key)
    {
        (int code, string line, string said) = cluster.Run(["key", name, .. option.Length > 0 ? (string[])[option] : []]);
        Xunit.Assert.True(code == 0, said);
        key = said.Trim().Split(' ')[^1];
        return line.Trim();
    }
}
