namespace Pawl.Types;

/// <summary>Narrow copies between text and bytes for the cold, string based entry points.</summary>
internal static class Ascii
{
    /// <summary>Copies a text that is all ASCII and fits; anything else is not a number, a time or a symbol.</summary>
    public static bool TryGet(ReadOnlySpan<char> text, Span<byte> to, out int length) =>
        System.Text.Ascii.FromUtf16(text, to, out length) == System.Buffers.OperationStatus.Done;
}
