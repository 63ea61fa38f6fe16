using System.Reflection;

namespace Pawl.Engine;

/// <summary>The kinds that pipelines may name.</summary>
public sealed class KindRegistry
{
    // A pipeline names a few kinds; the others need not be looked into for it.
    private readonly Dictionary<string, Lazy<KindDescriptor>> kinds = new(StringComparer.Ordinal);

    /// <summary>All kinds in the order of their names.</summary>
    /// <exception cref="InvalidOperationException">As <see cref="Find"/>.</exception>
    public IReadOnlyCollection<KindDescriptor> Kinds => [.. Names.Select(name => kinds[name].Value)];

    /// <summary>Registers every struct with a <see cref="KindAttribute"/> in an assembly; each is described when it is first asked for.</summary>
    /// <exception cref="InvalidOperationException">A name is taken.</exception>
    public KindRegistry Add(Assembly assembly)
    {
        foreach (Type type in assembly.GetTypes())
        {
            if (type.IsDefined(typeof(KindAttribute), inherit: false))
            {
                Add(type.GetCustomAttribute<KindAttribute>()!.Name, new Lazy<KindDescriptor>(() => KindReflection.Describe(type)));
            }
        }

        return this;
    }

    /// <summary>Registers one kind.</summary>
    /// <exception cref="InvalidOperationException">Its structs have padding or references, its declaration a mistake, or its name is taken.</exception>
    public KindRegistry Add(Type type)
    {
        KindDescriptor kind = KindReflection.Describe(type);
        Add(kind.Name, new Lazy<KindDescriptor>(kind));
        return this;
    }

    /// <summary>Registers a kind that was made at run time.</summary>
    /// <exception cref="InvalidOperationException">Its state has padding or references, or its name is taken.</exception>
    public KindRegistry Add(ManagedKind kind)
    {
        ArgumentNullException.ThrowIfNull(kind);
        Add(kind.Name, new Lazy<KindDescriptor>(new KindDescriptor(kind)));
        return this;
    }

    /// <summary>A registry of the same kinds, to which more can be added.</summary>
    public KindRegistry Copy()
    {
        KindRegistry copy = new();
        foreach ((string name, Lazy<KindDescriptor> kind) in kinds)
        {
            copy.kinds.Add(name, kind);
        }

        return copy;
    }

    /// <summary>The kind of a name, or null.</summary>
    /// <exception cref="InvalidOperationException">Its structs have padding or references, or its declaration a mistake.</exception>
    public KindDescriptor? Find(string name) => kinds.GetValueOrDefault(name)?.Value;

    /// <summary>What a name that is not registered may have meant.</summary>
    public string? Nearest(string name) => Engine.Nearest.Of(name, Names);

    private IEnumerable<string> Names => kinds.Keys.Order(StringComparer.Ordinal);

    private void Add(string name, Lazy<KindDescriptor> kind)
    {
        if (!kinds.TryAdd(name, kind))
        {
            throw new InvalidOperationException($"kind '{name}' is registered twice");
        }
    }
}
