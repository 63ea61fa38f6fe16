using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Pawl.Host.Web.Rest;

/// <summary>A place in a list of stored messages, which stays one when messages are added.</summary>
public readonly record struct Cursor(long Time, string Log, long Sequence, long Index)
{
    private const int Longest = 512;

    public static Cursor? TryParse(string text)
    {
        if (text.Length > Longest || !Base64Url.IsValid(text))
        {
            return null;
        }

        string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('\n');
        return parts.Length == 4 && Read(parts[0]) is { } time && Read(parts[2]) is { } sequence && Read(parts[3]) is { } index ? new Cursor(time, parts[1], sequence, index) : null;
    }

    public override string ToString() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Time}\n{Log}\n{Sequence}\n{Index}")));

    private static long? Read(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number : null;
}
