using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>A number in the state of a node.</summary>
/// <param name="Name">The field's name, <c>gain.value</c> where it lies in another struct.</param>
/// <param name="Text">Its value in the invariant culture.</param>
public sealed record StateNumber(string Name, string Text)
{
    internal static List<StateNumber> Read(Type type, ReadOnlySpan<byte> state)
    {
        List<StateNumber> numbers = [];
        Collect(type, "", state, numbers);
        return numbers;
    }

    private static void Collect(Type type, string name, ReadOnlySpan<byte> value, List<StateNumber> to)
    {
        if (TextOf(type, value) is { } text)
        {
            to.Add(new StateNumber(name.Length == 0 ? "state" : name, text));
            return;
        }

        // What a node keeps in bulk is no help to a reader.
        if (type.IsPrimitive || type == typeof(None) || RegionHandles.IsHandle(type) || type.IsDefined(typeof(InlineArrayAttribute)))
        {
            return;
        }

        int offset = 0;
        foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance))
        {
            int size = UnmanagedLayout.Size(field.FieldType);
            string own = SnakeCase.Of(field.Name.TrimStart('<').Split('>')[0]);
            Collect(field.FieldType, name.Length == 0 ? own : $"{name}.{own}", value.Slice(offset, size), to);
            offset += size;
        }
    }

    private static string? TextOf(Type type, ReadOnlySpan<byte> value) =>
        type == typeof(double) ? MemoryMarshal.Read<double>(value).ToString("R", CultureInfo.InvariantCulture)
        : type.IsEnum ? Enum.ToObject(type, Whole(value)) is var word && Enum.IsDefined(type, word) ? SnakeCase.Of(word.ToString()!) : Whole(value).ToString(CultureInfo.InvariantCulture)
        : type == typeof(long) || type == typeof(int) ? Whole(value).ToString(CultureInfo.InvariantCulture)
        : type == typeof(Price) || type == typeof(Quantity) ? MemoryMarshal.Read<Price>(value).ToString()
        : type == typeof(QuantitySum) ? MemoryMarshal.Read<QuantitySum>(value).ToString()
        : type == typeof(Timestamp) ? MemoryMarshal.Read<Timestamp>(value).ToString()
        : null;

    private static long Whole(ReadOnlySpan<byte> value) => value.Length == sizeof(int) ? MemoryMarshal.Read<int>(value) : MemoryMarshal.Read<long>(value);
}
