using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Pawl.Engine;

namespace Pawl.Host.Configuration;

/// <summary>From a path to clean text: bounded, UTF-8, without characters that no editor shows.</summary>
internal static class ConfigText
{
    private const int FirstBuffer = 64 * 1024;

    /// <summary>The text of the file; null after reporting why there is none.</summary>
    public static string? Read(string path, Mistakes mistakes, int limit)
    {
        var bytes = Bytes(path, mistakes, limit);
        return bytes is null ? null : Decode(bytes, mistakes, limit);
    }

    /// <summary>The same checks for text that is at hand.</summary>
    public static string? Check(string text, Mistakes mistakes, int limit)
    {
        if (Encoding.UTF8.GetByteCount(text) > limit)
        {
            mistakes.Add(TooLarge(limit));
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

    private static string TooLarge(int limit)
    {
        var (size, unit) = limit % (1024 * 1024) == 0 ? (limit / (1024 * 1024), "MB") : (limit / 1024, "KB");
        return string.Create(CultureInfo.InvariantCulture, $"larger than {size} {unit}, the most that is read; check that it is the right file, or split it");
    }

    private static byte[]? Bytes(string path, Mistakes mistakes, int limit)
    {
        if (path.Length == 0 || path.Contains('\0', StringComparison.Ordinal))
            return Refuse(mistakes, "not a path of a file; give the path of one");
        if (Directory.Exists(path))
            return Refuse(mistakes, "a directory; give the path of a file in it");
        try
        {
            using var file = File.OpenRead(path);
            // Counted while reading: devices and pipes state no length.
            var bytes = new byte[Math.Min(limit + 1, FirstBuffer)];
            var length = 0;
            while ((length += file.ReadAtLeast(bytes.AsSpan(length), bytes.Length - length, throwOnEndOfStream: false)) == bytes.Length)
            {
                if (length > limit)
                    return Refuse(mistakes, TooLarge(limit));
                Array.Resize(ref bytes, Math.Min(limit + 1, 2 * length));
            }
            return bytes[..length];
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

    private static string? Decode(ReadOnlySpan<byte> bytes, Mistakes mistakes, int limit)
    {
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
        {
            mistakes.Add("UTF-16 text; save the file as UTF-8");
            return null;
        }
        if (Utf8.IsValid(bytes))
            return Check(Encoding.UTF8.GetString(bytes), mistakes, limit);
        var valid = 0;
        while (Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == System.Buffers.OperationStatus.Done)
            valid += length;
        var before = Encoding.UTF8.GetString(bytes[..valid]);
        mistakes.Add(At(mistakes.File, before), string.Create(CultureInfo.InvariantCulture,
            $"byte 0x{bytes[valid]:X2} is not UTF-8; save the file as UTF-8"));
        return null;
    }

    /// <summary>The place behind <paramref name="before"/>, the beginning of a text.</summary>
    public static Place At(string file, ReadOnlySpan<char> before)
    {
        var lineStart = before.LastIndexOf('\n') + 1;
        return new Place(file, before.Count('\n') + 1, before.Length - lineStart + 1);
    }
}
