using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>
/// A file for each symbol and time frame, <c>SPY_5m.csv</c>. It has another name until it is whole, so that nobody reads half of
/// one; it is open only while a piece is written, so that there may be any number of symbols.
/// </summary>
internal sealed class CandleFolder(string folder, bool hasFlow) : CandleTables(hasFlow)
{
    private const int PieceBytes = 16 * 1024;

    private readonly Dictionary<(string Symbol, TimeFrame Frame), Table> tables = [];

    /// <summary>The path of a table's file.</summary>
    public string PathOf(string symbol, TimeFrame frame) => Path.Combine(folder, $"{FileNames.Of(symbol)}_{frame}.csv");

    public override void Finish()
    {
        foreach (((string symbol, TimeFrame frame), Table table) in tables)
        {
            table.HandOn();
            string path = PathOf(symbol, frame);
            if (Directory.Exists(path))
            {
                throw new IOException($"{path}: is a folder; choose another place with --out");
            }

            File.Move(table.Path, path, overwrite: true);
        }

        tables.Clear();
    }

    public override void Dispose()
    {
        foreach (Table table in tables.Values)
        {
            File.Delete(table.Path);
        }
    }

    protected override void Write(string symbol, TimeFrame frame, in FlowCandle candle)
    {
        if (!tables.TryGetValue((symbol, frame), out Table? table))
        {
            table = new Table(PathOf(symbol, frame) + OutputFile.Unfinished, Schema);
            tables.Add((symbol, frame), table);
        }

        WriteRow(in candle, table.Rows);
        if (table.Rows.Length >= PieceBytes)
        {
            table.HandOn();
        }
    }

    private sealed class Table
    {
        private FileMode mode = FileMode.Create;

        public Table(string path, RecordSchema schema)
        {
            Path = path;
            CsvTable.WriteHeader(schema, Rows);
        }

        /// <summary>Where it is until it is whole.</summary>
        public string Path { get; }

        public Utf8Buffer Rows { get; } = new(1024);

        public void HandOn()
        {
            using FileStream file = new(Path, mode, FileAccess.Write, FileShare.None, bufferSize: 0);
            file.Write(Rows.Written);
            mode = FileMode.Append;
            Rows.Clear();
        }
    }
}
