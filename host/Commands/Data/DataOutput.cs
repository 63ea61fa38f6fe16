using System.CommandLine;
using System.IO.Compression;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Ingestion;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>Where a table goes.</summary>
/// <param name="Path">A file, or <c>-</c> for standard output.</param>
/// <param name="Parquet">What writes Parquet files.</param>
internal sealed record DataDestination(string Path, ParquetFiles Parquet);

/// <summary>
/// Where CSV goes: a file that gets its name when it is whole, compressed where its name ends in <c>.gz</c>, made to Parquet where
/// it ends so; or standard output.
/// </summary>
internal sealed class DataOutput : IDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly OutputFile? file;
    private readonly Stream to;
    private readonly Action? convert;
    private readonly DirectoryInfo? folder;

    private DataOutput(DataDestination destination, EventKind kind)
    {
        string path = destination.Path;
        if (ParquetFiles.IsParquet(path))
        {
            folder = Directory.CreateTempSubdirectory("pawl");
            string rows = Path.Combine(folder.FullName, "rows.csv");
            to = File.Create(rows);
            convert = () => destination.Parquet.Write(rows, path + OutputFile.Unfinished, kind);
            return;
        }

        file = path == "-" ? null : new OutputFile(path);
        to = file is null ? Console.OpenStandardOutput() : path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file.Stream, CompressionLevel.Optimal, leaveOpen: true) : file.Stream;
    }

    /// <summary>What is to be written next.</summary>
    public Utf8Buffer Text { get; } = new(PieceBytes * 2);

    public static Option<string> Option() => new("--out", "-o")
    {
        Description = "The file: .csv, .csv.gz for gzip, or with the setting data.duckdb .parquet; '-' is standard output. It gets its name when it is whole.",
        HelpName = "FILE",
        Required = true,
    };

    public static DataOutput Open(DataDestination destination, EventKind kind)
    {
        string path = destination.Path;
        if (ParquetFiles.IsParquet(path))
        {
            destination.Parquet.RequireLibrary(path);
        }
        else if (path != "-" && !path.EndsWith(".csv", StringComparison.Ordinal) && !path.EndsWith(".csv.gz", StringComparison.Ordinal))
        {
            throw new UsageException($"--out {Configuration.Shown.Of(path)}: write a name that ends in .csv, .csv.gz or .parquet, or - for standard output");
        }

        DataOutput? opened = null;
        OutputArgument.Prepare(path, _ => opened = new DataOutput(destination, kind));
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
    /// <param name="path">The file; it takes the place of an older one.</param>
    public void Complete(string path)
    {
        HandOn();
        to.Flush();
        if (convert is not null)
        {
            to.Dispose();
            convert();
            File.Move(path + OutputFile.Unfinished, path, overwrite: true);
        }
        else if (file is not null)
        {
            to.Dispose();
            file.Complete();
        }
    }

    public void Dispose()
    {
        to.Dispose();
        file?.Dispose();
        folder?.Delete(recursive: true);
    }

    private void HandOn()
    {
        to.Write(Text.Written);
        Text.Clear();
    }
}
