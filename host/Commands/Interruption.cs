namespace Pawl.Host.Commands;

/// <summary>Ctrl-C: the command ends in order, by a cancelled token.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource stop = new();

    public Interruption() => Console.CancelKeyPress += Cancel;

    public CancellationToken Token => stop.Token;

    public void Dispose()
    {
        Console.CancelKeyPress -= Cancel;
        stop.Dispose();
    }

    private void Cancel(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = true;
        stop.Cancel();
    }
}
