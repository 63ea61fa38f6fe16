using Pawl.Host.Drawing;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Browser;

/// <summary>One browser for all tests of a class; a page for each.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private Support.Browser? browser;
    private int pages;

    public async ValueTask InitializeAsync()
    {
        if (Support.Browser.Program is not null) browser = await Support.Browser.StartAsync();
    }

    /// <summary>The page of a pipeline file, as the program writes it.</summary>
    public async Task<BrowserPage> Open(string pipeline, bool dark = false, int width = 1400, int height = 900)
    {
        NeedsBrowser();
        string file = $"page{Interlocked.Increment(ref pages)}.html";
        Assert.Equal("", PawlProgram.Run(folder.Path, "dag", pipeline, "--out", file).Error);
        return await browser!.OpenAsync(folder[file], width, height, dark);
    }

    /// <summary>The page of any graph, also of those that no pipeline file can say.</summary>
    public async Task<BrowserPage> Open(DrawnGraph graph)
    {
        NeedsBrowser();
        return await browser!.OpenAsync(folder.Write($"page{Interlocked.Increment(ref pages)}.html", HtmlDrawing.Draw(graph)));
    }

    /// <summary>A page that is already written.</summary>
    public async Task<BrowserPage> OpenText(string html, bool dark = false, int width = 1400, int height = 900)
    {
        NeedsBrowser();
        return await browser!.OpenAsync(folder.Write($"page{Interlocked.Increment(ref pages)}.html", html), width, height, dark);
    }

    public string Write(string name, string text) => folder.Write(name, text);

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        folder.Dispose();
    }

    private void NeedsBrowser() => Assert.SkipWhen(browser is null, "no Chromium is installed (Debian: apt-get install chromium)");
}
