using System.Text;

namespace Pawl.Host.Backtesting.Sweeps;

/// <summary>
/// <c>sweep.csv</c>: a row for each run, written when it is done, in the order of the search. What a sweep before has written is taken
/// from it instead of computed; a row that broke off is cut away.
/// </summary>
internal sealed class SweepFile : IDisposable
{
    private readonly Queue<string> rows = [];
    private readonly FileStream? file;
    private readonly string path;

    /// <param name="path">The file; null keeps nothing.</param>
    /// <param name="header">Its first line.</param>
    /// <exception cref="InvalidDataException">It holds something else.</exception>
    public SweepFile(string? path, string header)
    {
        this.path = path ?? "";
        if (path is null)
        {
            return;
        }

        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        long whole = ReadRows(header);
        file.SetLength(whole);
        file.Seek(0, SeekOrigin.End);
        if (whole == 0)
        {
            Write(header);
        }
    }

    /// <summary>How many rows were there before.</summary>
    public int Before { get; private set; }

    /// <summary>The cells of the next run, where a sweep before has made it.</summary>
    /// <param name="key">Its first cells.</param>
    /// <exception cref="InvalidDataException">It holds another run.</exception>
    public string[]? Next(string key)
    {
        if (!rows.TryDequeue(out string? row))
        {
            return null;
        }

        return row.StartsWith(key + ",", StringComparison.Ordinal)
            ? row[(key.Length + 1)..].Split(',')
            : throw Wrong($"the row '{(row.Length > 80 ? row[..80] + "…" : row)}' stands where '{key}' is tried");
    }

    /// <summary>Adds a run, so that it is there whatever becomes of the program.</summary>
    public void Add(string key, IEnumerable<string> cells) => Write($"{key},{string.Join(',', cells)}");

    /// <summary>Refuses a row that cannot be what this program wrote.</summary>
    public InvalidDataException Wrong(string what) => new($"{path}: {what}; it was changed or is of another sweep, so give another folder");

    public void Dispose() => file?.Dispose();

    private void Write(string line)
    {
        file?.Write(Encoding.UTF8.GetBytes(line + "\n"));
        file?.Flush();
    }

    /// <summary>Reads the rows that are whole; where the last of them ends.</summary>
    private long ReadRows(string header)
    {
        using StreamReader reader = new(file!, Encoding.UTF8, detectEncodingFromByteOrderMarks: false, leaveOpen: true);
        string text = reader.ReadToEnd();
        int end = text.LastIndexOf('\n') + 1;
        string[] lines = text[..end].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length > 0 && lines[0] != header)
        {
            throw Wrong("the columns are others");
        }

        foreach (string line in lines.Skip(1))
        {
            rows.Enqueue(line);
        }

        Before = rows.Count;
        return Encoding.UTF8.GetByteCount(text.AsSpan(0, end));
    }
}
