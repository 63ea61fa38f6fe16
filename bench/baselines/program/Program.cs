using System.IO.Compression;
using Microsoft.Win32.SafeHandles;
using Pawl.Bench.Baselines;
using Pawl.Bench.HandWritten;

if (args.Length is not (2 or 3 or 4) || (args.Length > 2 && args[0] != "backtest") || (args.Length == 4 && args[1] != "all"))
{
    Console.Error.WriteLine("usage: handwritten IN.csv.gz OUT.jsonl|-\n       handwritten backtest [all] IN.csv.gz FOLDER");
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
        Backtest(text, symbol, args[^1], args.Length == 4);
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

static void Backtest(Stream text, string symbol, string folder, bool all)
{
    Directory.CreateDirectory(folder);
    using FileStream trades = Create(Path.Combine(folder, "trades.csv"));
    using FileStream equity = Create(Path.Combine(folder, "equity.csv"));
    using FileStream? lines = all ? Create(Path.Combine(folder, "account.jsonl")) : null;
    using FileStream? orders = all ? Create(Path.Combine(folder, "orders.csv")) : null;
    var reader = new CandleReader(text);
    var results = new ResultWriter(trades, equity, symbol);
    results.WriteHeaders();
    AccountWriter? account = lines is not null && orders is not null ? new AccountWriter(lines, orders, symbol) : null;
    account?.WriteHeaders();
    var job = new BacktestJob(results, account);
    var bars = new RawBar[4096];
    for (int count = reader.Read(bars); count > 0; count = reader.Read(bars))
        job.Process(bars, count);
    job.Finish();
}

static FileStream Create(string path) => new(path, FileMode.Create, FileAccess.Write, FileShare.Read, 0);
