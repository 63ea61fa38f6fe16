using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>From a path to clean text: bounded, UTF-8, without characters that no editor shows.</summary>
internal static class ConfigText
{
    private const string TooLarge = "larger than 256 KB, the most that is read; split it into several files";

    /// <summary>The text of the file; null after reporting why there is none.</summary>
    public static string? Read(string path, Mistakes mistakes)
    {
        var bytes = Bytes(path, mistakes);
        return bytes is null ? null : Decode(bytes, mistakes);
    }

    /// <summary>The same checks for text that is at hand.</summary>
    public static string? Check(string text, Mistakes mistakes)
    {
        if (Encoding.UTF8.GetByteCount(text) > ConfigLimits.Bytes)
        {
            mistakes.Add(TooLarge);
            return null;
        }
        if (text.StartsWith('\uFEFF'))
            text = text[1..];
        var control = IndexOfControl(text);
        if (control < 0)
            return text;
        mistakes.Add(At(mistakes.File, text.AsSpan(0, control)), string.Create(CultureInfo.InvariantCulture,
            $"control character U+{(int)text[control]:X4}; remove it, or write it as an escape inside double quotes"));
        return null;
    }

    private static int IndexOfControl(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' and not ('\t' or '\r' or '\n') or '\x7F')
                return i;
        }

        return -1;
    }

    private static byte[]? Bytes(string path, Mistakes mistakes)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            return Refuse(mistakes, "not a path of a file; give the path of a pipeline file");
        if (Directory.Exists(path))
            return Refuse(mistakes, "a directory; give the path of a pipeline file in it");
        try
        {
            using var file = File.OpenRead(path);
            // Counted while reading: devices and pipes state no length.
            var bytes = new byte[ConfigLimits.Bytes + 1];
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return length > ConfigLimits.Bytes ? Refuse(mistakes, TooLarge) : bytes[..length];
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Refuse(mistakes, "no such file; check the path, it is relative to the current directory");
        }
        catch (UnauthorizedAccessException)
        {
            return Refuse(mistakes, "cannot be opened for reading; check the permissions of the file");
        }
        catch (IOException e)
        {
            return Refuse(mistakes, $"cannot be read ({Shown.Plain(e.Message, 200)}); check the file and the path");
        }
    }

    private static byte[]? Refuse(Mistakes mistakes, string message)
    {
        mistakes.Add(message);
        return null;
    }

    private static string? Decode(ReadOnlySpan<byte> bytes, Mistakes mistakes)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
        {
            mistakes.Add("UTF-16 text; save the file as UTF-8");
            return null;
        }
        if (Utf8.IsValid(bytes))
            return Check(Encoding.UTF8.GetString(bytes), mistakes);
        var valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
            valid += length;
        var before = Encoding.UTF8.GetString(bytes[..valid]);
        mistakes.Add(At(mistakes.File, before), string.Create(CultureInfo.InvariantCulture,
            $"byte 0x{bytes[valid]:X2} is not UTF-8; save the file as UTF-8"));
        return null;
    }

    private static Place At(string file, ReadOnlySpan<char> before)
    {
        var lineStart = before.LastIndexOf('\n') + 1;
        return new Place(file, before.Count('\n') + 1, before.Length - lineStart + 1);
    }
}
