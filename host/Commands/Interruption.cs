using System.Runtime.InteropServices;

namespace Pawl.Host.Commands;

/// <summary>
/// Ctrl-C and SIGTERM, for commands that write: the first asks the command to stop, the second ends it at once. Until a
/// command asks for the token, both end the program as they would any other.
/// </summary>
internal static class Interruption
{
    private const int Interrupted = 128 + 2;
    private const int Terminated = 128 + 15;
    /// <summary>How long a command that was asked to stop may take, until the program ends without it.</summary>
    public static TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(2);

    private static readonly CancellationTokenSource Stop = new();
    private static readonly PosixSignalRegistration[] Registered = [Register(PosixSignal.SIGINT, Interrupted), Register(PosixSignal.SIGTERM, Terminated)];
    private static Timer? last;

    public static CancellationToken Token => Registered.Length > 0 ? Stop.Token : default;

    /// <summary>How the program ends after it was stopped, as a shell expects it.</summary>
    public static int ExitCode { get; private set; } = Interrupted;

    private static PosixSignalRegistration Register(PosixSignal signal, int code) => PosixSignalRegistration.Create(signal, context =>
    {
        if (Stop.IsCancellationRequested)
        {
            return;
        }

        context.Cancel = true;
        ExitCode = code;

        // A read that never returns, as from a pipe, cannot be stopped otherwise.
        last = new Timer(_ => Environment.Exit(CommandRunner.Stopped()), null, Patience, Timeout.InfiniteTimeSpan);
        Stop.Cancel();
    });
}
