using Pawl.Redis;

namespace Pawl.Host.Services.Redis;

/// <summary>How a role of the Redis form lives with a server that is away, loads its files, or is full.</summary>
internal static class RedisPatience
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>Does something until it is done; a server that is away, starting or full is asked again.</summary>
    /// <exception cref="RedisRefusedException">The server refuses this user.</exception>
    public static async Task PersistAsync(Action<string> notes, Func<Task> action, CancellationToken stop)
    {
        string? said = null;
        while (true)
        {
            try
            {
                await action();
                return;
            }
            catch (RedisErrorException refused) when (refused.IsRefusal)
            {
                throw new RedisRefusedException(refused.Message, refused);
            }
            catch (RedisException e) when (e is not RedisRefusedException)
            {
                if (e.Message != said)
                {
                    notes($"{e.Message}; trying again");
                    said = e.Message;
                }

                await Task.Delay(Pause, stop);
            }
        }
    }
}
