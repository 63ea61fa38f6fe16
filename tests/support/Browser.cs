using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Pawl.Tests.Support;

/// <summary>A Chromium without a window and without a network, driven by the DevTools protocol.</summary>
public sealed partial class Browser : IAsyncDisposable
{
    /// <summary>The usual names; the environment variable <c>PAWL_CHROMIUM</c> names another.</summary>
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder profile;
    private readonly Process process;
    private readonly DevTools tools;

    private Browser(TemporaryFolder profile, Process process, DevTools tools) => (this.profile, this.process, this.tools) = (profile, process, tools);

    /// <summary>The path of the browser; null where there is none.</summary>
    public static string? Program { get; } = Find();

    public static async Task<Browser> StartAsync()
    {
        TemporaryFolder home = new();
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--disable-extensions", "--disable-background-networking",
            "--hide-scrollbars", "--host-resolver-rules=MAP * ~NOTFOUND", "--remote-debugging-port=0", "--user-data-dir=" + home.Path, "about:blank",
        ];
        Process started = Process.Start(new ProcessStartInfo(Program!, arguments) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!;
        try
        {
            using CancellationTokenSource limit = new(Patience);
            while (await started.StandardError.ReadLineAsync(limit.Token) is { } line)
            {
                if (Listening().Match(line) is { Success: true } found)
                {
                    _ = started.StandardError.ReadToEndAsync(CancellationToken.None);
                    return new Browser(home, started, await DevTools.ConnectAsync(new Uri(found.Groups["address"].Value)));
                }
            }

            throw new InvalidOperationException($"{Program} ended without saying where it listens");
        }
        catch
        {
            started.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Opens a file in a page of its own and waits until it is loaded.</summary>
    public async Task<BrowserPage> OpenAsync(string file, int width = 1400, int height = 900, bool dark = false)
    {
        string target = (await tools.Call("Target.createTarget", new { url = "about:blank" })).GetProperty("targetId").GetString()!;
        string session = (await tools.Call("Target.attachToTarget", new { targetId = target, flatten = true })).GetProperty("sessionId").GetString()!;
        BrowserPage page = new(tools, session, target);
        await page.Load(new Uri(file).AbsoluteUri, width, height, dark);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await tools.DisposeAsync();
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        try
        {
            profile.Dispose();
        }
        catch (IOException)
        {
            // A helper process of the browser may still write while it dies.
        }
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PAWL_CHROMIUM") is { Length: > 0 } named) return named;
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return Programs.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(path => File.Exists(path) && Answers(path));
    }

    /// <summary>Some systems have a program of this name that only tells how to install the real one.</summary>
    private static bool Answers(string path)
    {
        try
        {
            using Process version = Process.Start(new ProcessStartInfo(path, "--version") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
            return version.WaitForExit(Patience) && version.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    [GeneratedRegex("DevTools listening on (?<address>ws://\\S+)", RegexOptions.ExplicitCapture, 10_000)]
    private static partial Regex Listening();
}
