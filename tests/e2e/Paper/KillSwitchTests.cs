using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Pawl.Tests.E2E.Serve;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.E2E.Paper;

/// <summary>The kill switch: obeyed by a run that goes on and by one that is started later, until a person arms again.</summary>
public sealed class KillSwitchTests : IDisposable
{
    private static readonly string Cross = Repository.PathOf("config", "pipelines", "moving_average_cross.yaml");

    private readonly TemporaryFolder folder = new();

    public KillSwitchTests() => new TickFile(81, 30_000) { MeanMilliseconds = 700 }.Write(folder["all.csv"]);

    public void Dispose() => folder.Dispose();

    private Ending Part(int rows) => PawlProgram.Shell(folder.Path, FormattableString.Invariant($"head -n {rows} all.csv | pawl run -p '{Cross}' -d AAA=- --limits backtest --store x.db --out out"));

    private Ending Switch(params string[] arguments) => PawlProgram.Run(folder.Path, ["kill-switch", .. arguments, "--store", "x.db"]);

    private string[] Lines() => File.ReadAllLines(folder["out/paper.jsonl"]);

    [Theory]
    [InlineData("global", "")]
    [InlineData("account", "paper")]
    [InlineData("strategy", "cross")]
    [InlineData("symbol", "AAA")]
    public void On_stops_entries_over_restarts_and_off_lets_them_come_again(string scope, string target)
    {
        string[] what = target.Length > 0 ? ["--scope", scope, "--target", target] : [];
        Assert.Equal(0, Part(8_000).Code);
        Assert.NotEmpty(AccountLines.Entries(Lines()));
        Assert.Equal(0, Switch(["on", "--reason", "a test", .. what]).Code);
        Assert.StartsWith("on\n", Switch("status").Text, StringComparison.Ordinal);
        Ending halted = Part(14_000);
        Assert.Contains("account paper: halted, ", halted.Error, StringComparison.Ordinal);
        int from = Array.FindIndex(Lines(), l => l.Contains("\"command\":\"halt\"", StringComparison.Ordinal));
        Assert.True(from > 0);
        int[] before = AccountLines.Entries(Lines());
        Assert.All(before, i => Assert.True(i < from));
        Assert.Equal(0, Part(20_000).Code);
        Assert.Equal(before, AccountLines.Entries(Lines()));
        Assert.Contains("kill_switch", string.Join('\n', Lines()[from..]), StringComparison.Ordinal);
        Assert.Equal(0, Switch(["off", .. what]).Code);
        Assert.StartsWith("armed\n", Switch("status").Text, StringComparison.Ordinal);
        Assert.Contains("account paper: armed again, ", Part(30_000).Error, StringComparison.Ordinal);
        Assert.NotEmpty(AccountLines.Entries(Lines()).Except(before));
    }

    [Fact]
    public void A_file_beside_the_store_halts_and_its_removal_alone_does_not_arm()
    {
        Assert.Equal(0, Part(8_000).Code);
        folder.Write("x.db.halt", "");
        int[] before = AccountLines.Entries(Lines());
        Assert.Contains("halted, all of it (the file x.db.halt is there)", Part(14_000).Error, StringComparison.Ordinal);
        Assert.Contains("x.db.halt is there and keeps everything halted", Switch("off").Text, StringComparison.Ordinal);
        using (JsonDocument status = JsonDocument.Parse(Switch("status", "--json").Text))
        {
            Assert.Equal("on", status.RootElement.GetProperty("state").GetString());
            Assert.True(status.RootElement.GetProperty("accounts")[0].GetProperty("halted").GetBoolean());
        }

        File.Delete(folder["x.db.halt"]);
        Assert.Equal(0, Part(20_000).Code);
        Assert.Equal(before, AccountLines.Entries(Lines())[..before.Length]);
        Assert.Equal(0, Switch("off").Code);
        Assert.Equal(0, Part(30_000).Code);
        Assert.NotEmpty(AccountLines.Entries(Lines()).Except(before));
    }

    /// <summary>The run is fed row by row until it says that it has obeyed.</summary>
    [Fact]
    public void A_run_that_goes_on_obeys()
    {
        using Process run = new()
        {
            StartInfo = new ProcessStartInfo(PawlProgram.BuiltProgram, ["run", "-p", Cross, "-d", "AAA=-", "--limits", "backtest", "--store", "x.db", "--out", "out"])
            {
                UseShellExecute = false,
                WorkingDirectory = folder.Path,
                RedirectStandardInput = true,
                RedirectStandardError = true,
            },
        };
        using ManualResetEventSlim halted = new();
        run.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith("account paper: halted, all of it (now)", StringComparison.Ordinal) == true)
            {
                halted.Set();
            }
        };
        string[] rows = File.ReadAllLines(folder["all.csv"]);
        run.Start();
        run.BeginErrorReadLine();
        int next = 0;
        for (; next < 3_000; next++)
        {
            run.StandardInput.WriteLine(rows[next]);
        }

        run.StandardInput.Flush();
        Ending on = new(1, [], "");
        for (; next < rows.Length && !halted.IsSet; next++)
        {
            // The store comes into being with what is read first.
            on = on.Code != 0 ? Switch("on", "--reason", "now") : on;
            run.StandardInput.WriteLine(rows[next]);
            run.StandardInput.Flush();
            halted.Wait(5, TestContext.Current.CancellationToken);
        }

        Assert.True(halted.IsSet, "it did not obey while it was fed");
        run.StandardInput.Close();
        run.WaitForExit();
        Assert.Equal(0, run.ExitCode);
        Assert.True(next < rows.Length);
    }

    [Fact]
    public async Task A_server_and_the_command_line_say_the_same()
    {
        Ending key = PawlProgram.Run(folder.Path, "key", "risk", "--trade");
        folder.Write("keys.txt", key.Text);
        await using ServedProgram served = await ServedProgram.StartAsync(folder.Path, "run", "-p", Cross, "-d", "simulated:symbols=ES", "--limits", "backtest", "--store", "x.db", "--serve", "0", "--set", "web.keys=keys.txt");
        served.Client.DefaultRequestHeaders.Authorization = new("Bearer", key.ErrorLines[0].Split(' ')[^1]);
        Assert.Equal(0, Switch("on", "--reason", "a test").Code);
        JsonElement on = await served.Get("/kill-switch");
        Assert.Equal(("on", "a test"), (on.GetProperty("state").GetString(), on.GetProperty("reason").GetString()));
        using StringContent off = new("""{"state":"off"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await served.Client.PostAsync(new Uri("/api/v1/kill-switch", UriKind.Relative), off, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.StartsWith("armed\n", Switch("status").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("on --store no.db", "no.db: there is no such file")]
    [InlineData("on --store x.db --scope strategy", "--scope strategy needs --target NAME")]
    [InlineData("on --store x.db --target AAA", "--target 'AAA': say with --scope")]
    public void What_makes_no_sense_is_refused(string arguments, string line)
    {
        Ending refused = PawlProgram.Run(folder.Path, ["kill-switch", .. arguments.Split(' ')]);
        Assert.NotEqual(0, refused.Code);
        Assert.Contains(line, refused.Error, StringComparison.Ordinal);
    }
}
