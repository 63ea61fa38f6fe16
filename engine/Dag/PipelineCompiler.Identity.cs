using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Pawl.Engine;

// Names each part by what it is, whatever it is called and wherever it lies, so that a changed pipeline knows what it had before.
public sealed partial class PipelineCompiler
{
    private readonly Dictionary<Vertex, string> identities = [];

    /// <summary>
    /// Equal in two graphs only where equal events lead to equal states: of a node its kind, version and parameters, and the same of
    /// all that it reads and is woken by. A hash, since texts would grow with every diamond.
    /// </summary>
    private string IdentityOf(Vertex vertex)
    {
        if (!identities.TryGetValue(vertex, out string? identity))
        {
            // Producers are placed before their readers, so this goes one step down.
            identity = vertex is SourceVertex source
                ? SourceIdentity(source.Kind, source.TimeFrame, symbols[source.Symbol])
                : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(vertex is NodeVertex node ? Described(node) : Described((NumberVertex)vertex))));
            identities.Add(vertex, identity);
        }

        return identity;
    }

    internal static string SourceIdentity(ReferenceKind kind, Types.TimeFrame frame, string symbol) => $"{kind} {frame} {symbol}";

    private string Described(NumberVertex number) => $"number {number.Field} {IdentityOf(number.Producer)}";

    private string Described(NodeVertex node) => string.Join('\n',
    [
        $"{node.Node.Kind.Name} {node.Node.Kind.Version.ToString(CultureInfo.InvariantCulture)} {node.TimeFrame} {Convert.ToHexString(node.Node.Parameters)}",
        .. node.Operands.Select(Described),
        .. ReferenceEquals(node.Active, node.Operands) ? [] : node.Active.Select(a => "trigger " + Described(a)),
    ]);

    private string Described(Operand operand) => string.Create(
        CultureInfo.InvariantCulture, $"{operand.Slot} {operand.Value - operand.Producer.ValueOffset} {IdentityOf(operand.Producer)}");
}
