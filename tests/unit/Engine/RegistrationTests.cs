using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Tests.Support;
using Pawl.Types;
using Xunit;

namespace Pawl.Tests.Unit.Engine;

/// <summary>A kind whose structs could not be copied, compared and saved as bytes is refused when it is registered, by name.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [InlineData(typeof(OneState<Padded>), "'Padded' takes 16 bytes for 12 bytes of fields: fill the gap with another field, or use long for int")]
    [InlineData(typeof(OneState<Nested>), "'Padded' takes 16 bytes for 12 bytes of fields: fill the gap with another field, or use long for int")]
    [InlineData(typeof(OneState<PaddedElements>), "'Padded' takes 16 bytes for 12 bytes of fields: fill the gap with another field, or use long for int")]
    [InlineData(typeof(OneState<bool>), "'Boolean' cannot be kept in a state: use long, double, int, an enum over them, or structs of these")]
    [InlineData(typeof(OneState<WithBool>), "'Boolean' cannot be kept in a state: use long, double, int, an enum over them, or structs of these")]
    [InlineData(typeof(OneState<char>), "'Char' cannot be kept in a state: use long, double, int, an enum over them, or structs of these")]
    [InlineData(typeof(OneState<decimal>), "'Decimal' cannot be kept in a state: use long, double, int, an enum over them, or structs of these")]
    [InlineData(typeof(OneState<nint>), "'IntPtr' cannot be kept in a state: use long, double, int, an enum over them, or structs of these")]
    [InlineData(typeof(OneState<DateTime>), "'DateTime' has no sequential layout: remove its StructLayout attribute, or use another type")]
    [InlineData(typeof(OneState<Overlaid>), "'Overlaid' has no sequential layout: remove its StructLayout attribute, or use another type")]
    [InlineData(typeof(OneParameter<NoAttribute>), "parameter 'Period' has no [Param]: say its range, default and meaning")]
    [InlineData(typeof(OneParameter<Short>), "parameter 'period' has type Int16: use int, long, double, Price, Quantity or an enum over int or long")]
    [InlineData(typeof(OneParameter<NoRange>), "parameter 'period' has no range ..: give both ends as Int32")]
    [InlineData(typeof(OneParameter<FractionRange>), "parameter 'period' has no range 0.5..10: give both ends as Int32")]
    [InlineData(typeof(OneParameter<BadDefault>), "default of period 20 is out of range 1..10")]
    [InlineData(typeof(OneParameter<TimeParameter>), "parameter 'at' has type Timestamp: use int, long, double, Price, Quantity or an enum over int or long")]
    [InlineData(typeof(OneInput<NoInputs>), "'NoInputs' names no input: nothing would ever wake the kind")]
    [InlineData(typeof(OneInput<NotAnInput>), "input 'Value' must be an In<T>, InMany<T> or InEvents<T>")]
    [InlineData(typeof(OneOutput<int>), "'Int32' is not a record: use a struct, or one of double, long, Price, Quantity, QuantitySum, Timestamp, Text24, Text64, an enum over long or Items<T>")]
    [InlineData(typeof(OneOutput<WithBool>), "field 'Ready' of 'WithBool' is a Boolean: use double, long, Price, Quantity, QuantitySum, Timestamp, Text24, Text64, an enum over long or Items<T>")]
    public void Refuses(Type kind, string why)
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => new KindRegistry().Add(kind));
        Assert.Equal("kind 'one': " + why, error.Message);
    }

    [Theory]
    [InlineData(typeof(OneState<long>))]
    [InlineData(typeof(OneState<Pair>))]
    [InlineData(typeof(OneState<QuantitySum>))]
    [InlineData(typeof(OneState<Text64>))]
    [InlineData(typeof(OneState<Elements>))]
    [InlineData(typeof(OneState<AggressorSide>))]
    [InlineData(typeof(OneState<Ring<Candle>>))]
    [InlineData(typeof(OneOutput<Pair>))]
    [InlineData(typeof(OneOutput<Price>))]
    public void Takes(Type kind) => Assert.Equal("one", Assert.Single(new KindRegistry().Add(kind).Kinds).Name);

    [Fact]
    public void Refuses_what_is_no_kind_and_what_is_there_already()
    {
        string Message(Type kind, KindRegistry? kinds = null) => Assert.Throws<InvalidOperationException>(() => (kinds ?? new KindRegistry()).Add(kind)).Message;
        Assert.EndsWith(" has no [Kind]", Message(typeof(Pair)), StringComparison.Ordinal);
        Assert.Contains(" has 0 contracts: implement INodeKind or IEventKind, once", Message(typeof(Idle)), StringComparison.Ordinal);
        Assert.Contains(" has 2 contracts: implement INodeKind or IEventKind, once", Message(typeof(Double)), StringComparison.Ordinal);
        Assert.Equal("kind 'mix' is registered twice", Message(typeof(Mix), new KindRegistry().Add(typeof(Mix))));
    }

    [Fact]
    public void Describes_what_it_registers()
    {
        KindDescriptor kind = new KindRegistry().Add(typeof(Gather)).Add(typeof(Quiet)).Find("gather")!;
        Assert.Equal(["pulses", "other"], kind.Inputs.Select(i => i.Name));
        Assert.Equal([InputForm.Events, InputForm.One], kind.Inputs.Select(i => i.Form));
        Assert.Equal([true, false], kind.Inputs.Select(i => i.Awaited));
        Assert.Equal(typeof(double), kind.Output.ClrType);
        Assert.False(kind.EmitsEvents);
        Assert.Null(TestKinds.Registry.Find("gathr"));
        Assert.Equal("gather", TestKinds.Registry.Nearest("gathr"));
        Assert.Equal(new KindParameter("every", typeof(int), "1", "100", "2", "inputs for each value", 0), Assert.Single(TestKinds.Registry.Find("quiet")!.Parameters));
    }

    [Kind("one", "tests", "")]
    private readonly struct OneState<T> : INodeKind<None, T, In<double>, double> where T : unmanaged
    {
        public static bool Step(in None p, ref T s, in In<double> x, in Ctx c, out double y) => double.IsNaN(y = c.Value(x));
    }

    [Kind("one", "tests", "")]
    private readonly struct OneParameter<T> : INodeKind<T, None, In<double>, double> where T : unmanaged
    {
        public static bool Step(in T p, ref None s, in In<double> x, in Ctx c, out double y) => double.IsNaN(y = c.Value(x));
    }

    [Kind("one", "tests", "")]
    private readonly struct OneInput<T> : INodeKind<None, None, T, double> where T : unmanaged
    {
        public static bool Step(in None p, ref None s, in T x, in Ctx c, out double y) => double.IsNaN(y = c.Cycle);
    }

    [Kind("one", "tests", "")]
    private readonly struct OneOutput<T> : INodeKind<None, None, In<double>, T> where T : unmanaged
    {
        public static bool Step(in None p, ref None s, in In<double> x, in Ctx c, out T y)
        {
            y = default;
            return c.Updated(x);
        }
    }

    [Kind("idle", "tests", "")]
    private readonly struct Idle;

    [Kind("double", "tests", "")]
    private readonly struct Double : INodeKind<None, None, In<double>, double>, INodeKind<None, None, In<Tick>, double>
    {
        public static bool Step(in None p, ref None s, in In<double> x, in Ctx c, out double y) => double.IsNaN(y = c.Value(x));

        public static bool Step(in None p, ref None s, in In<Tick> x, in Ctx c, out double y) => double.IsNaN(y = c.Cycle);
    }

#pragma warning disable CS0649 // Only the layout of these matters.
    public struct Padded
    {
        public long Count;
        public int Period;
    }

    public struct Nested
    {
        public Padded Inner;
    }

    [InlineArray(3)]
    public struct PaddedElements
    {
        private Padded first;
    }

    [InlineArray(3)]
    public struct Elements
    {
        private Pair first;
    }

    public struct WithBool
    {
        public bool Ready;
    }

    [StructLayout(LayoutKind.Explicit)]
    public struct Overlaid
    {
        [FieldOffset(0)]
        public long A;
    }

    public struct NoAttribute
    {
        public long Period;
    }

    public struct Short
    {
        [Param(1, 10, 1, "")]
        public short Period;
    }

    public struct NoRange
    {
        [Param("1", "")]
        public int Period;
    }

    public struct FractionRange
    {
        [Param(0.5, 10, 1, "")]
        public int Period;
    }

    public struct BadDefault
    {
        [Param(1, 10, 20, "")]
        public int Period;
    }

    public struct TimeParameter
    {
        [Param(1, 10, 1, "")]
        public Timestamp At;
    }

    public struct NoInputs;

    public struct NotAnInput
    {
        public double Value;
    }
#pragma warning restore CS0649
}
