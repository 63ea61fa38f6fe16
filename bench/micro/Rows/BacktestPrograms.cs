using System.Globalization;
using System.IO.Compression;
using System.Text;
using Pawl.Engine;

namespace Pawl.Bench.Rows;

/// <summary>Whole programs: a back-test against one that is written by hand; what a sweep of a thousand sets costs, counted in single runs.</summary>
internal sealed class BacktestPrograms
{
    private readonly OtherProgram _pawl;
    private readonly OtherProgram _handWritten;
    private readonly Lazy<string> _folder;

    private BacktestPrograms(OtherProgram pawl, OtherProgram handWritten, bool quick)
    {
        (_pawl, _handWritten) = (pawl, handWritten);
        _folder = new Lazy<string>(() => Prepare(quick));
    }

    private static string[] Few => ["--files", "trades,equity"];

    private static string[] SameFiles => ["--files", "trades,equity,orders,account"];

    private static string Pipeline => Pipelines.PathOf("cross_backtest.yaml");

    public static IEnumerable<Row> Make(bool quick)
    {
        const string same = "pawl backtest, zipped minute bars, the same files";
        const string sameAgainst = "hand-written program, the same files";
        const string name = "pawl backtest, zipped minute bars, results written";
        const string against = "hand-written program, the same but summary and page";
        const string few = "pawl backtest, zipped minute bars, trades and equity alone";
        const string fewAgainst = "hand-written program";
        const string sweep = "pawl sweep of 1 000 sets, 20 000 minute bars";
        const string single = "pawl backtest, one run";
        if (OtherProgram.Find("PAWL_BENCH_PAWL") is not { } pawl || OtherProgram.Find("PAWL_BENCH_HANDWRITTEN") is not { } handWritten)
            return [Row.Skipped(same, sameAgainst, "needs ./bench/run"), Row.Skipped(name, against, "needs ./bench/run"), Row.Skipped(few, fewAgainst, "needs ./bench/run"), Row.Skipped(sweep, single, "needs ./bench/run")];
        var programs = new BacktestPrograms(pawl, handWritten, quick);
        return
        [
            new Row(same, sameAgainst, Goal.AtMostTimes(3), 1, "run", () => pawl.Run([.. programs.Backtest(), .. SameFiles]), () => handWritten.Run(programs.ByHand(few: false))),
            new Row(name, against, Goal.None, 1, "run", () => pawl.Run(programs.Backtest()), () => handWritten.Run(programs.ByHand(few: false))),
            new Row(few, fewAgainst, Goal.None, 1, "run", () => pawl.Run([.. programs.Backtest(), .. Few]), () => handWritten.Run(programs.ByHand(few: true))),
            Row.OfBytes("peak memory of the back-test", against, Goal.None, () => pawl.PeakMemory(programs.Backtest()), () => handWritten.PeakMemory(programs.ByHand(few: false))),
            new Row(sweep, single, Goal.AtMostTimes(200), 1, "run", () => pawl.Run(programs.Sweep()), () => pawl.Run("backtest", "-p", Pipeline, "-d", programs.In("ONE_1m_few.csv.gz"))),
        ];
    }

    private string[] Backtest() => ["backtest", "-p", Pipeline, "-d", In("ONE_1m_many.csv.gz"), "--out", In("pawl")];

    private string[] ByHand(bool few) => few ? ["backtest", In("ONE_1m_many.csv.gz"), In("by-hand")] : ["backtest", "all", In("ONE_1m_many.csv.gz"), In("by-hand")];

    private string[] Sweep() =>
        ["sweep", "-p", Pipeline, "-d", In("ONE_1m_few.csv.gz"), "--vary", "fast.period=2..21", "--vary", "slow.period=22..71", "--objective", "net_profit"];

    private string In(string name) => Path.Combine(_folder.Value, name);

    /// <summary>Writes the data, and makes sure that both programs write the same trades, equity, orders and account.</summary>
    private string Prepare(bool quick)
    {
        string folder = Directory.CreateTempSubdirectory("pawl-bench").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string many = Path.Combine(folder, "ONE_1m_many.csv.gz"), ours = Path.Combine(folder, "pawl"), byHand = Path.Combine(folder, "by-hand");
        Write(many, Backtests.Bars(quick ? 100_000 : 1_000_000));
        Write(Path.Combine(folder, "ONE_1m_few.csv.gz"), Backtests.Bars(quick ? 5_000 : 20_000));
        _pawl.Run("backtest", "-p", Pipeline, "-d", many, "--out", ours);
        _handWritten.Run("backtest", "all", many, byHand);
        foreach (string file in (string[])["trades.csv", "equity.csv", "orders.csv", "account.jsonl"])
        {
            if (!File.ReadAllBytes(Path.Combine(ours, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(byHand, file))))
                throw new InvalidOperationException($"{file} of the back-test is not that of the hand-written program");
        }

        return folder;
    }

    private static void Write(string path, InputEvent[] bars)
    {
        using var zip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        var text = new StringBuilder("timestamp,open,high,low,close,volume\n");
        foreach (ref readonly InputEvent e in bars.AsSpan())
            text.Append(CultureInfo.InvariantCulture, $"{e.Candle.Start},{e.Candle.Open},{e.Candle.High},{e.Candle.Low},{e.Candle.Close},{e.Candle.Volume}\n");
        zip.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }
}
