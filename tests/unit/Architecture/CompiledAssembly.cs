using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Pawl.Tests.Unit.Architecture;

/// <summary>What a compiled assembly refers to, read from its metadata without loading it.</summary>
internal sealed class CompiledAssembly
{
    private CompiledAssembly(string path)
    {
        using FileStream file = File.OpenRead(path);
        using PEReader image = new(file);
        MetadataReader metadata = image.GetMetadataReader();
        Name = metadata.GetString(metadata.GetAssemblyDefinition().Name);
        Assemblies = [.. metadata.AssemblyReferences.Select(r => metadata.GetString(metadata.GetAssemblyReference(r).Name)).Order(StringComparer.Ordinal)];
        Members = [.. metadata.MemberReferences.Select(metadata.GetMemberReference)
            .Where(m => m.Parent.Kind == HandleKind.TypeReference)
            .Select(m => $"{FullName(metadata, metadata.GetTypeReference((TypeReferenceHandle)m.Parent))}.{metadata.GetString(m.Name)}")];
        Types = [.. metadata.TypeReferences.Select(r => FullName(metadata, metadata.GetTypeReference(r))).Order(StringComparer.Ordinal)];
    }

    public string Name { get; }

    public IReadOnlyList<string> Assemblies { get; }

    /// <summary>Full names of the members of other assemblies' types that it refers to.</summary>
    public IReadOnlyList<string> Members { get; }

    /// <summary>Full names of the types that it refers to.</summary>
    public IReadOnlyList<string> Types { get; }

    /// <summary>The assemblies of this repository that lie beside the tests.</summary>
    public static IReadOnlyList<CompiledAssembly> Own { get; } =
        [.. Directory.GetFiles(AppContext.BaseDirectory, "*.dll")
            .Where(path => IsOwn(Path.GetFileNameWithoutExtension(path)))
            .Order(StringComparer.Ordinal)
            .Select(path => new CompiledAssembly(path))];

    public static bool IsOwn(string name) => name == "pawl" || name.StartsWith("Pawl.", StringComparison.Ordinal);

    private static string FullName(MetadataReader metadata, TypeReference type)
    {
        string space = metadata.GetString(type.Namespace);
        string name = metadata.GetString(type.Name);
        return space.Length == 0 ? name : $"{space}.{name}";
    }
}
