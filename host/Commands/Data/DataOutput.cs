using System.CommandLine;
using System.IO.Compression;
using Pawl.Host.Replay;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>Where CSV goes: a file, compressed where its name ends in <c>.gz</c>, that gets its name when it is whole; or standard output.</summary>
internal sealed class DataOutput : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly OutputFile? file;
    private readonly Stream to;

    private DataOutput(string path)
    {
        file = path == "-" ? null : new OutputFile(path);
        to = file is null ? Console.OpenStandardOutput() : path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file.Stream, CompressionLevel.Optimal, leaveOpen: true) : file.Stream;
    }

    /// <summary>What is to be written next.</summary>
    public Utf8Buffer Text { get; } = new(PieceBytes * 2);

    public static Option<string> Option() => new("--out", "-o")
    {
        Description = "The file: .csv, or .csv.gz for gzip; '-' is standard output. It gets its name when it is whole.",
        HelpName = "FILE",
        Required = true,
    };

    public static DataOutput Open(string path)
    {
        if (path != "-" && !path.EndsWith(".csv", StringComparison.Ordinal) && !path.EndsWith(".csv.gz", StringComparison.Ordinal))
        {
            throw new UsageException($"--out {Configuration.Shown.Of(path)}: write a name that ends in .csv or .csv.gz, or - for standard output");
        }

        DataOutput? opened = null;
        OutputArgument.Prepare(path, p => opened = new DataOutput(p));
        return opened!;
    }

    /// <summary>Hands text on when there is enough of it.</summary>
    public void Pass()
    {
        if (Text.Length >= PieceBytes)
        {
            HandOn();
        }
    }

    /// <summary>Nothing follows.</summary>
    public void Complete()
    {
        HandOn();
        to.Flush();
        if (file is not null)
        {
            to.Dispose();
            file.Complete();
        }
    }

    public void Dispose()
    {
        to.Dispose();
        file?.Dispose();
    }

    private void HandOn()
    {
        to.Write(Text.Written);
        Text.Clear();
    }
}
