using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace Pawl.Types;

/// <summary>Finds the fields of a record type and refuses what cannot be copied, compared and written as bytes.</summary>
internal static class RecordReflection
{
    private const string Allowed = "double, long, Price, Quantity, QuantitySum, Timestamp, Text24, Text64, an enum over long or Items<T>";

    public static ImmutableArray<RecordField> Fields(Type type)
    {
        if (TryKind(type, out FieldKind single)) return [Field("value", type, single, 0, null, isFirst: true)];
        if (!type.IsValueType || type.IsPrimitive || type.IsEnum)
            throw Refuse($"'{type.Name}' is not a record: use a struct, or one of {Allowed}");
        if (!type.IsLayoutSequential) throw Refuse($"'{type.Name}' has no sequential layout: remove its StructLayout attribute");

        var fields = ImmutableArray.CreateBuilder<RecordField>();
        int offset = 0;
        bool isFirst = true, hasPart = false;
        foreach (FieldInfo info in DeclaredFields(type))
        {
            if (info.FieldType.GetCustomAttribute<PartOfAttribute>()?.Whole == type)
            {
                if (offset > 0) throw Refuse($"'{info.Name}' of '{type.Name}' is the part that comes first: declare it before the other fields");
                RecordSchema part = RecordSchema.Of(info.FieldType);
                fields.AddRange(part.Fields);
                (offset, isFirst, hasPart) = (part.Size, part.DataFields.IsEmpty, true);
                continue;
            }

            if (!TryKind(info.FieldType, out FieldKind kind))
                throw Refuse($"field '{info.Name}' of '{type.Name}' is a {info.FieldType.Name}: use {Allowed}");
            if (!info.IsPublic) throw Refuse($"field '{info.Name}' of '{type.Name}' is not public: what a record holds is published");
            if (kind == FieldKind.Array) CheckItems(info);
            RecordField field = Field(info.Name, info.FieldType, kind, offset, info.GetCustomAttribute<FieldAttribute>(), isFirst, hasPart);
            if (hasPart && !field.Nullable) throw Refuse($"field '{info.Name}' of '{type.Name}' may be left out: say what it is then with NullWhen");
            fields.Add(field);
            offset += field.Size;
            isFirst &= field.InEnvelope;
        }

        if (fields.Count == 0) throw Refuse($"'{type.Name}' has no fields: give it at least one");
        CheckLayout(type, fields, offset);
        return fields.ToImmutable();
    }

    private static void CheckItems(FieldInfo info)
    {
        Type item = info.FieldType.GetGenericArguments()[0];
        if (RecordSchema.Of(item).HasItems) throw Refuse($"field '{info.Name}' is an array of '{item.Name}', which has arrays itself: make it flat");
        if (info.GetCustomAttribute<FieldAttribute>() is not { MaxItems: > 0 }) throw Refuse($"field '{info.Name}' is an array without an end: say MaxItems");
    }

    private static FieldInfo[] DeclaredFields(Type type)
    {
        FieldInfo[] fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic);
        Array.Sort(fields, (a, b) => a.MetadataToken.CompareTo(b.MetadataToken));
        return fields;
    }

    private static void CheckLayout(Type type, IEnumerable<RecordField> fields, int sum)
    {
        int size = RuntimeHelpers.SizeOf(type.TypeHandle);
        if (size != sum) throw Refuse($"'{type.Name}' takes {size} bytes for {sum} bytes of fields: remove Pack and Size from its StructLayout");
        string? doubled = fields.GroupBy(field => field.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Skip(1).Any())?.Key;
        if (doubled is not null) throw Refuse($"'{type.Name}' has two fields that are written as '{doubled}': rename one");
        if (fields.Count(field => field.InEnvelope) > 1) throw Refuse($"'{type.Name}' has two fields in the envelope: it has one timestamp");
        if (fields.All(field => field.InEnvelope)) throw Refuse($"'{type.Name}' has no field outside the envelope: give it at least one");
    }

    private static bool TryKind(Type type, out FieldKind kind)
    {
        FieldKind? found = type switch
        {
            _ when type == typeof(double) => FieldKind.Double,
            _ when type == typeof(long) => FieldKind.Long,
            _ when type == typeof(Price) => FieldKind.Price,
            _ when type == typeof(Quantity) => FieldKind.Quantity,
            _ when type == typeof(QuantitySum) => FieldKind.QuantitySum,
            _ when type == typeof(Timestamp) => FieldKind.Timestamp,
            _ when type == typeof(Text64) || type == typeof(Text24) => FieldKind.Text,
            { IsGenericType: true } when type.GetGenericTypeDefinition() == typeof(Items<>) => FieldKind.Array,
            { IsEnum: true } when Enum.GetUnderlyingType(type) == typeof(long) =>
                type.IsDefined(typeof(FlagsAttribute), inherit: false) ? FieldKind.Flags : FieldKind.Enum,
            _ => null,
        };
        kind = found ?? default;
        return found is not null;
    }

    private static RecordField Field(string name, Type type, FieldKind kind, int offset, FieldAttribute? attribute, bool isFirst, bool isOptional = false)
    {
        string snake = JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
        ImmutableArray<string> names = kind is FieldKind.Enum or FieldKind.Flags ? Names(type, kind == FieldKind.Flags) : [];
        if (attribute is { InEnvelope: true } && kind != FieldKind.Timestamp)
            throw Refuse($"field '{name}' is in the envelope but a {type.Name}: only a Timestamp can be");
        return new RecordField
        {
            Name = snake,
            Utf8Name = Encoding.UTF8.GetBytes(snake),
            Kind = kind,
            ClrType = type,
            Offset = offset,
            Size = RuntimeHelpers.SizeOf(type.TypeHandle),
            Doc = attribute?.Doc ?? "",
            Unit = attribute?.Unit,
            NullValue = NullValue(name, kind, attribute?.NullWhen),
            IsOptional = isOptional,
            InEnvelope = attribute?.InEnvelope ?? false,
            Items = kind == FieldKind.Array ? RecordSchema.Of(type.GetGenericArguments()[0]) : null,
            MaxItems = attribute?.MaxItems ?? 0,
            Names = names,
            NameBytes = [.. names.Select(Encoding.UTF8.GetBytes)],
            JsonPrefix = Encoding.UTF8.GetBytes($"{(isFirst ? '{' : ',')}\"{snake}\":"),
        };
    }

    private static long? NullValue(string name, FieldKind kind, object? declared)
    {
        if (declared is null) return null;
        bool possible = kind is FieldKind.Long or FieldKind.Price or FieldKind.Quantity or FieldKind.Timestamp or FieldKind.Enum
            || (kind == FieldKind.QuantitySum && declared is long.MinValue) || (kind == FieldKind.Text && declared is 0L);
        if (!possible || (declared is not long && !declared.GetType().IsEnum))
            throw Refuse($"field '{name}' cannot be null when '{declared}': NullWhen is a long or an enum's value, and a {kind} has none");
        return Convert.ToInt64(declared, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The names in the order of values; the values must be 0, 1, 2 … or, of flags, 1, 2, 4 …, so that a name is found by its index.</summary>
    private static ImmutableArray<string> Names(Type type, bool flags)
    {
        ImmutableArray<string>.Builder names = ImmutableArray.CreateBuilder<string>();
        foreach (object value in Enum.GetValues(type))
        {
            long number = (long)value;
            if (flags && number == 0) continue;
            if (number != (flags ? 1L << names.Count : names.Count))
                throw Refuse($"enum '{type.Name}' leaves out a value: number it {(flags ? "1, 2, 4 …" : "0, 1, 2 …")} without gaps");
            names.Add(JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()!));
        }

        return names.ToImmutable();
    }

    private static InvalidOperationException Refuse(string message) => new(message);
}
