using System.Text.Json;

namespace Pawl.Types;

public readonly ref partial struct Envelope
{
    /// <summary>Reads one message; a line feed at its end is allowed.</summary>
    /// <exception cref="FormatException">It is not JSON, or a field of the envelope is missing, doubled or wrong; the message names it.</exception>
    public static Envelope Read(ReadOnlySpan<byte> line)
    {
        var parts = default(Parts);
        parts.Confirmed = true;
        try
        {
            parts.Read(line);
        }
        catch (JsonException e)
        {
            throw new FormatException($"the message is not JSON (at byte {e.BytePositionInLine ?? 0}): {FirstLine(e.Message)}", e);
        }

        parts.RequireAll();
        return new Envelope
        {
            Symbol = parts.Symbol,
            Timestamp = parts.Timestamp,
            TimeFrame = parts.TimeFrame,
            Type = parts.Type!,
            Data = line.Slice(parts.DataStart, parts.DataLength),
            Version = parts.Version,
            Id = parts.Id ?? "",
            Node = parts.Node ?? "",
            Confirmed = parts.Confirmed,
        };
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].TrimEnd('\r');

    /// <summary>What has been read so far.</summary>
    private struct Parts
    {
        public Symbol Symbol;
        public Timestamp Timestamp;
        public TimeFrame TimeFrame;
        public string? Type, Id, Node;
        public int DataStart, DataLength, Version;
        public bool Confirmed;

        private bool _symbol, _timestamp, _timeFrame, _data, _metadata;

        public void Read(ReadOnlySpan<byte> line)
        {
            var reader = new Utf8JsonReader(line);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw new FormatException($"the message is a JSON {reader.TokenType}: write an object");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadField(ref reader);
            // Anything behind the object but white space is an error of the reader's.
            reader.Read();
        }

        public readonly void RequireAll()
        {
            string? missing = !_symbol ? "symbol" : !_timestamp ? "timestamp" : !_timeFrame ? "timeframe" : Type is null ? "type"
                : !_data ? "data" : !_metadata ? "metadata" : Version == 0 ? "metadata.version" : null;
            if (missing is not null) throw new FormatException($"the message has no '{missing}': every message carries one");
        }

        private void ReadField(ref Utf8JsonReader reader)
        {
            if (reader.ValueTextEquals("symbol"u8))
            {
                string text = Text(ref reader, "symbol", ref _symbol);
                Symbol = Symbol.Parse(text);
            }
            else if (reader.ValueTextEquals("timestamp"u8))
            {
                string text = Text(ref reader, "timestamp", ref _timestamp);
                Timestamp = Timestamp.Parse(text);
            }
            else if (reader.ValueTextEquals("timeframe"u8))
            {
                string text = Text(ref reader, "timeframe", ref _timeFrame);
                TimeFrame = text == "tick" ? TimeFrame.None : TimeFrame.Parse(text);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                bool seen = Type is not null;
                Type = Text(ref reader, "type", ref seen);
            }
            else if (reader.ValueTextEquals("data"u8))
            {
                Open(ref reader, "data", ref _data);
                DataStart = (int)reader.TokenStartIndex;
                reader.Skip();
                DataLength = (int)reader.BytesConsumed - DataStart;
            }
            else if (reader.ValueTextEquals("metadata"u8))
            {
                Open(ref reader, "metadata", ref _metadata);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName) ReadMetadata(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        private void ReadMetadata(ref Utf8JsonReader reader)
        {
            bool seen = false;
            if (reader.ValueTextEquals("version"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt32(out Version) || Version < 1)
                    throw new FormatException("'metadata.version' is no version: write a whole number from 1");
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                Id = Text(ref reader, "metadata.id", ref seen);
            }
            else if (reader.ValueTextEquals("node"u8))
            {
                Node = Text(ref reader, "metadata.node", ref seen);
            }
            else if (reader.ValueTextEquals("confirmed"u8))
            {
                reader.Read();
                if (reader.TokenType is not (JsonTokenType.True or JsonTokenType.False))
                    throw new FormatException("'metadata.confirmed' is neither true nor false");
                Confirmed = reader.GetBoolean();
            }
            else
            {
                reader.Skip();
            }
        }

        private static string Text(ref Utf8JsonReader reader, string name, ref bool seen)
        {
            CheckOnce(name, ref seen);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String) throw new FormatException($"'{name}' is a JSON {reader.TokenType}: write a string");
            return reader.GetString()!;
        }

        private static void Open(ref Utf8JsonReader reader, string name, ref bool seen)
        {
            CheckOnce(name, ref seen);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw new FormatException($"'{name}' is a JSON {reader.TokenType}: write an object");
        }

        private static void CheckOnce(string name, ref bool seen)
        {
            if (seen) throw new FormatException($"'{name}' is there twice");
            seen = true;
        }
    }
}
