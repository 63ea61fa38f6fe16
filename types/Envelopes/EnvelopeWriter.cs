using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Pawl.Types;

/// <summary>
/// Writes the canonical JSON lines of one source of outputs: one node of one symbol. What is the same in each of its lines is
/// made once, so that a line is a few copies and the numbers. Immutable; it may be shared.
/// </summary>
public sealed class EnvelopeWriter
{
    private readonly byte[] _beforeTime;
    private readonly byte[] _beforeData;
    private readonly byte[] _beforeId;
    private readonly byte[] _confirmed;
    private readonly byte[] _warmed;
    private readonly byte[] _unconfirmed;
    private readonly int _startOffset;

    /// <param name="log">The log whose events the outputs are numbered by.</param>
    /// <param name="symbol">The symbol of the outputs.</param>
    /// <param name="timeFrame">Their time frame; <see cref="TimeFrame.None"/> is written as <c>tick</c>.</param>
    /// <param name="node">The id of the node.</param>
    /// <param name="schema">The outputs' fields.</param>
    public EnvelopeWriter(string log, Symbol symbol, TimeFrame timeFrame, string node, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        Schema = schema;
        string version = schema.Version.ToString(CultureInfo.InvariantCulture);
        _beforeTime = Encoding.UTF8.GetBytes($"{{\"symbol\":\"{symbol}\",\"timestamp\":\"");
        _beforeData = Encoding.UTF8.GetBytes($"\",\"timeframe\":\"{timeFrame}\",\"type\":\"{Escape(schema.Name)}\",\"data\":");
        _beforeId = Encoding.UTF8.GetBytes($",\"metadata\":{{\"version\":{version},\"id\":\"{Escape(log)}:");
        string tail = $"\",\"node\":\"{Escape(node)}\",\"confirmed\":";
        _confirmed = Encoding.UTF8.GetBytes(tail + "true}}\n");
        _warmed = Encoding.UTF8.GetBytes(tail + "true,\"warmed\":true}}\n");
        _unconfirmed = Encoding.UTF8.GetBytes(tail + "false}}\n");
        _startOffset = schema.EnvelopeField?.Offset ?? -1;
    }

    public RecordSchema Schema { get; }

    /// <summary>Appends one line with its line feed.</summary>
    /// <param name="to">Where to.</param>
    /// <param name="time">The time of the cycle; a record with a timestamp of its own (a candle's start) shows that instead.</param>
    /// <param name="record">The bytes of the output.</param>
    /// <param name="sequence">The number of the input event.</param>
    /// <param name="index">The number of the output among those of its event.</param>
    /// <param name="confirmed">False for a preview.</param>
    /// <param name="warmed">True for the first confirmed output of a node that was warmed up over history for a changed pipeline.</param>
    /// <returns>Where the data stand in the buffer, as a JSON object.</returns>
    public (int Start, int End) Write(Utf8Buffer to, Timestamp time, ReadOnlySpan<byte> record, long sequence, long index, bool confirmed = true, bool warmed = false)
    {
        ArgumentNullException.ThrowIfNull(to);
        to.Write(_beforeTime);
        to.Write(_startOffset < 0 ? time : MemoryMarshal.Read<Timestamp>(record[_startOffset..]));
        to.Write(_beforeData);
        int start = to.Length;
        Schema.WriteJson(record, to);
        int end = to.Length;
        to.Write(_beforeId);
        to.Write(sequence);
        to.WriteByte((byte)':');
        to.Write(index);
        to.Write(!confirmed ? _unconfirmed : warmed ? _warmed : _confirmed);
        return (start, end);
    }

    private static string Escape(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var buffer = new Utf8Buffer(64);
        buffer.WriteJsonEscaped(Encoding.UTF8.GetBytes(text));
        return Encoding.UTF8.GetString(buffer.Written);
    }
}
