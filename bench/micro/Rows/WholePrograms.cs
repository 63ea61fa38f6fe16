using System.IO.Compression;

namespace Pawl.Bench.Rows;

/// <summary>Whole runs, start-up included: a zipped CSV of ticks in, JSON Lines out.</summary>
internal static class WholePrograms
{
    public static IEnumerable<Row> Make()
    {
        const string name = "hand-written program, SPY day";
        const string against = "its start: no ticks";
        if (RealData.Find(TickStream.Day) is not { } path)
        {
            yield return Row.Skipped(name, against, RealData.Absent);
            yield break;
        }

        if (OtherProgram.Find("PAWL_BENCH_HANDWRITTEN") is not { } handWritten)
        {
            yield return Row.Skipped(name, against, "needs ./bench/run");
            yield break;
        }

        string folder = Directory.CreateTempSubdirectory("pawl-bench").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        string lines = Path.Combine(folder, "lines.jsonl");
        string empty = Path.Combine(folder, "NONE_trades.csv.gz");
        using (var zip = new GZipStream(File.Create(empty), CompressionLevel.Fastest))
            zip.Write("timestamp,price,size\n"u8);
        yield return new Row(
            name,
            against,
            Goal.None,
            1,
            "run",
            () => handWritten.Run(path, lines),
            () => handWritten.Run(empty, lines));
    }
}
