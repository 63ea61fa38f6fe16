using System.Runtime.InteropServices;
using Pawl.Types;

namespace Pawl.Engine;

/// <summary>What a <see cref="EventKind.Roll"/> carries: the message <see cref="Roll"/> with short names, so that it is no longer than a candle.</summary>
[StructLayout(LayoutKind.Sequential)]
public struct ContractChange
{
    public Text24 From;
    public Text24 To;
    public Price FromClose;
    public Price ToClose;
    public Price Offset;
    public double Factor;
}
