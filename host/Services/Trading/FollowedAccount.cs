using System.Threading.Channels;
using Pawl.Bus;
using Pawl.Host.Paper;
using Pawl.Host.Replay;
using Pawl.Host.Web;
using Pawl.Logs;
using Pawl.Recovery;

namespace Pawl.Host.Services.Trading;

/// <summary>
/// The account of a system as a replica shows it: what it says is copied, line by line, beside the logs. The page and REST know one account, that of the
/// name that it has in an embedded run.
/// </summary>
internal sealed class FollowedAccount : IAccountMessages, IDisposable
{
    /// <summary>How long what the account says is waited for; it is stored before what the logs say because of the same events.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly Channel<(LogTag Tag, ReadOnlyMemory<byte> Content)> come = Channel.CreateBounded<(LogTag, ReadOnlyMemory<byte>)>(1024);
    private readonly CancellationTokenSource stopping = new();
    private readonly AccountStreams account;
    private readonly Task following;
    private IReadOnlyDictionary<string, StoredAccount> accounts = new Dictionary<string, StoredAccount>();
    private ILogSink? sink;
    private MessageLog? messages;
    private LogTag tag;
    private long read;
    private volatile bool isThere;

    public FollowedAccount(NatsSystem system, Action<string> notes)
    {
        account = system.Account(ServedRun.Account);
        following = FollowAsync(system, new ReaderOptions { Notes = notes });
    }

    /// <summary>Goes on with what is stored of it.</summary>
    public IAccountMessages Begin(IReadOnlyDictionary<string, StoredAccount> stored, Func<string, ILogSink?> sinkOf)
    {
        (accounts, sink) = (stored, sinkOf(account.Name));
        return this;
    }

    /// <summary>Waits for what the account has said by now.</summary>
    public void CatchUp()
    {
        if (!isThere)
        {
            return;
        }

        try
        {
            using CancellationTokenSource late = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
            late.CancelAfter(Patience);
            long end = account.Log.EndAsync(late.Token).GetAwaiter().GetResult().Sequence;
            SpinWait.SpinUntil(() => Interlocked.Read(ref read) >= end || following.IsCompleted, Patience);
        }
        catch (Exception away) when (away is BusException or OperationCanceledException)
        {
            // Then it comes with the next events.
        }
    }

    public MessageBatch? TakeBatch()
    {
        if (following.IsFaulted)
        {
            following.GetAwaiter().GetResult();
        }

        bool isNew = false;
        while (come.Reader.TryRead(out (LogTag Tag, ReadOnlyMemory<byte> Content) next))
        {
            if (messages is null)
            {
                StoredLog? before = accounts.GetValueOrDefault(account.Name)?.Log;
                messages = new MessageLog(account.Name, tag = before?.Tag ?? next.Tag, before?.Tail ?? default);
            }

            if (next.Tag != tag)
            {
                throw new StoreException($"account {account.Name}: the copy is of another account of that name; delete the file of the copy, it is made again");
            }

            isNew |= Take(messages, next.Content);
        }

        return isNew ? messages!.Take() : null;
    }

    public void Show(MessageBatch? committed)
    {
        if (committed is not null)
        {
            sink?.Lines(committed.Outputs.Lines.Written);
        }
    }

    public void Dispose()
    {
        stopping.Cancel();
        Task.WaitAny(following);
        stopping.Dispose();
    }

    /// <summary>Adds what is not stored yet.</summary>
    private static bool Take(MessageLog to, ReadOnlyMemory<byte> content)
    {
        OutputReader lines = new(content);
        bool isNew = false;
        for (int i = 0; i < lines.Count; i++)
        {
            if (lines[i].Sequence > to.Position.Sequence)
            {
                to.Add(lines.LinesOf(i));
                isNew = true;
            }
        }

        return isNew;
    }

    private async Task FollowAsync(NatsSystem system, ReaderOptions options)
    {
        try
        {
            await system.EnsureAsync(options.Notes, stopping.Token);
            while (!isThere)
            {
                await NatsSystem.Persist(options.Notes, async () => isThere = (await system.AccountsAsync(stopping.Token)).Contains(account.Name, StringComparer.Ordinal), stopping.Token);
                await Task.Delay(isThere ? TimeSpan.Zero : Patience, stopping.Token);
            }

            await foreach ((StreamRecord record, OutputRecords said) in new AccountReader(account, options).ReadAsync(0, stopping.Token))
            {
                await come.Writer.WriteAsync((said.Tag, said.Content), stopping.Token);
                Interlocked.Exchange(ref read, record.Sequence);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // It was told to.
        }
    }
}
