using System.IO.Compression;

namespace Pawl.Bench.Rows;

/// <summary>Whole runs, start-up included: a zipped CSV of ticks in, JSON Lines out.</summary>
internal static class WholePrograms
{
    public static IEnumerable<Row> Make()
    {
        const string name = "pawl replay, SPY day";
        const string against = "hand-written program";
        if (RealData.Find(TickStream.Day) is not { } path)
            return [Row.Skipped(name, against, RealData.Absent)];
        if (OtherProgram.Find("PAWL_BENCH_HANDWRITTEN") is not { } handWritten || OtherProgram.Find("PAWL_BENCH_PAWL") is not { } pawl)
            return [Row.Skipped(name, against, "needs ./bench/run")];
        return Make(path, handWritten, pawl);
    }

    private static IEnumerable<Row> Make(string path, OtherProgram handWritten, OtherProgram pawl)
    {
        string folder = Directory.CreateTempSubdirectory("pawl-bench").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string empty = Path.Combine(folder, "NONE_trades.csv.gz");
        using (var zip = new GZipStream(File.Create(empty), CompressionLevel.Fastest))
            zip.Write("timestamp,price,size\n"u8);

        string lines = Path.Combine(folder, "lines.jsonl");
        string pipeline = Pipelines.PathOf("tick_job.yaml");
        string[] byHand = [path, lines];
        string[] replay = ["replay", "--pipeline", pipeline, "--data", path, "--out", folder];
        handWritten.Run(byHand);
        pawl.Run(replay);
        if (!File.ReadAllBytes(lines).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(folder, "SPY.jsonl"))))
            throw new InvalidOperationException("pawl and the hand-written program write different lines");

        const string against = "hand-written program";
        yield return new Row("pawl replay, SPY day", against, Goal.AtMostTimes(4), 1, "run", () => pawl.Run(replay), () => handWritten.Run(byHand));
        yield return new Row(
            "start and end: no ticks",
            against,
            Goal.None,
            1,
            "run",
            () => pawl.Run("replay", "--pipeline", pipeline, "--data", empty, "--out", folder),
            () => handWritten.Run(empty, lines));
        yield return new Row("pawl --version", "hand-written program, no ticks", Goal.None, 1, "run", () => pawl.Run("--version"), () => handWritten.Run(empty, lines));
        if (OtherProgram.Find("PAWL_BENCH_LAUNCHER") is { } launcher)
            yield return new Row("./pawl replay, SPY day", against, Goal.None, 1, "run", () => launcher.Run(replay), () => handWritten.Run(byHand));
        yield return Row.OfBytes("peak memory of the replay", against, Goal.AtMostTimes(2), () => pawl.PeakMemory(replay), () => handWritten.PeakMemory(byHand));
    }
}
