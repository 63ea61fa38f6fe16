using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>Writes one CSV file per node: see <see cref="CsvTable"/>.</summary>
internal sealed class CsvSink(string folder) : ILogSink
{
    private const int PieceBytes = 64 * 1024;

    private readonly SortedDictionary<int, (FileStream File, Utf8Buffer Rows)> files = [];

    public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
    {
        if (!files.TryGetValue(output.Channel, out (FileStream File, Utf8Buffer Rows) to))
        {
            to = Open(log, log.Graph.Channels[output.Channel]);
            files.Add(output.Channel, to);
        }

        CsvTable.WriteRow(log.Graph.Channels[output.Channel].Schema, output.Time, record, to.Rows);
        if (to.Rows.Length >= PieceBytes)
        {
            HandOn(to.File, to.Rows);
        }
    }

    public void Lines(ReadOnlySpan<byte> lines)
    {
    }

    public void Dispose()
    {
        foreach ((FileStream file, Utf8Buffer rows) in files.Values)
        {
            HandOn(file, rows);
            file.Dispose();
        }

        files.Clear();
    }

    private (FileStream File, Utf8Buffer Rows) Open(EngineLog log, Channel channel)
    {
        string name = FileNames.Of(log.Symbols[channel.Symbol], channel.Node) + ".csv";
        FileStream file = new(Path.Combine(folder, name), FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Utf8Buffer rows = new(PieceBytes * 2);
        CsvTable.WriteHeader(channel.Schema, rows);
        return (file, rows);
    }

    private static void HandOn(FileStream file, Utf8Buffer rows)
    {
        file.Write(rows.Written);
        rows.Clear();
    }
}
