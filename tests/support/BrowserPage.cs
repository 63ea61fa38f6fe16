using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Pawl.Tests.Support;

/// <summary>One page of a <see cref="Browser"/>: what it says, what it asks the network for, and a hand for its mouse and keys.</summary>
public sealed class BrowserPage : IAsyncDisposable
{
    private static readonly Dictionary<string, (string Key, int Code)> Named = new(StringComparer.Ordinal)
    {
        ["Enter"] = ("\r", 13), ["Escape"] = ("", 27), ["Tab"] = ("", 9),
        ["ArrowLeft"] = ("", 37), ["ArrowUp"] = ("", 38), ["ArrowRight"] = ("", 39), ["ArrowDown"] = ("", 40),
    };

    private readonly DevTools tools;
    private readonly string session;
    private readonly string target;

    internal BrowserPage(DevTools tools, string session, string target)
    {
        (this.tools, this.session, this.target) = (tools, session, target);
        tools.Listeners[session] = Note;
    }

    /// <summary>Messages of the console, of the browser about the page, and exceptions; in order.</summary>
    public ConcurrentQueue<string> Complaints { get; } = [];

    /// <summary>Addresses that were asked for, the page's own aside.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    internal async Task Load(string address, int width, int height, bool dark)
    {
        foreach (string domain in (string[])["Page", "Runtime", "Log", "Network"]) await Call(domain + ".enable");
        await Call("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = false });
        await Call("Emulation.setEmulatedMedia", new { features = new[] { new { name = "prefers-color-scheme", value = dark ? "dark" : "light" } } });
        await Call("Page.navigate", new { url = address });
        await Evaluate<bool>("await new Promise(done => document.readyState === 'complete' ? done(true) : addEventListener('load', () => done(true)))");
    }

    /// <summary>The value of a JavaScript expression, by way of JSON.</summary>
    public async Task<T> Evaluate<T>(string expression)
    {
        JsonElement answer = await Call("Runtime.evaluate", new { expression = $"(async () => JSON.stringify({expression}))()", awaitPromise = true });
        if (answer.TryGetProperty("exceptionDetails", out JsonElement problem)) throw new InvalidOperationException(problem.GetRawText());
        return JsonSerializer.Deserialize<T>(answer.GetProperty("result").GetProperty("value").GetString()!)!;
    }

    /// <summary>Presses and releases the mouse in the middle of the first element that a selector finds.</summary>
    public async Task Click(string selector)
    {
        double[] at = await Evaluate<double[]>($"(() => {{ const r = document.querySelector({JsonSerializer.Serialize(selector)}).getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }})()");
        await Mouse("mouseMoved", at[0], at[1]);
        await Mouse("mousePressed", at[0], at[1]);
        await Mouse("mouseReleased", at[0], at[1]);
    }

    public async Task Drag(double x, double y, double toX, double toY)
    {
        await Mouse("mouseMoved", x, y);
        await Mouse("mousePressed", x, y);
        await Mouse("mouseMoved", (x + toX) / 2, (y + toY) / 2);
        await Mouse("mouseMoved", toX, toY);
        await Mouse("mouseReleased", toX, toY);
    }

    /// <summary>Two fingers, beside each other about a point, moved apart or together.</summary>
    public async Task Pinch(double x, double y, double spread, double toSpread)
    {
        await Touch("touchStart", spread);
        for (int step = 1; step <= 5; step++) await Touch("touchMove", spread + ((toSpread - spread) * step / 5));
        await Call("Input.dispatchTouchEvent", new { type = "touchEnd", touchPoints = Array.Empty<object>() });

        Task<JsonElement> Touch(string type, double apart) => Call("Input.dispatchTouchEvent", new
        {
            type,
            touchPoints = new[] { new { x = x - (apart / 2), y, id = 0 }, new { x = x + (apart / 2), y, id = 1 } },
        });
    }

    public Task Wheel(double x, double y, double by) => Call("Input.dispatchMouseEvent", new { type = "mouseWheel", x, y, deltaX = 0, deltaY = by });

    /// <summary>A key by its name, or one letter.</summary>
    public async Task Press(string key)
    {
        (string text, int code) = Named.TryGetValue(key, out var named) ? named : (key, char.ToUpperInvariant(key[0]));
        await Call("Input.dispatchKeyEvent", new { type = text.Length == 0 ? "rawKeyDown" : "keyDown", key, text, windowsVirtualKeyCode = code });
        await Call("Input.dispatchKeyEvent", new { type = "keyUp", key, windowsVirtualKeyCode = code });
    }

    public Task Write(string text) => Call("Input.insertText", new { text });

    /// <summary>What assistive technology is told: role and name of everything that has a role.</summary>
    public async Task<(string Role, string Name)[]> Accessible()
    {
        JsonElement tree = await Call("Accessibility.getFullAXTree");
        return [.. tree.GetProperty("nodes").EnumerateArray().Where(node => !node.GetProperty("ignored").GetBoolean())
            .Select(node => (Value(node, "role"), Value(node, "name")))];

        static string Value(JsonElement node, string name) =>
            node.TryGetProperty(name, out JsonElement part) && part.TryGetProperty("value", out JsonElement value) ? value.ToString() : "";
    }

    public async ValueTask DisposeAsync()
    {
        tools.Listeners.TryRemove(session, out _);
        await tools.Call("Target.closeTarget", new { targetId = target });
    }

    private Task<JsonElement> Call(string method, object? parameters = null) => tools.Call(method, parameters, session);

    private Task<JsonElement> Mouse(string type, double x, double y) =>
        Call("Input.dispatchMouseEvent", new { type, x, y, button = type == "mouseMoved" ? "none" : "left", buttons = type == "mouseReleased" ? 0 : 1, clickCount = 1 });

    private void Note(string name, JsonElement what)
    {
        switch (name)
        {
            case "Network.requestWillBeSent" when what.GetProperty("request").GetProperty("url").GetString() is { } url && what.GetProperty("type").GetString() != "Document" && !url.StartsWith("data:", StringComparison.Ordinal):
                Requests.Enqueue(url);
                break;
            case "Runtime.consoleAPICalled" or "Runtime.exceptionThrown" or "Log.entryAdded":
                Complaints.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{name} {what.GetRawText()}"));
                break;
        }
    }
}
