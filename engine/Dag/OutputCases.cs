using System.Collections.Immutable;
using System.Reflection;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>The messages that an output may be: itself, or those of its union.</summary>
internal static class OutputCases
{
    public static bool IsUnion(Type output) => output.IsDefined(typeof(UnionAttribute), inherit: false);

    public static ImmutableArray<RecordSchema> Of(Type output)
    {
        if (output.GetCustomAttribute<UnionAttribute>() is not { } union)
        {
            return [RecordSchema.Of(output)];
        }

        ImmutableArray<RecordSchema> cases = [.. union.Cases.Select(RecordSchema.Of)];
        return cases.All(c => !c.HasItems && c.Size <= UnmanagedLayout.Size(output) - UnionAttribute.Head)
            ? cases
            : throw new InvalidOperationException($"'{output.Name}' has no room for one of its cases: make it as long as the longest, without arrays");
    }
}

/// <summary>Whether an output is a union, known to the compiler of the code that emits it.</summary>
internal static class OutputCases<T>
    where T : unmanaged
{
    public static readonly bool IsUnion = OutputCases.IsUnion(typeof(T));
}
