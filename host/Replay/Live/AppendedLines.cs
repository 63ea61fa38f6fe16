using Pawl.Engine;
using Pawl.Types;

namespace Pawl.Host.Replay.Live;

/// <summary>
/// Appends a log's canonical lines to a file that earlier processes have begun. The id of its last whole line says where it
/// ends: what a kill left of a line is cut off, and what was stored but not written yet follows.
/// </summary>
internal sealed class AppendedLines : ILogSink
{
    private const string Remedy = "move it away, or choose another folder with --out";

    private readonly FileStream file;
    private readonly byte[] lastLine;
    private readonly OutputId last;

    /// <summary>Whether everything that the file holds has come by.</summary>
    private bool isNew;

    /// <param name="folder">Where the file lies.</param>
    /// <param name="log">The log.</param>
    /// <param name="isStored">Whether an earlier process has stored this log.</param>
    /// <exception cref="IOException">The file is of something else.</exception>
    public AppendedLines(string folder, string log, bool isStored)
    {
        file = new FileStream(Path.Combine(folder, FileNames.Of(log) + ".jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            lastLine = CutToLastLine();
            last = lastLine.Length == 0 ? default : IdOf(lastLine);
            isNew = lastLine.Length == 0;
            if (!isNew && (!isStored || last.Log != log))
            {
                throw Foreign(null);
            }
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
    {
    }

    public void Lines(ReadOnlySpan<byte> lines)
    {
        while (!isNew && !lines.IsEmpty)
        {
            ReadOnlySpan<byte> line = lines[..(lines.IndexOf((byte)'\n') + 1)];
            OutputId id = IdOf(line);
            isNew = id == last;
            if (isNew ? !line.SequenceEqual(lastLine) : id.Sequence > last.Sequence || (id.Sequence == last.Sequence && id.Index > last.Index))
            {
                throw Foreign(null);
            }

            lines = lines[line.Length..];
        }

        file.Write(lines);
    }

    public void Dispose() => file.Dispose();

    /// <summary>Cuts off what does not end with a line feed; returns the last line.</summary>
    private byte[] CutToLastLine()
    {
        byte[] buffer = new byte[64 * 1024];
        long start = 0;
        long end = 0;
        for (long at = 0; file.Read(buffer) is var count and > 0; at += count)
        {
            int from = 0;
            while (buffer.AsSpan(from, count - from).IndexOf((byte)'\n') is var feed and >= 0)
            {
                from += feed + 1;
                (start, end) = (end, at + from);
            }
        }

        file.SetLength(end);
        file.Position = start;
        byte[] line = new byte[end - start];
        file.ReadExactly(line);
        return line;
    }

    private OutputId IdOf(ReadOnlySpan<byte> line)
    {
        try
        {
            return OutputId.TryParse(Envelope.Read(line).Id, out OutputId id) ? id : throw Foreign(null);
        }
        catch (FormatException e)
        {
            throw Foreign(e);
        }
    }

    private IOException Foreign(Exception? inner) => new($"{file.Name}: holds something else than the outputs of this run; {Remedy}", inner);
}
