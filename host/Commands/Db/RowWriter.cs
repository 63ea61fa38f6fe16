using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pawl.Host.Commands;

/// <summary>Prints rows of texts. CSV and JSON are written row by row; a table waits for all, to know its widths.</summary>
internal abstract class RowWriter(TextWriter to) : IDisposable
{
    private readonly JsonWriterOptions relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected TextWriter To => to;

    protected IReadOnlyList<string> Columns { get; private set; } = [];

    public static RowWriter On(TextWriter to, RowFormat format) => format switch
    {
        RowFormat.Csv => new CsvRows(to),
        RowFormat.Json => new JsonRows(to),
        _ => new TableRows(to),
    };

    public virtual void Begin(IReadOnlyList<string> columns) => Columns = columns;

    public abstract void Row(IReadOnlyList<string?> values);

    public virtual void Dispose() => to.Flush();

    private sealed class CsvRows(TextWriter to) : RowWriter(to)
    {
        public override void Begin(IReadOnlyList<string> columns)
        {
            base.Begin(columns);
            Row(columns);
        }

        public override void Row(IReadOnlyList<string?> values) => To.Write(string.Join(',', values.Select(Quoted)) + "\n");

        private static string Quoted(string? value) => value is null ? ""
            : value.AsSpan().IndexOfAny(",\"\n\r") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private sealed class JsonRows(TextWriter to) : RowWriter(to)
    {
        private readonly MemoryStream bytes = new();

        public override void Row(IReadOnlyList<string?> values)
        {
            bytes.SetLength(0);
            using (Utf8JsonWriter json = new(bytes, relaxed))
            {
                json.WriteStartObject();
                for (int i = 0; i < values.Count; i++)
                {
                    json.WritePropertyName(Columns[i]);
                    Write(json, values[i]);
                }

                json.WriteEndObject();
            }

            To.Write(Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length) + "\n");
        }

        /// <summary>A number, an object or a list as such; everything else as a text.</summary>
        private static void Write(Utf8JsonWriter json, string? value)
        {
            bool isNumber = double.TryParse(value, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
            if (value is null)
            {
                json.WriteNullValue();
            }
            else if (isNumber || value.StartsWith('{') || value.StartsWith('['))
            {
                json.WriteRawValue(value, skipInputValidation: isNumber);
            }
            else
            {
                json.WriteStringValue(value);
            }
        }
    }

    private sealed class TableRows(TextWriter to) : RowWriter(to)
    {
        private readonly List<string[]> rows = [];

        public override void Row(IReadOnlyList<string?> values) => rows.Add([.. values.Select(v => v ?? "")]);

        public override void Dispose()
        {
            if (rows.Count > 0)
            {
                new Page(To, Console.IsOutputRedirected).Table(Columns, rows);
            }

            To.WriteLine();
            To.WriteLine(FormattableString.Invariant($"{rows.Count} row{(rows.Count == 1 ? "" : "s")}"));
            base.Dispose();
        }
    }
}
