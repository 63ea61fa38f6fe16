using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Pawl.Bus;
using Pawl.Logs;
using Pawl.Nats;
using Pawl.Persistence;
using Pawl.Recovery;
using Pawl.Tests.Integration.Postgres;
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
        ClusterSystem.Role page = cluster.Start("dashboard", "--serve", "127.0.0.1:0");
        page.WaitFor("serving ");
        cluster.Start("external-publisher").WaitFor("goes on behind");
        await using NatsConnection inside = await NatsConnection.ConnectAsync(cluster.Server.Options with { User = "pawl", Password = "internal" }, Cancel);
        NatsSubscription copies = inside.Subscribe("*.internal.>", 200_000);
        await inside.FlushAsync(Cancel);
        ClusterSystem.Role collector = cluster.Start("tick-collector", [.. data.SelectMany(d => (string[])["-d", d]), "--name", "days"]);
        collector.WaitForEnd();
        await CompareAsync(cluster, data);
        await CompareCopiesAsync(copies);
        page.Kill();
        page.Start();
        CompareReplica(page);

        // Whoever trades nothing leaves the logs alone.
        cluster["engine-executor"].Signal("TERM");
        cluster["engine-executor"].WaitForEnd();
        Assert.True(cluster["engine-executor"].Code == 0, cluster["engine-executor"].Said);
        ClusterSystem.Role other = cluster.Start("engine-executor#2");
        other.WaitForEnd();
        Assert.Equal(1, other.Code);
        Assert.Contains("account 'paper' trades it, and goes on with it alone; start this executor with --account paper", other.Said, StringComparison.Ordinal);
        File.WriteAllText(cluster.Pipeline, File.ReadAllText(cluster.Pipeline).Replace("period: 21", "period: 22", StringComparison.Ordinal));
        cluster.Start("engine-executor").WaitForEnd();
        Assert.Equal(1, cluster["engine-executor"].Code);
        Assert.Contains("the pipeline has changed since it was computed", cluster["engine-executor"].Said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("-p none.yaml --account paper", "--account paper: an account has to know its symbols before it trades; name them with --symbols ES,NQ, or under 'symbols' of the pipeline 'none'")]
    [InlineData("-p some.yaml --account paper --group 1/2", "--account and --group: one executor computes all symbols that an account trades; leave out --group")]
    [InlineData("-p some.yaml --account paper --symbols AA", "--symbols AA: with --account all symbols of the pipeline are computed here, and it names AA, BB; leave out --symbols")]
    [InlineData("-p some.yaml --account AA", "--account AA: a log of the pipeline has this name; choose another")]
    [InlineData("-p some.yaml --account a.b", "--account 'a.b': write letters, digits, '-' and '_', at most 32")]
    [InlineData("-p some.yaml --cash 5000", "--cash is about an account, and nothing is traded here; give --account NAME too")]
    public void What_cannot_be_traded_is_refused_with_a_line(string arguments, string reason)
    {
        folder.Write("some.yaml", File.ReadAllText(CrossOf("AA, BB")));
        folder.Write("none.yaml", File.ReadAllText(CrossOf("AA, BB")).Replace("symbols: [AA, BB]", "", StringComparison.Ordinal).Replace("pipeline: cross", "pipeline: none", StringComparison.Ordinal));
        Ending ending = PawlProgram.Shell(folder.Path, "PAWL__NATS__INTERNAL=nats://127.0.0.1:1 PAWL__NATS__EXTERNAL=nats://127.0.0.1:1 pawl service engine-executor " + arguments);
        Assert.Equal(2, ending.Code);
        Assert.EndsWith("pawl: " + reason + "\n", ending.Error, StringComparison.Ordinal);
    }

    [Fact]
    public Task Killed_at_any_instant_it_goes_on_and_no_order_is_lost_or_sent_twice() => KillAsync(rounds: 10, ticks: 40_000);

    [Fact]
    [Trait("Speed", "long")]
    public Task Killed_fifty_times_it_goes_on_and_no_order_is_lost_or_sent_twice() => KillAsync(rounds: 50, ticks: 200_000);

    private async Task KillAsync(int rounds, int ticks)
    {
        string data = new TickFile(93, ticks) { MeanMilliseconds = 400 }.Write(folder["AA_trades.csv"]);
        using PostgresServer postgres = new();
        using TestDatabase database = new(postgres);
        using ClusterSystem cluster = new(folder, CrossOf("AA")) { Database = database.Connection };
        string[] readers = ["db-sink", "external-publisher"];
        cluster.Start("candle-aggregator");
        Array.ForEach(readers, r => cluster.Start(r));
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
                string victim = round % 5 == 3 ? readers[random.Next(readers.Length)] : round % 2 == 0 ? "engine-executor#1" : "engine-executor#2";
                Assert.False(cluster[victim].HasEnded, cluster[victim].Said);
                cluster[victim].Kill();
                cluster.Start(victim);
            }
        }

        collector.WaitForEnd();
        Assert.True(collector.Code == 0, collector.Said);
        await CompareAsync(cluster, [data]);
        Dictionary<SinkTable, string[]> awaited = SinkTable.All.ToDictionary(table => table, table => AccountLines.Neutral(TableDump.OfSqlite(folder["run.db"], table)));
        Assert.All((string[])["orders", "fills", "positions"], name => Assert.NotEmpty(awaited.Single(t => t.Key.Name == name).Value));
        StoredRows.WaitFor(cluster, database, $"SELECT {string.Join(" + ", SinkTable.All.Select(t => $"(SELECT count(*) FROM {t.Name})"))}", awaited.Values.Sum(rows => rows.Length));
        Assert.All(awaited, table => Assert.Equal(table.Value, AccountLines.Neutral(TableDump.OfPostgres(database, table.Key))));
        await CompareToldAsync(cluster);
    }

    /// <summary>Who listened inside has heard each candle and each signal of the logs, in order.</summary>
    private async Task CompareCopiesAsync(NatsSubscription copies)
    {
        Dictionary<string, Queue<string>> awaited = new(StringComparer.Ordinal);
        foreach (string line in ((string[])["AA", "BB"]).SelectMany(s => File.ReadLines(folder[$"logs/{s}.jsonl"])))
        {
            JsonElement message = JsonDocument.Parse(line).RootElement;
            string symbol = message.GetProperty("symbol").GetString()!;
            string? subject = message.GetProperty("type").GetString() switch
            {
                "candle" => $"candles.internal.{symbol}.{message.GetProperty("timeframe").GetString()}",
                "trade_signal" => $"strategies.internal.{symbol}",
                "indicator" => $"indicators.internal.{symbol}.{message.GetProperty("metadata").GetProperty("node").GetString()}",
                _ => null,
            };
            if (subject is not null)
            {
                awaited.TryAdd(subject, new Queue<string>());
                awaited[subject].Enqueue(line);
            }
        }

        Assert.Contains("candles.internal.AA.1m", awaited.Keys);
        Assert.Contains("strategies.internal.BB", awaited.Keys);
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        for (int left = awaited.Values.Sum(q => q.Count); left > 0;)
        {
            NatsMessage heard = await copies.NextAsync(patience.Token);
            string line = Encoding.UTF8.GetString(heard.Payload.Span);
            if (awaited.TryGetValue(heard.Subject, out Queue<string>? of) && of.TryPeek(out string? next) && next == line)
            {
                of.Dequeue();
                left--;
            }
            else
            {
                // What strategies say beside signals, and what the account says of their positions.
                Assert.StartsWith("strategies.internal.", heard.Subject, StringComparison.Ordinal);
            }
        }
    }

    /// <summary>A replica holds the rows of the account and serves them.</summary>
    private void CompareReplica(ClusterSystem.Role page)
    {
        string[] said = File.ReadAllLines(folder["paper.jsonl"]);
        Stopwatch since = Stopwatch.StartNew();
        SinkTable fillsTable = SinkTable.All.Single(t => t.Name == "fills");
        while (true)
        {
            Assert.True(since.Elapsed < TimeSpan.FromMinutes(3), $"not copied in time: {page.Said}");
            if (File.Exists(folder["dashboard.db"]))
            {
                if (TableDump.OfSqlite(folder["dashboard.db"], fillsTable).Count >= AccountLines.Count(said, "fill"))
                {
                    break;
                }
            }
        }

        page.WaitForAgain("serving ");
        page.Ask("/api/v1/orders", (_, text) => text.Contains("\"filled\"", StringComparison.Ordinal));
    }

    /// <summary>Everything that the account says is told to those who may hear of orders, in order, once.</summary>
    private async Task CompareToldAsync(ClusterSystem cluster)
    {
        Queue<string> awaited = new(File.ReadLines(folder["paper.jsonl"]));
        await using NatsLink link = new(cluster.As("border"), TimeSpan.FromSeconds(10));
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(TimeSpan.FromMinutes(2));
        await foreach (StreamRecord told in new NatsRecordStream(link, "PUBLIC").ReadAsync(0, cancel: patience.Token))
        {
            string line = Encoding.UTF8.GetString(told.Content.Span);
            if (told.Number > 0 && line.Contains("\"id\":\"paper:", StringComparison.Ordinal))
            {
                Assert.Equal(awaited.Dequeue(), line);
                Assert.Matches(line.Contains("\"type\":\"position_update\"", StringComparison.Ordinal) ? "^strategies[.]positions[.]AA$" : "^(orders[.]paper[.]|strategies[.]|ops[.])", told.Subject);
                if (awaited.Count == 0)
                {
                    return;
                }
            }
        }
    }

    private string CrossOf(string symbols) => folder.Write("cross.yaml", $"""
        pipeline: cross
        symbols: [{symbols}]
        candles: [1m]
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
