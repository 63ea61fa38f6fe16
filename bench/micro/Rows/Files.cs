using System.IO.Compression;
using Pawl.Bench.Baselines;
using Pawl.Bench.HandWritten;
using Pawl.Candles;
using Pawl.Engine;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Bench.Rows;

/// <summary>Reading ticks and writing lines, each alone.</summary>
internal static class Files
{
    public static IEnumerable<Row> Make()
    {
        if (RealData.Find(TickStream.Day) is not { } path)
        {
            yield return Row.Skipped("CSV ticks, SPY day", "hand-written CSV reader", RealData.Absent);
            yield return Row.Skipped("JSON Lines of the tick job, SPY day", "copying the bytes", RealData.Absent);
            yield break;
        }

        yield return Decoding(path);
        yield return Output(TickStream.Load(path));
    }

    private static Row Decoding(string path)
    {
        using var text = new MemoryStream();
        using (var zip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress))
            zip.CopyTo(text);
        byte[] csv = text.ToArray();
        var events = new InputEvent[4096];
        var ticks = new RawTick[4096];
        return new Row("CSV ticks, SPY day", "hand-written CSV reader", Goal.AtLeastMegabytes(200), csv.Length, "byte", Read, ReadByHand);

        void Read()
        {
            using CsvFile file = CsvFile.Open(new MemoryStream(csv), "SPY_trades.csv", new SymbolTable());
            for (int count = file.Read(events); count > 0; count = file.Read(events))
                Sink.Take(events[count - 1].Tick.Price.Raw);
        }

        void ReadByHand()
        {
            var reader = new TickReader(new MemoryStream(csv));
            for (int count = reader.Read(ticks); count > 0; count = reader.Read(ticks))
                Sink.Take(ticks[count - 1].Price);
        }
    }

    private static Row Output(RawTick[] ticks)
    {
        Graph graph = Pipelines.Load("tick_job.yaml");
        EngineLog log = EngineLog.Create(graph, "SPY");
        new CandleDriver(graph).Process(log, EventBatch.Of(ticks));
        EnvelopeWriter[] writers = [.. graph.Channels.Select(c => new EnvelopeWriter(log.Name, Symbol.Parse("SPY"), c.TimeFrame, c.Node, c.Schema))];
        var lines = new Utf8Buffer(1 << 16);
        Write();
        byte[] copy = lines.Written.ToArray();
        byte[] to = new byte[copy.Length];
        return new Row("JSON Lines of the tick job, SPY day", "copying the bytes", Goal.Megabytes, copy.Length, "byte", Write, () => copy.CopyTo(to, 0));

        void Write()
        {
            lines.Clear();
            foreach (ref readonly Output output in log.Outbox.Outputs)
            {
                EnvelopeWriter writer = writers[output.Channel];
                writer.Write(lines, output.Time, log.Outbox.Record(in output, writer.Schema.Size), output.Sequence, output.N);
            }
        }
    }
}
