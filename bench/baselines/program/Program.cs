using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using Pawl.Bench.Baselines;
using Pawl.Bench.HandWritten;

if (args.Length is not (2 or 3) || (args.Length == 3 && args[0] != "backtest"))
{
    Console.Error.WriteLine("usage: handwritten IN.csv.gz OUT.jsonl|-\n       handwritten backtest IN.csv.gz FOLDER");
    return 2;
}

string from = args[^2];
try
{
    using var file = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
    using var text = new GZipStream(file, CompressionMode.Decompress);
    string symbol = Path.GetFileName(from).Split('_', '.')[0];
    if (args.Length == 2)
        Replay(text, symbol, args[1]);
    else
        Backtest(text, symbol, args[2]);
    return 0;
}
catch (Exception e) when (e is IOException or InvalidDataException or FormatException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"handwritten: {from}: {e.Message}");
    return 1;
}

static void Replay(Stream text, string symbol, string to)
{
    using FileStream output = to == "-" ? new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, 0) : Create(to);
    var reader = new TickReader(text);
    var job = new TickJob(new LineWriter(output, symbol));
    var ticks = new RawTick[4096];
    for (int count = reader.Read(ticks); count > 0; count = reader.Read(ticks))
        job.Process(ticks, count);
    job.Finish();
}

static void Backtest(Stream text, string symbol, string folder)
{
    Directory.CreateDirectory(folder);
    using FileStream trades = Create(Path.Combine(folder, "trades.csv"));
    using FileStream equity = Create(Path.Combine(folder, "equity.csv"));
    var reader = new CandleReader(text);
    var results = new ResultWriter(trades, equity, symbol);
    results.WriteHeaders();
    var job = new BacktestJob(results);
    var bars = new RawBar[4096];
    for (int count = reader.Read(bars); count > 0; count = reader.Read(bars))
        job.Process(bars, count);
    job.Finish();
}

static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
