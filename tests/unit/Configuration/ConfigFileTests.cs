using System.Text;
using Pawl.Host.Configuration;
using Xunit;

namespace Pawl.Tests.Unit.Configuration;

/// <summary>From the path to the text.</summary>
public sealed class ConfigFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("pawl-config").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static string ErrorOf(string path)
    {
        Assert.Null(PipelineFile.Read(path, out var errors));
        return Assert.Single(errors).ToString();
    }

    private string Write(string name, ReadOnlySpan<byte> bytes)
    {
        string path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    [Fact]
    public void A_file_on_disk()
    {
        string path = Write("es.yaml", [0xEF, 0xBB, 0xBF, .. "candles: [1m]\r\nnodes: {a: {kind: ema, inputs: [tick]}}\r\n"u8]);

        PipelineFile? file = PipelineFile.Read(path, out var errors);

        Assert.Empty(errors);
        Assert.Equal("es", file!.Declaration.Name);
        Assert.Equal($"{path}:1:11", Assert.Single(file.Declaration.Candles).Place.ToString());
        Assert.Equal($"{path}:2:9", Assert.Single(file.Declaration.Nodes).Place.ToString());
    }

    [Fact]
    public void A_missing_file()
    {
        string path = Path.Combine(_directory, "none.yaml");

        Assert.Equal($"{path}: no such file; check the path, it is relative to the current directory", ErrorOf(path));
        Assert.Equal($"{path}/a: no such file; check the path, it is relative to the current directory", ErrorOf(path + "/a"));
    }

    [Fact]
    public void A_directory() => Assert.Equal($"{_directory}: a directory; give the path of a file in it", ErrorOf(_directory));

    [Theory]
    [InlineData("")]
    [InlineData("a\0b")]
    public void No_path(string path) => Assert.EndsWith(": not a path of a file; give the path of one", ErrorOf(path), StringComparison.Ordinal);

    [Fact]
    public void A_file_that_may_not_be_read()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "permissions are those of Unix");
        string path = Write("secret.yaml", "candles: [1m]"u8);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.None);
        Assert.SkipWhen(CanOpen(path), "runs as a user who may read everything");

        Assert.Equal($"{path}: cannot be opened for reading; check the permissions of the file", ErrorOf(path));
    }

    private static bool CanOpen(string path)
    {
        try
        {
            File.OpenRead(path).Dispose();
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    [Fact]
    public void An_endless_device_is_read_no_further_than_the_limit()
    {
        Assert.SkipWhen(!File.Exists("/dev/zero"), "there is no /dev/zero here");

        Assert.Equal("/dev/zero: larger than 256 KB, the most that is read; check that it is the right file, or split it", ErrorOf("/dev/zero"));
    }

    [Fact]
    public void Text_that_is_not_UTF8()
    {
        string path = Write("latin.yaml", [.. "candles: [1m]\n# Köl"u8, 0xF6, (byte)'x']);
        Assert.Equal($"{path}:2:6: byte 0xF6 is not UTF-8; save the file as UTF-8", ErrorOf(path));

        path = Write("utf16.yaml", Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("candles: [1m]")).ToArray());
        Assert.Equal($"{path}: UTF-16 text; save the file as UTF-8", ErrorOf(path));
    }
}
