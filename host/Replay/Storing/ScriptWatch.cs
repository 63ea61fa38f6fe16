using System.Diagnostics;
using Pawl.Engine;
using Pawl.Host.Configuration;
using Pawl.Scripting;
using Pawl.Types;

namespace Pawl.Host.Replay.Storing;

/// <summary>
/// Looks at the scripts of a run. A file that has changed takes effect with the next event of each log, by a command in it; one that
/// cannot be used is told of once, and the version before stays in force.
/// </summary>
internal sealed class ScriptWatch(IReadOnlyList<ScriptKind> scripts, TextWriter findings)
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(500);

    private readonly Lock gate = new();
    private readonly Watched[] watched = [.. scripts.Select(s => new Watched(s))];
    private long looked = Stopwatch.GetTimestamp();

    /// <summary>The commands that let a log follow the newest versions.</summary>
    public IEnumerable<(int Symbol, LogCommand Command)> Switches(EngineLog log)
    {
        if (watched.Length == 0)
        {
            return [];
        }

        Look();
        return
        [
            .. from script in watched
               from node in log.Graph.Nodes
               where node.Kind?.Name == script.Kind.Name
               let version = Volatile.Read(ref script.Version)
               where log.VersionOf(node.Id, node.Symbol) != version
               select (node.Symbol, new LogCommand { Action = LogAction.Switch, Name = Text64.From(node.Id), From = version }),
        ];
    }

    private void Look()
    {
        lock (gate)
        {
            if (Stopwatch.GetElapsedTime(looked) < Every)
            {
                return;
            }

            looked = Stopwatch.GetTimestamp();
            foreach (Watched script in watched)
            {
                script.Look(findings);
            }
        }
    }

    private sealed class Watched
    {
        private DateTime written;
        public long Version;

        public Watched(ScriptKind kind)
        {
            Kind = kind;
            Version = kind.File.Version;
            written = File.GetLastWriteTimeUtc(kind.Path);
        }

        public ScriptKind Kind { get; }

        public void Look(TextWriter findings)
        {
            DateTime now = File.GetLastWriteTimeUtc(Kind.Path);
            if (now == written)
            {
                return;
            }

            written = now;
            if (ScriptFolder.ReadFile(Kind.Path, out string mistake) is not { } file)
            {
                findings.WriteLine($"{mistake}; the version before stays in force");
            }
            else if (file.Version != Volatile.Read(ref Version))
            {
                Take(file, findings);
            }
        }

        private void Take(ScriptFile file, TextWriter findings)
        {
            if (ScriptCheck.Run(file, out Diagnostic? wrong, Kind.Path) is not { } declaration)
            {
                findings.WriteLine($"{wrong}; the version before stays in force");
            }
            else if (!Kind.CanFollow(declaration))
            {
                findings.WriteLine($"{Shown.Plain(Kind.Path, 200)}:{declaration.Line}:1: its inputs or parameters have changed, which the running pipeline does not have; the version before stays in force until a new start");
            }
            else if (ScriptFolder.Keep(file, Kind.Path) is { } unkept)
            {
                findings.WriteLine($"{unkept}; the version before stays in force");
            }
            else
            {
                Volatile.Write(ref Version, file.Version);
                findings.WriteLine(FormattableString.Invariant($"{Shown.Plain(Kind.Path, 200)}: version {file.Version:x16} takes effect with the next event"));
            }
        }
    }
}
