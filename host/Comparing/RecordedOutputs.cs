using System.IO.Compression;
using Pawl.Host.Commands;

namespace Pawl.Host.Comparing;

/// <summary>Outputs that were recorded as JSON Lines: a file, or a folder with a file for each log.</summary>
internal sealed class RecordedOutputs
{
    private const int LineBytes = 16 << 20;

    private RecordedOutputs(string path, SortedDictionary<string, string> files)
    {
        Path = path;
        Files = files;
    }

    public string Path { get; }

    /// <summary>The files by their names in the folder; one without a name where a single file was given.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <exception cref="FailureException">There is nothing of the kind.</exception>
    public static RecordedOutputs Open(string path)
    {
        SortedDictionary<string, string> files = new(StringComparer.Ordinal);
        if (File.Exists(path))
        {
            files.Add("", path);
        }
        else if (Directory.Exists(path))
        {
            foreach (string file in Directory.GetFiles(path, "*.jsonl"))
            {
                files.Add(System.IO.Path.GetFileName(file), file);
            }
        }

        return files.Count > 0 ? new RecordedOutputs(path, files)
            : throw new FailureException($"{path}: {(Directory.Exists(path) ? "holds no .jsonl files" : "does not exist")}; give what 'pawl replay --out' has written as JSON Lines");
    }

    /// <summary>The outputs of a file, in order.</summary>
    /// <exception cref="FailureException">A line is no output.</exception>
    public static IEnumerable<SaidLine> Read(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        using Stream text = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file;
        byte[] buffer = new byte[1 << 16];
        int filled = 0;
        long number = 0;
        bool ended = false;
        while (!ended)
        {
            int read = text.Read(buffer, filled, buffer.Length - filled);
            ended = read == 0;
            filled += read;
            int start = 0;
            while (buffer.AsSpan(start, filled - start).IndexOf((byte)'\n') is var length && (length >= 0 || (ended && start < filled)))
            {
                length = length < 0 ? filled - start : length;
                yield return Parse(path, ++number, buffer.AsSpan(start, length));
                start = Math.Min(filled, start + length + 1);
            }

            buffer.AsSpan(start, filled - start).CopyTo(buffer);
            filled -= start;
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, buffer.Length < LineBytes ? buffer.Length * 2 : throw new FailureException($"{path}:{number + 1}: a line of more than {LineBytes >> 20} MB is no output"));
            }
        }
    }

    private static SaidLine Parse(string path, long line, ReadOnlySpan<byte> text)
    {
        try
        {
            return SaidLine.Read(text);
        }
        catch (FormatException e)
        {
            throw new FailureException($"{path}:{line}: {e.Message}; give files of JSON Lines as 'pawl replay' writes them");
        }
    }
}
