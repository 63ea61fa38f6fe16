using System.Globalization;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

// Parameters back as text: one text for each value, however it was written.
public static partial class ParameterReader
{
    /// <summary>All parameters as <c>name=value</c>, joined by commas.</summary>
    internal static string Text(KindDescriptor kind, ReadOnlySpan<byte> bytes)
    {
        List<string> texts = [];
        foreach (KindParameter parameter in kind.Parameters)
        {
            texts.Add($"{parameter.Name}={Text(parameter.Type, bytes[parameter.Offset..])}");
        }

        return string.Join(", ", texts);
    }

    private static string Text(Type type, ReadOnlySpan<byte> value)
    {
        if (type == typeof(double))
        {
            return MemoryMarshal.Read<double>(value).ToString("R", CultureInfo.InvariantCulture);
        }

        if (type == typeof(Price) || type == typeof(Quantity))
        {
            return MemoryMarshal.Read<Price>(value).ToString();
        }

        long number = UnmanagedLayout.Size(type) == sizeof(int) ? MemoryMarshal.Read<int>(value) : MemoryMarshal.Read<long>(value);
        return type.IsEnum ? SnakeCase.Of(Enum.ToObject(type, number).ToString()!) : number.ToString(CultureInfo.InvariantCulture);
    }
}
