using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Replay;

/// <summary>Writes one CSV file per node: see <see cref="CsvTable"/>.</summary>
internal sealed class CsvSink(string folder) : ILogSink
{
    private const int PieceBytes = 64 * 1024;

    private readonly SortedDictionary<int, (OutputFile File, Utf8Buffer Rows)> files = [];

    public bool TakesRecords => true;

    public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
    {
        if (!files.TryGetValue(output.Channel, out (OutputFile File, Utf8Buffer Rows) to))
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

    public void Complete() => End(file => file.Complete());

    public void Dispose() => End(file => file.Dispose());

    private void End(Action<OutputFile> end)
    {
        foreach ((OutputFile file, Utf8Buffer rows) in files.Values)
        {
            HandOn(file, rows);
            end(file);
        }

        files.Clear();
    }

    private (OutputFile File, Utf8Buffer Rows) Open(EngineLog log, Channel channel)
    {
        string name = FileNames.Of(log.Symbols[channel.Symbol], NameOf(log.Graph, channel)) + ".csv";
        OutputFile file = new(Path.Combine(folder, name));
        Utf8Buffer rows = new(PieceBytes * 2);
        CsvTable.WriteHeader(channel.Schema, rows);
        return (file, rows);
    }

    /// <summary>Reports of the engine bear the name of what they are about, which has a table of its own.</summary>
    private static string NameOf(Graph graph, Channel channel) =>
        channel.Index >= graph.DriverChannel(0, 0) ? channel.Schema.Name
        : channel.Schema.ClrType == typeof(NodeError) ? $"{channel.Node}_{channel.Schema.Name}"
        : channel.Node;

    private static void HandOn(OutputFile file, Utf8Buffer rows)
    {
        file.Write(rows.Written);
        rows.Clear();
    }
}
