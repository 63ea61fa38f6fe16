using System.Diagnostics;
using System.Text.Json;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Dashboard;

/// <summary>The dashboard's own tools, which Node runs; tests are skipped, saying so, where they cannot.</summary>
internal static class NodeTool
{
    private static readonly string Folder = Repository.PathOf("dashboard");
    private static readonly Version Least = new(20, 19);
    private static readonly Lazy<string?> Node = new(Find);

    /// <summary>What one test of vitest came to.</summary>
    internal sealed record Result(string Name, string Status, string Message);

    /// <summary>Runs a project of <c>vitest.config.ts</c>.</summary>
    public static IReadOnlyList<Result> Vitest(string project, params (string Name, string Value)[] environment)
    {
        Needed();
        using TemporaryFolder folder = new();
        string report = folder["report.json"];
        (int code, string said) = Run(["node_modules/vitest/vitest.mjs", "run", "--project", project, "--reporter=json", $"--outputFile={report}"], environment);
        Assert.True(File.Exists(report), $"vitest ended with {code}: {said}");
        using JsonDocument read = JsonDocument.Parse(File.ReadAllText(report));
        return
        [
            .. read.RootElement.GetProperty("testResults").EnumerateArray().SelectMany(file => file.GetProperty("assertionResults").EnumerateArray().Select(test => new Result(
                test.GetProperty("fullName").GetString()!.Trim(), test.GetProperty("status").GetString()!, string.Join('\n', test.GetProperty("failureMessages").EnumerateArray())))),

            // A file that could not even be read has no tests that could fail.
            .. read.RootElement.GetProperty("testResults").EnumerateArray().Where(file => file.GetProperty("assertionResults").GetArrayLength() == 0)
                .Select(file => new Result(file.GetProperty("name").GetString()!, file.GetProperty("status").GetString()!, file.GetProperty("message").GetString() ?? "")),
        ];
    }

    /// <summary>Runs a script of Node in the dashboard's folder.</summary>
    public static (int Code, string Said) Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        Needed();
        ProcessStartInfo info = new(Node.Value!, arguments) { UseShellExecute = false, WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["NO_COLOR"] = "1";
        foreach ((string name, string value) in environment)
        {
            info.Environment[name] = value;
        }

        using Process process = Process.Start(info)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said + errors.Result);
    }

    private static void Needed()
    {
        Assert.SkipWhen(Node.Value is null, $"there is no Node {Least} or newer");
        Assert.SkipUnless(Directory.Exists(Path.Combine(Folder, "node_modules", "vitest")), "the packages of the dashboard are not installed: npm ci --prefix dashboard");
    }

    private static string? Find()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, "node")).FirstOrDefault(path => File.Exists(path) && VersionOf(path) >= Least);
    }

    private static Version VersionOf(string node)
    {
        using Process process = Process.Start(new ProcessStartInfo(node, ["--version"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        string said = process.StandardOutput.ReadToEnd().Trim().TrimStart('v');
        process.WaitForExit();
        return Version.TryParse(said, out Version? version) ? version : new Version();
    }
}
