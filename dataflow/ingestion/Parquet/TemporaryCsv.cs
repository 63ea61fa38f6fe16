namespace Pawl.Ingestion;

/// <summary>A file in a folder of its own that is gone with the stream that reads it.</summary>
internal sealed class TemporaryCsv : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pawl");

    public string Path => System.IO.Path.Combine(_folder.FullName, "rows.csv");

    public Stream Open() => new Reading(this);

    public void Dispose() => _folder.Delete(recursive: true);

    private sealed class Reading(TemporaryCsv csv) : FileStream(csv.Path, FileMode.Open, FileAccess.Read)
    {
        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing && csv._folder.Exists)
            {
                csv.Dispose();
                csv._folder.Refresh();
            }
        }
    }
}
