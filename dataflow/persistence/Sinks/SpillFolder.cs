using System.Globalization;
using System.Text.Json;
using Pawl.Recovery;

namespace Pawl.Persistence.Sinks;

/// <summary>
/// Batches on disk, in order, in numbered files. The first record of a file says whose it is and how far the streams had been read before
/// it. A batch whose file is still there may have been written: writing it again changes nothing.
/// </summary>
internal sealed class SpillFolder : IDisposable
{
    private const string Extension = ".spill";

    private readonly SinkOptions options;
    private readonly string run;
    private readonly FileStream mine;
    private readonly LinkedList<SpillFile> files = [];
    private readonly Dictionary<string, long> cursors = new(StringComparer.Ordinal);
    private long number;
    private long at;

    /// <exception cref="StoreException">Another sink uses the folder, or it cannot be written.</exception>
    public SpillFolder(SinkOptions options, string run)
    {
        this.options = options;
        this.run = run;
        try
        {
            Directory.CreateDirectory(options.Folder);
            mine = new FileStream(Path.Combine(options.Folder, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"{options.Folder}: cannot be used to spill to ({e.Message.Split('\n')[0]}); stop the other sink that uses it, or choose another folder", e);
        }

        try
        {
            Open();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>How far the streams were read, the batches here among it; empty where it does not know.</summary>
    public IReadOnlyDictionary<string, long> Cursors => cursors;

    public bool IsEmpty => files.Count == 0;

    public long Bytes => files.Sum(f => f.Length) - at;

    /// <summary>Adds a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="before">How far all streams had been read before it.</param>
    /// <exception cref="IOException">There is no room.</exception>
    public void Append(SinkBatch batch, IReadOnlyDictionary<string, long> before)
    {
        byte[] content = SinkBatchFormat.Encode(batch);
        if (files.Last is not { } last || last.Value.Length >= options.FileBytes)
        {
            SpillFile file = new(Path.Combine(options.Folder, (++number).ToString("D10", CultureInfo.InvariantCulture) + Extension));
            try
            {
                file.Append(JsonSerializer.SerializeToUtf8Bytes(new Head(run, new Dictionary<string, long>(before, StringComparer.Ordinal))));
                file.Append(content);
            }
            catch (IOException)
            {
                file.Delete();
                throw;
            }

            files.AddLast(file);
            at = files.Count == 1 ? StartOf(file) : at;
            return;
        }

        last.Value.Append(content);
    }

    /// <summary>The first batch.</summary>
    public SinkBatch Peek()
    {
        SpillFile file = files.First!.Value;
        return file.TryRead(at, out byte[] content, out _)
            ? SinkBatchFormat.Decode(content)
            : throw new StoreException($"{file.Path}: is damaged at byte {at}; start the sink again: it reads from there on in the streams");
    }

    /// <summary>Forgets the first batch.</summary>
    public void RemoveFirst()
    {
        SpillFile file = files.First!.Value;
        file.TryRead(at, out _, out at);
        if (at >= file.Length)
        {
            file.Delete();
            files.RemoveFirst();
            at = files.First is { } next ? StartOf(next.Value) : 0;
        }
    }

    public void Clear()
    {
        foreach (SpillFile file in files)
        {
            file.Delete();
        }

        files.Clear();
        at = 0;
    }

    public void Dispose()
    {
        foreach (SpillFile file in files)
        {
            file.Dispose();
        }

        mine.Dispose();
    }

    private static long StartOf(SpillFile file) => file.TryRead(0, out _, out long start) ? start : 0;

    /// <summary>Takes up what is there, as far as it is whole.</summary>
    private void Open()
    {
        string[] paths = [.. Directory.GetFiles(options.Folder, "*" + Extension).Order(StringComparer.Ordinal)];
        for (int i = 0; i < paths.Length; i++)
        {
            number = long.Parse(Path.GetFileNameWithoutExtension(paths[i]), CultureInfo.InvariantCulture);
            SpillFile file = new(paths[i]);
            files.AddLast(file);
            if (!ReadHead(file, out long next))
            {
                files.RemoveLast();
                Drop(file, 0, paths[i..]);
                break;
            }

            long end = next;
            while (file.TryRead(end, out byte[] content, out next))
            {
                foreach (SinkMove move in SinkBatchFormat.Decode(content).Moves)
                {
                    cursors[move.Stream] = move.To;
                }

                end = next;
            }

            if (end < file.Length)
            {
                Drop(file, end, paths[(i + 1)..]);
                break;
            }
        }

        RemoveEmpty();
        at = files.First is { } first ? StartOf(first.Value) : 0;
    }

    /// <summary>Leaves out a file from a place on, and all files behind it: what they held is read again from the streams.</summary>
    private void Drop(SpillFile file, long from, string[] behind)
    {
        options.Say($"{file.Path}: is not whole behind byte {from}; what is missing is read again from the streams");
        if (from == 0)
        {
            file.Dispose();
        }
        else
        {
            file.Cut(from);
        }

        foreach (string path in behind)
        {
            File.Delete(path);
        }
    }

    /// <summary>A file without a batch holds nothing that the one before does not say.</summary>
    private void RemoveEmpty()
    {
        while (files.Last is { } last && StartOf(last.Value) == last.Value.Length)
        {
            last.Value.Delete();
            files.RemoveLast();
        }
    }

    private bool ReadHead(SpillFile file, out long next)
    {
        if (!file.TryRead(0, out byte[] content, out next) || JsonSerializer.Deserialize<Head>(content) is not { } head)
        {
            return false;
        }

        if (head.Run != run)
        {
            throw new StoreException($"{options.Folder}: holds batches of run '{head.Run}', not of '{run}'; choose another folder");
        }

        foreach ((string stream, long position) in head.Cursors)
        {
            cursors[stream] = position;
        }

        return true;
    }

    private sealed record Head(string Run, Dictionary<string, long> Cursors);
}
