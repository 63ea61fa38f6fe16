using System.Reflection;

namespace Pawl.Engine;

/// <summary>The kinds that pipelines may name.</summary>
public sealed class KindRegistry
{
    private readonly SortedDictionary<string, KindDescriptor> kinds = new(StringComparer.Ordinal);

    /// <summary>All kinds in the order of their names.</summary>
    public IReadOnlyCollection<KindDescriptor> Kinds => kinds.Values;

    /// <summary>Registers every struct with a <see cref="KindAttribute"/> in an assembly.</summary>
    /// <exception cref="InvalidOperationException">A kind's structs have padding or references, or a name is taken.</exception>
    public KindRegistry Add(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes())
        {
            if (type.IsDefined(typeof(KindAttribute), inherit: false))
            {
                Add(type);
            }
        }

        return this;
    }

    /// <summary>Registers one kind.</summary>
    public KindRegistry Add(Type type)
    {
        KindDescriptor kind = KindReflection.Describe(type);
        if (!kinds.TryAdd(kind.Name, kind))
        {
            throw new InvalidOperationException($"kind '{kind.Name}' is registered twice");
        }

        return this;
    }

    /// <summary>The kind of a name, or null.</summary>
    public KindDescriptor? Find(string name) => kinds.GetValueOrDefault(name);

    /// <summary>What a name that is not registered may have meant.</summary>
    public string? Nearest(string name) => Engine.Nearest.Of(name, kinds.Keys);
}
