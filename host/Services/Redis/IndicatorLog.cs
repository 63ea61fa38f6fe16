using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Pawl.Engine;
using Pawl.Host.Web.Live;
using Pawl.Recovery;
using Pawl.Types;

namespace Pawl.Host.Services.Redis;

/// <summary>What indengine says of a bar.</summary>
/// <param name="Name">The node, without its frame.</param>
/// <param name="Frame">The frame of the bar.</param>
/// <param name="Id">When the bar closed, and which it is of that moment.</param>
/// <param name="Message">The line of the catalogue.</param>
internal sealed record IndicatorMessage(string Name, TimeFrame Frame, EntryId Id, byte[] Message);

/// <summary>
/// One log of indengine: it takes candles in the order in which they closed. Those of the smallest frame are data; the larger ones are
/// made of them here as they are everywhere, and the entry of a larger one only says that its time has come. No I/O; one thread.
/// </summary>
/// <param name="of">The symbol.</param>
/// <param name="computation">What computes it.</param>
/// <param name="names">What its outputs are called.</param>
/// <param name="smallest">The frame that is data; none where ticks are.</param>
internal sealed class IndicatorLog(Listing of, LogComputation computation, IndicatorNames names, TimeFrame smallest) : IDisposable
{
    private readonly Dictionary<string, EntryId> positions = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Name, TimeFrame Frame), EntryId> said = [];
    private readonly InputEvent[] one = new InputEvent[1];
    private readonly Utf8Buffer text = new();
    private EngineLog? scratch;
    private IncrementalHash? lines = smallest.IsNone ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    public Listing Of => of;

    public void Dispose() => lines?.Dispose();

    public EngineLog Log => computation.Log;

    /// <summary>How far a stream has been taken; before everything where nothing of it was.</summary>
    public EntryId PositionOf(string stream) => positions.GetValueOrDefault(stream, new EntryId(-1, 0));

    /// <summary>Takes a complete candle, or a tick where those are the data.</summary>
    /// <param name="stream">The stream that it stands in.</param>
    /// <param name="frame">The frame of that.</param>
    /// <param name="id">Its place there.</param>
    /// <param name="e">It.</param>
    /// <param name="to">Takes what is said of it.</param>
    /// <returns>False where it has been taken before.</returns>
    public bool Take(string stream, TimeFrame frame, EntryId id, in InputEvent e, List<IndicatorMessage> to)
    {
        if (id <= PositionOf(stream))
        {
            return false;
        }

        positions[stream] = id;
        if (frame == smallest)
        {
            one[0] = e;
        }
        else if (computation.Driver.NextClose(Log) <= e.Time)
        {
            one[0] = new InputEvent { Kind = EventKind.Clock, Time = e.Time };
        }
        else
        {
            return true;
        }

        computation.Driver.Process(Log, one);
        Hash();
        foreach (ref readonly Output output in Log.Outbox.Outputs)
        {
            Say(Log, in output, isConfirmed: true, to);
        }

        Log.Outbox.Clear();
        if (e.Kind == EventKind.Control)
        {
            Ended = lines is null ? "" : Convert.ToHexStringLower(lines.GetCurrentHash());
        }

        return true;
    }

    /// <summary>Once the data have ended, the hash of the log as a replay prints it; empty where it did not begin here, so that nobody knows it. Null before.</summary>
    public string? Ended { get; private set; }

    /// <summary>What would be said if a candle that is forming closed now, and all larger bars with it. The log stays as it is.</summary>
    public void Peek(in InputEvent candle, List<IndicatorMessage> to)
    {
        if (FormingLines.Fork(Log, computation.Driver, in candle) is not { } fork)
        {
            return;
        }

        foreach (ref readonly Output output in fork.Outbox.Outputs)
        {
            if (output.Time == candle.Time)
            {
                Say(fork, in output, isConfirmed: false, to);
            }
        }

        fork.Outbox.Clear();
        PeekLarger(fork, to);
    }

    /// <summary>What would be said if the bars that are forming in the log closed now.</summary>
    public void Peek(List<IndicatorMessage> to) => PeekLarger(Log, to);

    private void PeekLarger(EngineLog from, List<IndicatorMessage> to)
    {
        scratch ??= from.CreateScratch();
        foreach (Source source in Log.Graph.Sources)
        {
            if (source.Kind == ReferenceKind.Candle && source.TimeFrame > smallest && computation.Driver.Preview(from, scratch, source.Symbol, source.TimeFrame, out Timestamp end))
            {
                foreach (ref readonly Output output in scratch.Outbox.Outputs)
                {
                    if (output.Time == end && Log.Graph.Channels[output.Channel].TimeFrame == source.TimeFrame)
                    {
                        Say(scratch, in output, isConfirmed: false, to);
                    }
                }

                scratch.Outbox.Clear();
            }
        }
    }

    /// <summary>Adds what was said to the hash of the log, where it is known from its beginning.</summary>
    private void Hash()
    {
        if (lines is null)
        {
            return;
        }

        text.Clear();
        foreach (ref readonly Output output in Log.Outbox.Outputs)
        {
            EnvelopeWriter writer = computation.Writers[output.Channel];
            writer.Write(text, output.Time, Log.Outbox.Record(in output, writer.Schema.Size), output.Sequence, output.N);
        }

        lines.AppendData(text.Written);
    }

    /// <summary>The state, to go on from: a line of JSON that says of what, then the state as the engine saves it, then a checksum.</summary>
    public byte[] Save()
    {
        ArrayBufferWriter<byte> bytes = new(Log.Block.Length + 4096);
        using (Utf8JsonWriter json = new(bytes))
        {
            json.WriteStartObject();
            json.WriteString("log", of.Symbol);
            json.WriteString("pipeline", computation.Pipeline.ToString());
            json.WriteStartObject("taken");
            foreach ((string stream, EntryId id) in positions)
            {
                json.WriteString(stream, id.ToString());
            }

            json.WriteEndObject();
            json.WriteStartObject("said");
            foreach (((string name, TimeFrame frame), EntryId id) in said)
            {
                json.WriteString($"{name}:{frame}", id.ToString());
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        Log.Save(bytes);
        byte[] whole = new byte[bytes.WrittenCount + sizeof(uint)];
        bytes.WrittenSpan.CopyTo(whole);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(whole.AsSpan(bytes.WrittenCount), Crc32C.Of(bytes.WrittenSpan));
        return whole;
    }

    /// <summary>The log of a saved state.</summary>
    /// <exception cref="StoreException">It is damaged.</exception>
    public static string NameOf(ReadOnlySpan<byte> saved)
    {
        using JsonDocument head = Open(saved, out _);
        return head.RootElement.GetProperty("log").GetString()!;
    }

    /// <summary>Goes on from a saved state.</summary>
    /// <exception cref="StoreException">It is damaged, or of another pipeline; nothing has changed.</exception>
    public void Load(ReadOnlySpan<byte> saved)
    {
        using JsonDocument head = Open(saved, out int length);
        if (head.RootElement.GetProperty("pipeline").GetString() != computation.Pipeline.ToString())
        {
            throw new StoreException("it was taken by another pipeline");
        }

        try
        {
            Log.Load(saved[(length + 1)..^sizeof(uint)]);
        }
        catch (StateException e)
        {
            throw new StoreException(e.Message, e);
        }

        lines?.Dispose();
        lines = null;
        positions.Clear();
        foreach (JsonProperty taken in head.RootElement.GetProperty("taken").EnumerateObject())
        {
            positions[taken.Name] = EntryId.Parse(taken.Value.GetString()!);
        }

        said.Clear();
        foreach (JsonProperty last in head.RootElement.GetProperty("said").EnumerateObject())
        {
            int colon = last.Name.LastIndexOf(':');
            said[(last.Name[..colon], TimeFrame.Parse(last.Name[(colon + 1)..]))] = EntryId.Parse(last.Value.GetString()!);
        }
    }

    private static JsonDocument Open(ReadOnlySpan<byte> saved, out int length)
    {
        length = saved.IndexOf((byte)'\n');
        if (length < 0 || saved.Length < length + sizeof(uint)
            || System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(saved[^sizeof(uint)..]) != Crc32C.Of(saved[..^sizeof(uint)]))
        {
            throw new StoreException("it is damaged: its checksum is wrong");
        }

        return JsonDocument.Parse(Encoding.UTF8.GetString(saved[..length]));
    }

    private void Say(EngineLog log, in Output output, bool isConfirmed, List<IndicatorMessage> to)
    {
        if (names.Of(output.Channel) is not { } name)
        {
            return;
        }

        Channel channel = log.Graph.Channels[output.Channel];
        EnvelopeWriter writer = computation.Writers[output.Channel];
        text.Clear();
        writer.Write(text, output.Time, log.Outbox.Record(in output, writer.Schema.Size), output.Sequence, output.N, isConfirmed);
        long time = EntryId.MillisecondsOf(output.Time);
        EntryId id = new(time, 0);
        if (isConfirmed)
        {
            if (said.TryGetValue((name, channel.TimeFrame), out EntryId last) && id <= last)
            {
                id = last with { Ordinal = last.Ordinal + 1 };
            }

            said[(name, channel.TimeFrame)] = id;
        }

        to.Add(new IndicatorMessage(name, channel.TimeFrame, id, text.Written[..^1].ToArray()));
    }
}
