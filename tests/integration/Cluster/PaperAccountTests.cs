using System.Text;
using Pawl.Bus;
using Pawl.Logs;
using Pawl.Nats;
using Pawl.Recovery;
using Pawl.Tests.Support;
using Xunit;

namespace Pawl.Tests.Integration.Cluster;

/// <summary>An executor that trades an account on paper: the logs, orders and fills of <c>pawl run</c> over the same data, whatever is killed on the way.</summary>
[Trait("Speed", "slow")]
public sealed class PaperAccountTests : IDisposable
{
    private static readonly string[] Limits = ["--limits", "backtest", "--fee-bps", "1"];

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_symbols_of_an_account_are_traded_as_by_a_run()
    {
        string[] data = [.. ((ulong[])[91, 92]).Select((seed, i) => new TickFile(seed, 12_000) { MeanMilliseconds = 1_500, Wild = true }.Write(folder[$"{(char)('A' + i)}{(char)('A' + i)}_trades.csv"]))];
        using ClusterSystem cluster = new(folder, CrossOf("AA, BB"));
        cluster.Start("candle-aggregator");
        cluster.Start("engine-executor", ["--account", "paper", .. Limits]).WaitFor("trades account paper");
        ClusterSystem.Role collector = cluster.Start("tick-collector", [.. data.SelectMany(d => (string[])["-d", d]), "--name", "days"]);
        collector.WaitForEnd();
        await CompareAsync(cluster, data);

        // Whoever trades nothing leaves the logs alone.
        cluster["engine-executor"].Signal("TERM");
        cluster["engine-executor"].WaitForEnd();
        Assert.True(cluster["engine-executor"].Code == 0, cluster["engine-executor"].Said);
        ClusterSystem.Role other = cluster.Start("engine-executor#2");
        other.WaitForEnd();
        Assert.Equal(1, other.Code);
        Assert.Contains("account 'paper' trades it, and goes on with it alone; start this executor with --account paper", other.Said, StringComparison.Ordinal);
    }

    [Fact]
    public Task Killed_at_any_instant_it_goes_on_and_no_order_is_lost_or_sent_twice() => KillAsync(rounds: 10, ticks: 40_000);

    [Fact]
    [Trait("Speed", "long")]
    public Task Killed_fifty_times_it_goes_on_and_no_order_is_lost_or_sent_twice() => KillAsync(rounds: 50, ticks: 200_000);

    private async Task KillAsync(int rounds, int ticks)
    {
        string data = new TickFile(93, ticks) { MeanMilliseconds = 400 }.Write(folder["AA_trades.csv"]);
        using ClusterSystem cluster = new(folder, CrossOf("AA"));
        cluster.Start("candle-aggregator");
        foreach (string executor in (string[])["engine-executor#1", "engine-executor#2"])
        {
            cluster.Start(executor, ["--account", "paper", "--snapshot-every", "5000", .. Limits]);
        }

        ClusterSystem.Role collector = cluster.Start("tick-collector", "-d", data, "--name", "day", "--speed", "600");
        Random random = new(9);
        for (int round = 0; round < rounds; round++)
        {
            // At any instant: what is tried is that no instant matters.
            Thread.Sleep(random.Next(300, 1500));
            if (round % 5 == 4)
            {
                cluster.Server.Kill();
                cluster.Server.Start();
            }
            else
            {
                string victim = round % 2 == 0 ? "engine-executor#1" : "engine-executor#2";
                Assert.False(cluster[victim].HasEnded, cluster[victim].Said);
                cluster[victim].Kill();
                cluster.Start(victim);
            }
        }

        collector.WaitForEnd();
        Assert.True(collector.Code == 0, collector.Said);
        await CompareAsync(cluster, [data]);
    }

    private string CrossOf(string symbols) => folder.Write("cross.yaml", $"""
        pipeline: cross
        symbols: [{symbols}]
        nodes:
          fast: {"{kind: ema, inputs: [candle(1m)], period: 9}"}
          slow: {"{kind: ema, inputs: [candle(1m)], period: 21}"}
          cross: {"{kind: moving_average_cross, inputs: {candle: candle(1m), fast: indicator(fast), slow: indicator(slow)}, size: 100, stop: 1}"}
        """);

    private async Task CompareAsync(ClusterSystem cluster, string[] data)
    {
        (int code, _, string error) = cluster.Run(["run", "-p", cluster.Pipeline, .. data.SelectMany(d => (string[])["-d", d]), .. Limits, "--store", "run.db", "--out", folder["run"]]);
        Assert.True(code == 0, error);
        cluster.Computed(data.Sum(d => File.ReadLines(d).Count() - 1L) + data.Length);
        foreach (string name in data.Select(d => Path.GetFileName(d).Split('_')[0] + ".jsonl"))
        {
            Assert.Equal(File.ReadAllText(folder["run/" + name]), File.ReadAllText(folder["logs/" + name]));
        }

        // Over several symbols that come apart the account takes what comes first; of one symbol everything is the same.
        await File.WriteAllTextAsync(folder["paper.jsonl"], await AccountAsync(cluster), Cancel);
        string[] expected = AccountLines.Neutral(folder["run/paper.jsonl"], "paper"), found = AccountLines.Neutral(folder["paper.jsonl"], "paper");
        Assert.True(AccountLines.Count(expected, "fill") > 10, $"{AccountLines.Count(expected, "fill")} fills");
        Assert.Equal(AccountLines.Count(expected, "fill"), AccountLines.Count(found, "fill"));
        if (data.Length == 1)
        {
            Assert.Equal(expected, found);
        }
    }

    /// <summary>What the account says in its stream, each record behind the one before.</summary>
    private static async Task<string> AccountAsync(ClusterSystem cluster)
    {
        await using NatsLink inside = new(cluster.Server.Options with { User = "pawl", Password = "internal" }, TimeSpan.FromSeconds(10));
        StringBuilder lines = new();
        HashChain chain = new();
        await foreach (StreamRecord record in new NatsRecordStream(inside, "ACCOUNT_paper").ReadAsync(0, follows: false, cancel: Cancel))
        {
            if (record.Number > 0)
            {
                OutputRecords said = OutputRecords.Read(record.Content);
                Assert.Equal(chain.Hash, said.From.Chain);
                OutputReader reader = new(said.Content);
                for (int i = 0; i < reader.Count; i++)
                {
                    chain.Append(reader[i].Sequence, reader.LinesOf(i));
                    lines.Append(Encoding.UTF8.GetString(reader.LinesOf(i)));
                }

                Assert.Equal(chain.Hash, said.To.Chain);
            }
        }

        return lines.ToString();
    }
}
