using System.Collections.Immutable;
using System.Globalization;
using Pawl.Engine;
using Pawl.Trading;
using Pawl.Types;

namespace Pawl.Scripting;

/// <summary>What went wrong with a script, and where it was.</summary>
/// <param name="Cycle">The cycle of the log.</param>
/// <param name="Time">Its time.</param>
/// <param name="State">The state of the machine.</param>
/// <param name="Error">File, line, what is wrong, and the stack.</param>
public sealed record ScriptFailure(long Cycle, Timestamp Time, MachineState State, ScriptException Error);

/// <summary>The kind that a script makes: a strategy like any other, whose decisions come out of a sandbox.</summary>
public sealed partial class ScriptKind : ManagedKind<ScriptState, StrategyEvent>
{
    /// <summary>The kind that pipelines name, together with the setting <c>script</c>.</summary>
    public const string Lua = "lua";

    /// <summary>Whether a strategy that is put on hold closes its position; else its stop does.</summary>
    public const string FlattenOnHold = "flatten_on_hold";

    private readonly ScriptFile file;
    private readonly ScriptDeclaration declaration;
    private readonly int priceInput;
    private readonly long seed;

    public ScriptKind(ScriptFile file, ScriptDeclaration declaration, ScriptLimits? limits = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(declaration);
        (this.file, this.declaration) = (file, declaration);
        Limits = limits ?? ScriptLimits.Default;
        Summary = declaration.Description.Length > 0 ? declaration.Description : "the strategy of " + file.FileName;
        Inputs = [.. declaration.Inputs.Select(i => new KindInput(i.Name, typeof(double), InputForm.One, "", Awaited: true))];
        Parameters = [.. declaration.Parameters.Append(Flatten).Select(Parameter)];
        priceInput = declaration.Inputs.Select(i => i.Name).ToList().IndexOf(ScriptDeclaration.PriceInput);
        seed = Execution.KeyOf(file.Name);
    }

    private static ScriptParameter Flatten => new(FlattenOnHold, 0, 0, 1, "1: put on hold, it closes its position; 0: its stop does");

    /// <summary>What its calls may use.</summary>
    public ScriptLimits Limits { get; }

    /// <summary>Told of each failure, with more than fits into a message.</summary>
    public Action<ScriptFailure>? OnFailure { get; set; }

    /// <summary>Finds a version other than the one that it was made of.</summary>
    public Func<long, ScriptFile?>? FindVersion { get; set; }

    /// <summary>Where the script lies; empty where it is in no file.</summary>
    public string Path { get; init; } = "";

    /// <summary>The script that it was made of.</summary>
    public ScriptFile File => file;

    /// <summary>The name of the kind of a script.</summary>
    public static string NameOf(string script) => $"{Lua}:{script}";

    public override string Name => NameOf(file.Name);

    public override string Summary { get; }

    public override ImmutableArray<KindParameter> Parameters { get; }

    public override ImmutableArray<KindInput> Inputs { get; }

    public override void Init(ref ScriptState s, ref Layout l) => s.Memory = l.Window<byte>(ScriptLimits.MemoryBytes);

    public override object Open() => new ScriptSession();

    public override string? Step(ReadOnlySpan<double> p, ref ScriptState s, ManagedInputs x, object beside, in Ctx c, ref Emitter<StrategyEvent> e)
    {
        if (c.Updated(x.Orders))
        {
            s.Machine.Take(in c.Value(x.Orders), c.Value(x.Market).Multiplier, ref e);
        }

        In<double> price = x.Numbers[priceInput];
        if (c.Updated(price) && TryPrice(c.Value(price), out Price traded))
        {
            s.Machine.Pass(c.Time, traded, ref e);
        }

        Note(ref s, x, in c);
        if (s.Held != 0 || (s.Machine.State == MachineState.Watch && !s.Machine.TryWatch(out _)))
        {
            return null;
        }

        ScriptSession session = (ScriptSession)beside;
        try
        {
            Decide(p, ref s, x, session, in c, ref e);
            return null;
        }
        catch (ScriptException failure)
        {
            session.Close();
            return Hold(p, ref s, failure, in c, ref e);
        }
    }

    public override void SwitchVersion(ref ScriptState s, long version) => (s.Version, s.Held) = (version, 0);

    public override long VersionOf(in ScriptState s) => s.Version;

    /// <summary>Whether another version may take the place of this one while it runs: it reads the same, and is set the same.</summary>
    public bool CanFollow(ScriptDeclaration other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Inputs.Select(i => (i.Name, i.Reference, i.Kind, string.Join(',', i.Settings))).SequenceEqual(
                declaration.Inputs.Select(i => (i.Name, i.Reference, i.Kind, string.Join(',', i.Settings))))
            && other.Parameters.Select(p => p.Name).SequenceEqual(declaration.Parameters.Select(p => p.Name), StringComparer.Ordinal);
    }

    internal ScriptFile FileOf(long version) =>
        version == 0 || version == file.Version ? file
        : FindVersion?.Invoke(version) ?? throw new ScriptException($"{file.FileName}: version {version:x16} of it is not here; it belongs into the folder of versions beside the script");

    private void Decide(ReadOnlySpan<double> p, ref ScriptState s, ManagedInputs x, ScriptSession session, in Ctx c, ref Emitter<StrategyEvent> e)
    {
        Span<byte> kept = c.Span(in s.Memory);
        Script script = session.Open(this, p, in s, kept[..(int)s.MemoryBytes]);
        ScriptPosition position = PositionOf(in s, c.Value(x.Market).Multiplier);
        script.Begin((int)s.Machine.State, c.Time.Nanoseconds / Timestamp.NanosecondsPerMillisecond, c.Cycle, seed, in position);
        for (int i = 0; i < x.Numbers.Length; i++)
        {
            In<double> input = x.Numbers[i];
            script.SetInput(
                i,
                c.Value(input),
                (s.SeenTwice & (1L << i)) != 0 ? s.Previous[i] : double.NaN,
                c.Updated(input),
                (c.Time.Nanoseconds - c.TimeOf(input).Nanoseconds) / Timestamp.NanosecondsPerMillisecond);
        }

        ScriptAction action = script.Invoke(out ReadOnlySpan<byte> left);
        Act(in action, ref s, c.Value(x.Numbers[priceInput]), session.ReasonOf(in action), c.Time, ref e);
        if (session.Changed(left))
        {
            left.CopyTo(kept);
            s.MemoryBytes = left.Length;
        }

        script.End();
    }

    /// <summary>Stops calling the script. What it did in the failed call is taken back, for nothing of it was kept.</summary>
    private string Hold(ReadOnlySpan<double> p, ref ScriptState s, ScriptException failure, in Ctx c, ref Emitter<StrategyEvent> e)
    {
        s.Held = 1;
        OnFailure?.Invoke(new ScriptFailure(c.Cycle, c.Time, s.Machine.State, failure));
        if (p[^1] != 0 && s.Machine.TryInTrade(out InTrade trade))
        {
            trade.Exit("the script is on hold", ref e);
        }

        return failure.Message;
    }

    /// <summary>Notes what an input was before.</summary>
    private static void Note(ref ScriptState s, ManagedInputs x, in Ctx c)
    {
        for (int i = 0; i < x.Numbers.Length; i++)
        {
            if (c.Updated(x.Numbers[i]))
            {
                s.SeenTwice |= s.Seen & (1L << i);
                s.Previous[i] = s.Latest[i];
                s.Seen |= 1L << i;
                s.Latest[i] = c.Value(x.Numbers[i]);
            }
        }
    }

    private static KindParameter Parameter(ScriptParameter parameter, int index) => new(
        parameter.Name,
        typeof(double),
        parameter.Min.ToString("R", CultureInfo.InvariantCulture),
        parameter.Max.ToString("R", CultureInfo.InvariantCulture),
        parameter.Default.ToString("R", CultureInfo.InvariantCulture),
        parameter.Doc,
        index * sizeof(double));
}
