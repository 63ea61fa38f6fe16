using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using Pawl.Bench.Baselines;
using Pawl.Bench.HandWritten;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: handwritten IN.csv.gz OUT.jsonl|-");
    return 2;
}

try
{
    using var file = new FileStream(args[0], FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
    using var text = new GZipStream(file, CompressionMode.Decompress);
    using FileStream output = args[1] == "-"
        ? new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, 0)
        : new FileStream(args[1], FileMode.Create, FileAccess.Write, FileShare.Read, 0);

    string symbol = Path.GetFileName(args[0]).Split('_', '.')[0];
    var reader = new TickReader(text);
    var job = new TickJob(new LineWriter(output, symbol));
    var ticks = new RawTick[4096];
    for (int count = reader.Read(ticks); count > 0; count = reader.Read(ticks))
        job.Process(ticks, count);
    job.Finish();
    return 0;
}
catch (Exception e) when (e is IOException or InvalidDataException or FormatException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"handwritten: {args[0]}: {e.Message}");
    return 1;
}
