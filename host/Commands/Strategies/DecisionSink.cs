using System.Runtime.InteropServices;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Replay;
using Pawl.Types;

namespace Pawl.Host.Commands;

/// <summary>Prints the decisions of strategies, a line for each.</summary>
internal sealed class DecisionSink(TextWriter to) : ILogSink
{
    public bool TakesRecords => true;

    public void Record(EngineLog log, in Output output, ReadOnlySpan<byte> record)
    {
        Channel channel = log.Graph.Channels[output.Channel];
        string? decision = channel.Schema.ClrType == typeof(StateTransition) ? Text(MemoryMarshal.Read<StateTransition>(record))
            : channel.Schema.ClrType == typeof(TradeSignal) ? Text(MemoryMarshal.Read<TradeSignal>(record))
            : null;
        if (decision is not null)
        {
            to.WriteLine($"{output.Time} {log.Symbols[channel.Symbol]} {channel.Node} {decision}");
        }
    }

    public void Lines(ReadOnlySpan<byte> lines)
    {
    }

    public void Dispose()
    {
    }

    private static string Text(StateTransition t) => $"{Word(t.From)} → {Word(t.To)}: {t.Reason}";

    private static string Text(TradeSignal s)
    {
        string stop = s.Stop == Price.MinValue ? "" : $" stop {s.Stop}";
        string target = s.Target == Price.MinValue ? "" : $" target {s.Target}";
        return $"signal {Word(s.Kind)} {Word(s.Side)} {s.Size} at {s.Price}{stop}{target}: {s.Reason}";
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
