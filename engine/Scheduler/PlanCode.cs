using System.Reflection;
using System.Reflection.Emit;

namespace Pawl.Engine;

/// <summary>
/// The compiled form of a plan: a method for each piece of at most 24 nodes that calls the very methods of the reference
/// executor's runners, but each by name instead of through a table. So the compiler of the runtime can put the steps in line;
/// in longer methods it stops doing so.
/// </summary>
internal sealed class PlanCode
{
    private const int NodesInPiece = 24;

    private static readonly MethodInfo RunOfAny = typeof(NodeRunner).GetMethod(nameof(NodeRunner.Run))!;

    private readonly Piece[][] pieces;

    private PlanCode(Piece[][] pieces)
    {
        this.pieces = pieces;
    }

    /// <summary>Runs some nodes in order and says before each which it is.</summary>
    public delegate void Piece(ref int position, in Ctx c);

    /// <summary>Compiles a plan.</summary>
    /// <exception cref="PlatformNotSupportedException">The runtime may not compile code.</exception>
    public static PlanCode Of(Plan plan)
    {
        int size = plan.Segments is null ? Math.Max(1, plan.Runners.Length) : PlanSegments.Size;
        return new PlanCode([.. plan.Runners.Chunk(size).Select(segment => CompileAll(segment))]);
    }

    /// <summary>The pieces of a segment; of the whole plan where it is not cut.</summary>
    public ReadOnlySpan<Piece> OfSegment(int segment) => pieces.Length == 0 ? [] : pieces[segment];

    private static Piece[] CompileAll(NodeRunner[] segment) =>
        [.. segment.Chunk(NodesInPiece).Select((nodes, i) => Compile(nodes, i * NodesInPiece))];

    private static Piece Compile(NodeRunner[] nodes, int first)
    {
        DynamicMethod method = new("nodes", null, [typeof(NodeRunner[]), typeof(int).MakeByRefType(), typeof(Ctx).MakeByRefType()], typeof(NodeRunner).Module, skipVisibility: true);
        ILGenerator il = method.GetILGenerator();
        for (int i = 0; i < nodes.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldc_I4, first + i);
            il.Emit(OpCodes.Stind_I4);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldc_I4, i);
            il.Emit(OpCodes.Ldelem_Ref);
            il.Emit(OpCodes.Ldarg_2);
            il.Emit(OpCodes.Call, nodes[i].GetType().GetMethod(RunOfAny.Name, BindingFlags.Instance | BindingFlags.Public, [typeof(Ctx).MakeByRefType()])!);
        }

        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldc_I4, first + nodes.Length);
        il.Emit(OpCodes.Stind_I4);
        il.Emit(OpCodes.Ret);
        return method.CreateDelegate<Piece>(nodes);
    }
}
