using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Pawl.Tests.Support;

namespace Pawl.Tests.E2E.Serve;

/// <summary>The built program while it serves, at a port of its own.</summary>
internal sealed class ServedProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Process process;
    private readonly StringBuilder said = new();
    private readonly TaskCompletionSource<Uri> address = new();

    private ServedProgram(Process process)
    {
        this.process = process;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, e) => Note(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        Client.DefaultRequestHeaders.ExpectContinue = false;
    }

    public HttpClient Client { get; } = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { Timeout = Patience };

    /// <summary>What it has said on standard error.</summary>
    public string Said
    {
        get
        {
            lock (said)
            {
                return said.ToString();
            }
        }
    }

    public Uri Address { get; private set; } = null!;

    public int Id => process.Id;

    /// <summary>Starts it, and waits until it serves.</summary>
    public static async Task<ServedProgram> StartAsync(string folder, params string[] arguments)
    {
        ProcessStartInfo info = new(PawlProgram.BuiltProgram, arguments)
        {
            UseShellExecute = false, WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true,
        };
        ServedProgram served = new(Process.Start(info)!);
        served.Address = await served.address.Task.WaitAsync(Patience);
        served.Client.BaseAddress = served.Address;
        return served;
    }

    /// <summary>The answer to a GET, as JSON.</summary>
    public async Task<JsonElement> Get(string path)
    {
        using HttpResponseMessage answer = await Client.GetAsync(new Uri("/api/v1" + path, UriKind.Relative));
        string text = await answer.Content.ReadAsStringAsync();
        Xunit.Assert.True(answer.IsSuccessStatusCode, $"{path}: {answer.StatusCode} {text}\n{Said}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>All items of a list, page by page.</summary>
    public async Task<List<JsonElement>> All(string path, int limit)
    {
        List<JsonElement> items = [];
        string? cursor = null;
        do
        {
            string mark = path.Contains('?', StringComparison.Ordinal) ? "&" : "?";
            JsonElement page = await Get(string.Create(CultureInfo.InvariantCulture, $"{path}{mark}limit={limit}{(cursor is null ? "" : "&cursor=" + cursor)}"));
            Xunit.Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, limit);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            cursor = page.GetProperty("next").GetString();
        }
        while (cursor is not null);
        return items;
    }

    /// <summary>Asks until an answer is as wanted.</summary>
    public async Task<JsonElement> Until(string path, Func<JsonElement, bool> isWanted)
    {
        Stopwatch since = Stopwatch.StartNew();
        while (true)
        {
            JsonElement answer = await Get(path);
            if (isWanted(answer))
            {
                return answer;
            }

            Xunit.Assert.True(since.Elapsed < Patience, $"{path} stays {answer}\n{Said}");
            // As often as the server lets one caller ask.
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }

    /// <summary>Connects to its WebSocket.</summary>
    public async Task<Listener> Listen(string query = "", Action<ClientWebSocketOptions>? options = null)
    {
        ClientWebSocket socket = new();
        options?.Invoke(socket.Options);
        await socket.ConnectAsync(new UriBuilder(Address) { Scheme = "ws", Path = "/ws", Query = query }.Uri, CancellationToken.None).WaitAsync(Patience);
        return new Listener(socket);
    }

    /// <summary>Sends it a signal, as Ctrl-C does, and waits until it has ended.</summary>
    public async Task<int> Interrupt()
    {
        using Process kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
        Client.Dispose();
    }

    private void Note(string? line)
    {
        const string Mark = "serving ";
        if (line is null)
        {
            address.TrySetException(new InvalidOperationException("it ended before it served: " + Said));
            return;
        }

        lock (said)
        {
            said.AppendLine(line);
        }

        if (line.StartsWith(Mark, StringComparison.Ordinal))
        {
            address.TrySetResult(new Uri(line.Split(' ').First(w => w.Contains("://", StringComparison.Ordinal)).Replace("localhost", "127.0.0.1", StringComparison.Ordinal).Replace("ws:", "http:", StringComparison.Ordinal)));
        }
    }
}
