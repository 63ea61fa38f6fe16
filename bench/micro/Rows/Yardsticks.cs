using System.IO.Compression;
using Pawl.Bench.Baselines;
using Pawl.Bench.HandWritten;

namespace Pawl.Bench.Rows;

/// <summary>The hand-written yardsticks against less than they do: no goals, they tell what a tick costs at least.</summary>
internal static class Yardsticks
{
    public static IEnumerable<Row> Make(bool quick)
    {
        yield return Loop("fused tick job, generated ticks", TickStream.Generate(quick ? 500_000 : 2_000_000));
        if (RealData.Find(TickStream.Day) is not { } path)
        {
            yield return Row.Skipped("fused tick job, SPY day", "1m bars only", RealData.Absent);
            yield return Row.Skipped("hand-written CSV reader, SPY day", "copying the bytes", RealData.Absent);
            yield break;
        }

        yield return Loop("fused tick job, SPY day", TickStream.Load(path));
        yield return Reader(path);
    }

    private static Row Loop(string name, RawTick[] ticks)
    {
        return new Row(name, "1m bars only", Goal.None, ticks.Length, "tick", TickJob, CandlesOnly);

        void TickJob()
        {
            var job = new FusedTickJob();
            job.Run(ticks);
            job.Finish();
            Sink.Take(job.Checksum);
        }

        void CandlesOnly()
        {
            var job = new FusedCandlesOnly();
            job.Run(ticks);
            job.Finish();
            Sink.Take(job.Checksum);
        }
    }

    private static Row Reader(string path)
    {
        using var text = new MemoryStream();
        using (var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress))
            zip.CopyTo(text);
        byte[] csv = text.ToArray();
        var ticks = new RawTick[4096];
        var buffer = new byte[1 << 17];
        return new Row("hand-written CSV reader, SPY day", "copying the bytes", Goal.Megabytes, csv.Length, "byte", Read, Copy);

        void Read()
        {
            var reader = new TickReader(new MemoryStream(csv));
            for (int count = reader.Read(ticks); count > 0; count = reader.Read(ticks))
                Sink.Take(ticks[count - 1].Price);
        }

        void Copy()
        {
            using var stream = new MemoryStream(csv);
            for (int count = stream.Read(buffer); count > 0; count = stream.Read(buffer))
                Sink.Take(buffer[count - 1]);
        }
    }
}
