using System.Runtime.InteropServices;
using Pawl.Engine;
using Pawl.Host.Commands;
using Pawl.Host.Verification;
using Pawl.Types;

namespace Pawl.Host.Comparing;

/// <summary>One side of a comparison that runs a pipeline over data, piece by piece.</summary>
internal sealed class PipelineSide(Side side, PipelineData data, OutputComparison comparison, string? sharedLog) : IDisposable
{
    private readonly IEnumerator<TapePiece> tape = new DataTape(data).Read().GetEnumerator();
    private readonly Dictionary<string, LineCourse> courses = new(StringComparer.Ordinal);

    public PipelineData Data => data;

    public long Events { get; private set; }

    public long Outputs { get; private set; }

    /// <summary>Goes through the next piece of the data; false where there is none.</summary>
    public bool Step()
    {
        if (!tape.MoveNext())
        {
            return false;
        }

        TapePiece piece = tape.Current;
        if (!courses.TryGetValue(piece.Log.Name, out LineCourse? course))
        {
            courses.Add(piece.Log.Name, course = new LineCourse(piece.Log));
        }

        Events += piece.Events.Length;
        course.Course.Process(piece.Events);
        HandOver(course);
        return true;
    }

    /// <summary>Closes the bars that are open at the end of the data.</summary>
    public void Flush()
    {
        foreach (LineCourse course in courses.Values)
        {
            course.Course.Flush();
            HandOver(course);
        }
    }

    public void Dispose() => tape.Dispose();

    private void HandOver(LineCourse course)
    {
        Outputs += course.Lines.Count;
        comparison.Add(side, sharedLog ?? course.Course.Log.Name, course.Lines, course.Course.Log.Header.Sequence);
        course.Lines.Clear();
    }

    /// <summary>A log whose outputs become lines.</summary>
    private sealed class LineCourse
    {
        private readonly Utf8Buffer data = new(1024);
        private readonly TapeLog log;
        private readonly (SaidBy Source, string Envelope)[] channels;

        public LineCourse(TapeLog log)
        {
            this.log = log;
            EngineLog engine = log.Begin();
            Course = new Course(log, engine, Take);
            channels = [.. log.Graph.Channels.Select(c =>
                (new SaidBy(engine.Symbols[c.Symbol], c.Node), SaidLine.EnvelopeOf(c.Schema.Name, c.Schema.Version, c.TimeFrame)))];
        }

        public Course Course { get; }

        public List<SaidLine> Lines { get; } = [];

        private void Take(in Output output, ReadOnlySpan<byte> record)
        {
            RecordSchema schema = log.Graph.Channels[output.Channel].Schema;
            data.Clear();
            schema.WriteJson(record, data);
            (SaidBy source, string envelope) = channels[output.Channel];
            Timestamp time = schema.EnvelopeField is { } own ? MemoryMarshal.Read<Timestamp>(record[own.Offset..]) : output.Time;
            Lines.Add(new SaidLine(new OutputId(log.Name, output.Sequence, output.N), source, time, envelope, data.Written.ToArray()));
        }
    }
}
